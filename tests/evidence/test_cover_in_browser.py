"""Covering on a real phone's browser: a finger draws a box, the copy is black there, and nothing else changed."""

from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urljoin

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, FilePayload, Page

from tests.evidence import making
from tests.journeys.browser import chromium, context_for
from tests.journeys.stack import Stack, running_stack

pytestmark = [pytest.mark.browser]


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with running_stack(tmp_path_factory.mktemp("stack")) as running:
        yield running


# Not `wait_for_function`: it takes the promise itself for a yes.
_UNTIL_THERE = """async (address) => {
  for (let turn = 0; turn < 240; turn += 1) {
    if ((await fetch(address)).ok) return true;
    await new Promise((go) => setTimeout(go, 250));
  }
  return false;
}"""


@pytest.fixture
def phone(stack: Stack) -> Iterator[BrowserContext]:
    with chromium() as browser:
        yield context_for(browser, "phone", stack.url, stack.sessions["alice"])


@pytest.fixture
def page(phone: BrowserContext, stack: Stack) -> Page:
    """The page to cover one new picture, red all over."""
    page = phone.new_page()
    page.set_default_timeout(15_000)
    page.goto(stack.case_url("contacted", "evidence/add/?kind=goods"))
    red = making.picture("PNG", (300, 400), colour="red")
    page.set_input_files("input[type=file]", FilePayload(name="门牌.png", mimeType="image/png", buffer=red))
    page.wait_for_url("**/evidence/")
    page.get_by_role("link", name="门牌.png").click()
    page.locator(".photo img").wait_for()
    page.locator("a[href$='/cover/']").click()
    page.locator(".sheetpic img").wait_for()
    return page


def test_a_finger_covers_a_place(page: Page) -> None:
    piece = page.url.removesuffix("cover/")
    frame = page.locator(".sheetpic").bounding_box()
    assert frame
    page.mouse.move(frame["x"] + frame["width"] * 0.1, frame["y"] + frame["height"] * 0.1)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * 0.6, frame["y"] + frame["height"] * 0.4, steps=4)
    page.mouse.up()
    assert page.locator("[data-cover-list] input:checked").count() == 1

    page.locator("[data-cover-add]").click()
    page.locator("rect").nth(1).press("ArrowDown")
    page.locator("rect").nth(1).press("Delete")
    assert page.locator("[data-cover-list] li").count() == 1

    with page.expect_navigation():
        page.locator("form#cover button.btn-primary").click()
    page.goto(piece)
    assert copy_of(page) == {"inside": (0, 0, 0), "outside": (255, 0, 0)}


def copy_of(page: Page) -> dict[str, object]:
    """Two pixels of the copy that is given away, once the worker has written it."""
    address = page.locator("a[href$='/covered']").get_attribute("href") or ""
    assert page.evaluate(_UNTIL_THERE, address)
    picture = Image.open(BytesIO(page.request.get(urljoin(page.url, address)).body()))
    width, height = picture.size
    return {"inside": picture.getpixel((width // 4, height // 4)), "outside": picture.getpixel((width - 5, height - 5))}
