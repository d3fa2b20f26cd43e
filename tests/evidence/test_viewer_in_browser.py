"""Evidence, large, on a phone and by keys: open, next, closer, back; and a film that plays."""

from collections.abc import Iterator
from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from tests.evidence import films, making
from tests.journeys.browser import chromium, context_for
from tests.journeys.stack import Stack, running_stack

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
_colours = count(1)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with running_stack(tmp_path_factory.mktemp("stack")) as running:
        yield running


@pytest.fixture
def phone(stack: Stack) -> Iterator[BrowserContext]:
    with chromium() as browser:
        yield context_for(browser, "phone", stack.url, stack.sessions["alice"])


@pytest.fixture
def page(phone: BrowserContext, stack: Stack) -> Page:
    """The evidence of a case with three pictures, one of them very long, and a film."""
    page = phone.new_page()
    page.set_default_timeout(20_000)
    if next(_colours) == 1:
        page.goto(stack.case_url("contacted", "evidence/add/?kind=goods"))
        page.set_input_files("#files", [
            *(payload(f"图{n}.png", making.picture("PNG", (600, 800), colour=colour), "image/png")
              for n, colour in enumerate(("red", "green"))),
            payload("长聊天.png", making.picture("PNG", (400, 4000), colour="blue"), "image/png"),
            payload("开箱.mp4", films.film(codec="libx264"), "video/mp4"),
        ])  # fmt: skip
        page.wait_for_url("**/evidence/")
    page.goto(stack.case_url("contacted", "evidence/"))
    until_drawn(page)
    return page


def payload(name: str, content: bytes, kind: str) -> FilePayload:
    return FilePayload(name=name, mimeType=kind, buffer=content)


def until_drawn(page: Page) -> None:
    """Reloads until the worker has made every preview."""
    for _ in range(40):
        if page.locator("a.exhibit[data-view]").count() == page.locator("a.exhibit").count() >= 4:
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError("the previews don't come")


def opened(page: Page, name: str) -> None:
    page.locator("a.exhibit", has_text=name).locator(".thumb").tap()
    expect(page.locator("#viewer [data-name]")).to_have_text(name)


def transform(page: Page) -> str:
    return str(page.locator("#viewer img").evaluate("(one) => one.style.transform"))


def swipe(page: Page, across: int) -> None:
    page.locator("#viewer [data-stage]").evaluate(
        """(stage, across) => {
          const at = (kind, x) => stage.dispatchEvent(new PointerEvent(kind, {
            pointerId: 1, clientX: x, clientY: 400, bubbles: true, pointerType: "touch", isPrimary: true }));
          stage.setPointerCapture = () => {};
          at("pointerdown", 200); at("pointermove", 200 + across / 2); at("pointerup", 200 + across);
        }""",
        across,
    )


def test_it_opens_turns_over_and_closes_with_back(page: Page) -> None:
    opened(page, "图0.png")
    place = page.locator("#viewer [data-place]")
    first = place.inner_text()
    swipe(page, -150)
    expect(page.locator("#viewer [data-name]")).not_to_have_text("图0.png")
    swipe(page, 150)
    expect(place).to_have_text(first)
    before = page.url
    page.go_back()
    expect(page.locator("#viewer")).not_to_be_visible()
    assert page.url == before
    assert page.locator("a.exhibit:focus").count() == 1


def test_two_taps_make_a_long_chat_readable(page: Page) -> None:
    opened(page, "长聊天.png")
    box = page.locator("#viewer img").bounding_box()
    assert box
    for _ in range(2):
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + 30)
    grown = page.locator("#viewer img").bounding_box()
    assert grown
    assert grown["width"] >= 389
    swipe(page, -150)
    expect(page.locator("#viewer [data-name]")).to_have_text("长聊天.png")  # close up, a finger moves the picture
    for _ in range(2):
        page.touchscreen.tap(195, 400)
    assert "scale(1)" in transform(page)


def test_keys_do_it_too(page: Page) -> None:
    opened(page, "图0.png")
    page.keyboard.press("+")
    assert "scale(1.25)" in transform(page)
    page.keyboard.press("0")
    assert "scale(1)" in transform(page)
    first = page.locator("#viewer [data-place]").inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#viewer [data-place]")).not_to_have_text(first)
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#viewer [data-place]")).to_have_text(first)
    page.keyboard.press("Escape")
    expect(page.locator("#viewer")).not_to_be_visible()


def test_a_film_plays_and_seeks(page: Page) -> None:
    opened(page, "开箱.mp4")
    place = page.locator("#viewer [data-place]").inner_text()
    here, there = (-150, 150) if place.startswith("1 ") else (150, -150)
    swipe(page, here)
    expect(page.locator("#viewer [data-name]")).not_to_have_text("开箱.mp4")
    swipe(page, there)
    expect(page.locator("#viewer [data-name]")).to_have_text("开箱.mp4")
    film = page.locator("#viewer video")
    film.evaluate("(one) => { one.muted = true; one.currentTime = 2.5; }")
    for _ in range(40):
        if film.evaluate("(one) => one.readyState >= 2 && one.currentTime >= 2.4"):
            break
        page.wait_for_timeout(100)
    else:
        raise AssertionError(
            film.evaluate("(one) => [one.readyState, one.currentTime, one.error && one.error.message]")
        )


def test_words_lead_to_the_page_of_the_file(page: Page) -> None:
    page.locator("a.exhibit", has_text="图1.png").locator(".exhibit-name").tap()
    page.wait_for_url("**/evidence/*/")
    page.locator("figure img").tap()
    expect(page.locator("#viewer")).to_be_visible()
    assert not page.locator("#viewer [data-after]").is_visible()


def test_nothing_is_in_anybodys_way(page: Page) -> None:
    opened(page, "图0.png")
    found = Axe().run(page, context="#viewer")
    assert [one["id"] for one in found.response["violations"]] == []
    for button in page.locator("#viewer button:visible, #viewer a:visible").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44
