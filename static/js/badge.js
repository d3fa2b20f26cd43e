// Fetches the unread badge on pages that are too full to count it themselves. Without it the tab simply has no number.
const place = document.querySelector("[data-badge]");
if (place) {
  const answer = await fetch(place.dataset.badge).catch(() => null);
  if (answer?.ok && !answer.redirected) place.outerHTML = await answer.text();
}
