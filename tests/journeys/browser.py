"""A person at a browser: a phone or a desk, with what the page complained about."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright

from tests.live import program

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
SCREENS = {"phone": PHONE, "desk": DESK}
PATIENCE_MS = 15_000


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    path = program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        browser = _launched(playwright, path)
        try:
            yield browser
        finally:
            browser.close()


def _launched(playwright: Playwright, path: str) -> Browser:
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


@dataclass
class Person:
    """One page of one person; counts her taps and the characters she types."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)
    taps: int = 0
    typed: int = 0

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 4" not in message.text:  # the browser notes each 4xx page
            self.complaints.append(f"{self.page.url}: {message.text}")

    def go(self, path: str) -> int:
        """Open a page; its status."""
        answer = self.page.goto(path if path.startswith("http") else self.url + path)
        assert answer is not None
        return answer.status

    def tap(self, selector: str) -> None:
        """Tap the first visible match and wait for the page that it may lead to."""
        self.page.locator(selector).locator("visible=true").first.click()
        self.page.wait_for_load_state("load")
        self.taps += 1

    def type(self, selector: str, words: str) -> None:
        """Type into a field, which she has to tap first."""
        self.page.locator(selector).first.fill(words)
        self.taps += 1
        self.typed += len(words)

    def pick(self, selector: str, moment: str) -> None:
        """Set a date and time with the phone's picker: open it, turn to the day, done."""
        self.page.locator(selector).first.fill(moment)
        self.taps += 3

    def choose(self, name: str, value: str) -> None:
        """Tap a chip or a box; its input may be drawn by its label."""
        self.page.locator(f'[name="{name}"][value="{value}"]').check(force=True)
        self.taps += 1

    def at(self, part: str) -> None:
        """The address contains `part`, perhaps after a redirect."""
        self.page.wait_for_function("part => location.href.includes(part)", arg=part)

    def sees(self, selector: str, words: str = "") -> None:
        """A visible element, with these words in it if there are any."""
        found = self.page.locator(selector)
        (found.filter(has_text=words) if words else found).locator("visible=true").first.wait_for()

    def count(self, selector: str) -> int:
        return self.page.locator(selector).count()


def context_for(browser: Browser, screen: str, stack_url: str, session: str = "", **options: Any) -> BrowserContext:
    """A fresh browser profile of a size, signed in when `session` is given."""
    context = browser.new_context(**SCREENS[screen], locale="zh-CN", timezone_id="Asia/Shanghai", **options)
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": stack_url}])
    return context
