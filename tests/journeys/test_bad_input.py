"""What goes wrong is said beside its field, and the rest of what was typed stands as it was."""

from pathlib import Path

import pytest

from tests.journeys.browser import Person
from tests.journeys.conftest import Meet
from tests.journeys.stack import Stack
from tests.journeys.test_whole_way import SCREENS, add_order, moment

pytestmark = [pytest.mark.browser]

ROWS = "[data-upload-rows] .uprow"


def error_at(person: Person, name: str) -> None:
    """A visible sentence inside the field's own block, and the field marked for screen readers."""
    person.sees(f"#div_id_{name} .error, #div_id_{name} .errors, #div_id_{name} [id$=_error]")
    person.sees(f"#div_id_{name} [name={name}][aria-invalid=true]")


@pytest.mark.parametrize(
    ("name", "value", "beside"),
    [
        ("paid", "-5", "paid"),
        ("received_at", "2020-01-01T10:00", "received_at"),
        ("placed_at", "2099-01-01T10:00", "placed_at"),
        ("order_no", "", "order_no"),
    ],
)
def test_a_wrong_order_is_explained_beside_its_field(
    meet: Meet, stack: Stack, name: str, value: str, beside: str
) -> None:
    alice = meet("alice")
    alice.go("/new/")
    add_order(alice, "P85995289078666009", {name: value or stack.order_no})
    error_at(alice, beside)
    alice.at("/new/")
    kept = {field: alice.page.locator(f"[name={field}]").input_value() for field in ("shop_name", "goods", name)}
    assert kept == {"shop_name": "北境户外官方店", "goods": "北欧风床头灯 暖光", name: value or stack.order_no}
    if name == "order_no":
        alice.sees(f"#div_id_order_no a[href*='/c/{stack.cases['draft']}/']")


def test_each_bad_file_is_named_in_its_row_and_the_good_one_is_kept(meet: Meet, stack: Stack, tmp_path: Path) -> None:
    alice = meet("alice")
    empty, program, large = tmp_path / "empty.png", tmp_path / "holiday.jpg", tmp_path / "large.mp4"
    empty.touch()
    program.write_bytes(b"MZ\x90\0" + bytes(900))
    with large.open("wb") as file:
        file.truncate(501 * 1024**2)
    alice.go(stack.case_url("with_platform", "evidence/add/"))
    alice.sees("#files_limit", "500")
    alice.page.locator("input#files").set_input_files([empty, program, SCREENS / "017.png", large])
    alice.page.locator(f"{ROWS}.is-done", has_text="017.png").wait_for()
    for name in ("empty.png", "holiday.jpg", "large.mp4"):
        row = alice.page.locator(f"{ROWS}.is-bad", has_text=name)
        row.wait_for()
        assert row.locator(".uprow-note").inner_text()
    alice.tap("[data-upload-done]")
    assert alice.count(".exhibits > *") == 1


def test_the_fifty_first_file_is_refused_in_its_row(meet: Meet, stack: Stack, tmp_path: Path) -> None:
    alice = meet("alice")
    files = [tmp_path / f"{number:02d}.png" for number in range(51)]
    for file in files:
        file.write_bytes(b"MZ")
    alice.go(stack.case_url("with_platform", "evidence/add/"))
    alice.page.locator("input#files").set_input_files(files)
    alice.page.locator(f"{ROWS}.is-bad", has_text="50.png").wait_for()
    assert alice.count(ROWS) == 51


def test_a_promise_before_its_moment_keeps_the_words(meet: Meet, stack: Stack) -> None:
    alice = meet("alice")
    alice.go(stack.case_url("contacted", "do/record_agreement/"))
    alice.type("[name=said]", "明天退。")
    alice.type("[name=keep_by]", moment(-3))
    alice.tap(".actionbar .btn-primary")
    error_at(alice, "keep_by")
    assert alice.page.locator("[name=said]").input_value() == "明天退。"
