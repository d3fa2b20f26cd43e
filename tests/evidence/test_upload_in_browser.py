"""The page as a sender of large files: it goes on by itself, after a pause, after it was closed; and nothing is altered."""

import base64
import hashlib
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.evidence import making
from tests.journeys.browser import chromium, context_for
from tests.journeys.stack import Stack, running_stack

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

MB = 1024**2
PIECE = 5 * MB
"""As `static/js/tus.js` cuts files."""
_films = count(1)


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
    """The page to add what shows the goods."""
    page = phone.new_page()
    page.set_default_timeout(20_000)
    page.goto(stack.case_url("contacted", "evidence/add/?kind=goods"))
    return page


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """12 MB that were never sent before: three pieces."""
    number = next(_films)
    path = tmp_path / f"开箱{number}.mp4"
    path.write_bytes(making.MP4 + hashlib.shake_256(str(number).encode()).digest(12 * MB - len(making.MP4)))
    return path


class Line:
    """Between page and server: notes where each piece begins, and does `what` to one that begins at `at`, once."""

    def __init__(self, page: Page, at: int, what: Callable[[Route], Any]) -> None:
        self.pieces: list[int] = []
        self.ended: list[str] = []
        self._at, self._what = at, what
        page.route("**/evidence/uploads/*", self._pass)

    def _pass(self, route: Route) -> None:
        if route.request.method == "DELETE":
            self.ended.append(route.request.url)
        if route.request.method != "PATCH":
            return route.continue_()
        begin = int(route.request.headers["upload-offset"])
        self.pieces.append(begin)
        if begin != self._at:
            return route.continue_()
        self._at = -1
        self._what(route)
        return None


def first_piece_there(page: Page) -> None:
    expect(page.locator("[data-upload-rows] .uprow-note")).to_have_text("41 %")


def test_a_lost_line_is_found_again_without_a_touch(page: Page, film: Path) -> None:
    line = Line(page, PIECE, Route.abort)
    page.set_input_files("#files", film)
    page.wait_for_url("**/evidence/")
    assert line.pieces == [0, PIECE, PIECE, 2 * PIECE]
    expect(page.locator("body")).to_contain_text(film.name)


def test_a_signal_that_comes_back_is_enough(page: Page, phone: BrowserContext, film: Path) -> None:
    def cut(route: Route) -> None:
        phone.set_offline(True)
        route.abort()

    line = Line(page, PIECE, cut)
    page.set_input_files("#files", film)
    page.locator(".is-bad").wait_for()
    phone.set_offline(False)
    page.wait_for_url("**/evidence/")
    assert line.pieces == [0, PIECE, PIECE, 2 * PIECE]


def test_she_stops_and_goes_on(page: Page, film: Path) -> None:
    held: list[Route] = []
    line = Line(page, PIECE, held.append)
    page.set_input_files("#files", film)
    first_piece_there(page)
    page.locator("[data-pause]").click()
    row = page.locator("[data-upload-rows] .uprow")
    expect(row.locator("[data-retry]")).to_be_focused()
    assert not row.locator("[data-pause]").is_visible()
    row.locator("[data-retry]").click()
    page.wait_for_url("**/evidence/")
    assert held
    assert line.pieces == [0, PIECE, PIECE, 2 * PIECE]


def test_a_closed_page_goes_on_with_the_same_file(page: Page, film: Path) -> None:
    held: list[Route] = []
    Line(page, PIECE, held.append)
    page.set_input_files("#files", film)
    first_piece_there(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    begun = page.locator("#begun")
    expect(begun).to_contain_text(film.name)
    page.unroute_all()
    line = Line(page, -1, held.append)
    page.set_input_files("#files", film)
    page.wait_for_url("**/evidence/")
    assert line.pieces == [PIECE, 2 * PIECE]
    page.go_back()
    page.reload()
    assert not begun.count()


def test_what_is_not_to_be_sent_is_deleted_at_once(page: Page, film: Path) -> None:
    held: list[Route] = []
    line = Line(page, PIECE, held.append)
    page.set_input_files("#files", film)
    first_piece_there(page)
    page.locator("[data-cancel]").click()
    expect(page.locator("[data-upload-rows] .uprow")).to_have_count(0)
    expect(page.locator("#live")).to_contain_text(film.name)
    page.reload()
    assert not page.locator("#begun").count()
    assert len(line.ended) == 1


def test_what_was_begun_can_be_discarded(page: Page, film: Path) -> None:
    held: list[Route] = []
    Line(page, PIECE, held.append)
    page.set_input_files("#files", film)
    first_piece_there(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.locator("[data-forget]").click()
    expect(page.locator("#begun")).to_have_count(0)
    page.reload()
    assert not page.locator("#begun").count()


def test_a_byte_that_changed_on_the_way_is_found(page: Page, film: Path) -> None:
    def alter(route: Route) -> None:
        sent = bytearray(route.request.post_data_buffer or b"")
        sent[1000] ^= 1
        route.continue_(post_data=bytes(sent))

    Line(page, PIECE, alter)
    page.set_input_files("#files", film)
    page.locator(".is-bad").wait_for()
    assert film.name in page.locator("#live").inner_text()
    assert not page.locator("[data-retry]").is_visible()


def test_the_page_computes_what_everybody_computes(page: Page) -> None:
    """Piece by piece as for large files, against another implementation."""
    for length in (0, 1, 55, 56, 63, 64, 119, 120, MB, MB + 1, 2 * MB + 55):
        content = hashlib.shake_256(b"").digest(length)
        computed = page.evaluate(
            """async (content) => {
              const at = performance.getEntriesByType("resource").find((entry) => entry.name.includes("sha256")).name;
              const { sha256 } = await import(at);
              const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
              return [await sha256(new Blob([bytes]), () => {}, -1), await sha256(new Blob([bytes]))];
            }""",
            base64.b64encode(content).decode(),
        )
        assert computed == [hashlib.sha256(content).hexdigest()] * 2
