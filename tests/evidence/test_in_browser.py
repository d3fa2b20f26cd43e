"""Many files from a real phone's browser: one bad, a broken line, a session that ends; then the pictures turn up."""

from collections.abc import Iterator
from io import BytesIO
from itertools import count

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, FilePayload, Page

from tests.conftest import PASSWORD
from tests.evidence import making
from tests.journeys.browser import chromium, context_for
from tests.journeys.stack import Stack, running_stack

pytestmark = [pytest.mark.browser]

_colours = count(1)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with running_stack(tmp_path_factory.mktemp("stack")) as running:
        yield running


@pytest.fixture
def phone(stack: Stack) -> Iterator[BrowserContext]:
    """Alice's phone, signed in. One browser a test: while it runs, Django refuses every query in this thread."""
    with chromium() as browser:
        yield context_for(browser, "phone", stack.url, stack.sessions["alice"])


@pytest.fixture
def page(phone: BrowserContext, stack: Stack) -> Page:
    """The page to add photographs of the goods."""
    page = phone.new_page()
    page.set_default_timeout(10_000)
    page.goto(stack.case_url("contacted", "evidence/add/?kind=goods"))
    return page


def photographs(number: int) -> list[FilePayload]:
    """Pictures that were never sent before."""
    found = []
    for colour in (next(_colours) for _ in range(number)):
        target = BytesIO()
        Image.new("RGB", (300, 400), (colour, 90, 90)).save(target, "PNG")
        found.append(FilePayload(name=f"图{colour}.png", mimeType="image/png", buffer=target.getvalue()))
    return found


def test_of_twelve_files_a_bad_one_costs_only_itself(page: Page) -> None:
    assert page.locator("#files_limit").is_visible()
    bad = FilePayload(name="坏.jpg", mimeType="image/jpeg", buffer=making.HTML)
    page.set_input_files("#files", [*photographs(11), bad])
    page.locator("[data-upload-done]").wait_for(state="visible")
    assert page.locator(".uprow.is-done").count() == 11
    assert page.locator("[data-upload-sum]").inner_text() == "11 / 12"
    assert page.locator("#live").inner_text().startswith("坏.jpg")
    assert not page.locator(".is-bad [data-retry]").is_visible()
    page.locator("[data-upload-done]").click()
    page.wait_for_url("**/evidence/")


def test_without_a_line_the_file_waits_for_one(page: Page, phone: BrowserContext) -> None:
    phone.set_offline(True)
    page.set_input_files("#files", photographs(1))
    page.locator(".is-bad [data-retry]").wait_for(state="visible")
    assert not page.locator("[data-upload-again]").is_visible()
    phone.set_offline(False)
    page.wait_for_url("**/evidence/")


def test_a_session_that_ends_loses_nothing(page: Page, phone: BrowserContext, stack: Stack) -> None:
    phone.clear_cookies(name="sessionid")
    page.set_input_files("#files", photographs(4))
    page.locator("[data-upload-again]").wait_for(state="visible")
    assert page.locator(".is-bad [data-retry]").count() == 4
    sign_in_elsewhere(phone, stack)
    page.locator("[data-upload-again]").click()
    page.wait_for_url("**/evidence/")


def test_pictures_turn_up_where_they_were_awaited(page: Page) -> None:
    page.set_input_files("#files", photographs(3))
    page.wait_for_url("**/evidence/")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.locator(".exhibit").last.locator("img").wait_for()
    assert page.locator(".exhibit").last.locator(".chip").count() == 0


def sign_in_elsewhere(phone: BrowserContext, stack: Stack) -> None:
    tab = phone.new_page()
    tab.goto(f"{stack.url}/accounts/login/")
    tab.fill("[name=login]", "alice@example.org")
    tab.fill("[name=password]", PASSWORD)
    tab.press("[name=password]", "Enter")
    tab.wait_for_url(f"{stack.url}/")
    tab.close()
