// Asks this browser for its push address. The form stays hidden where there is none to be had, as in WeChat.
const form = document.querySelector("[data-push]");
const wrong = document.querySelector("[data-push-wrong]");

async function subscribe() {
  const worker = await navigator.serviceWorker.register(form.dataset.worker, { scope: "/" });
  await navigator.serviceWorker.ready;
  const known = await worker.pushManager.getSubscription();
  const options = { userVisibleOnly: true, applicationServerKey: form.dataset.push };
  return known ?? worker.pushManager.subscribe(options);
}

if (form && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
  form.hidden = false;
  form.querySelector("button").addEventListener("click", async () => {
    wrong.hidden = true;
    try {
      if ((await Notification.requestPermission()) !== "granted") throw new Error("not allowed");
      form.elements.subscription.value = JSON.stringify(await subscribe());
      form.requestSubmit();
    } catch {
      wrong.hidden = false;
    }
  });
}
