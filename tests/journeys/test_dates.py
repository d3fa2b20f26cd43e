"""Every date can be tapped: the sheet says why, takes the app's countdown, and hands out a calendar file."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from icalendar import Calendar
from playwright.sync_api import Browser

from tests.journeys.browser import Person, context_for
from tests.journeys.conftest import Meet
from tests.journeys.stack import Stack
from tests.journeys.test_pages import OVERFLOW, violations

pytestmark = [pytest.mark.browser]

SHEET = "dialog.sheet[open]"


def close(person: Person) -> None:
    person.page.keyboard.press("Escape")
    person.page.locator(SHEET).wait_for(state="detached")


def test_a_date_opens_its_sheet_wherever_it_stands(meet: Meet, stack: Stack) -> None:
    alice = meet("alice")
    for path in ("/", "/cases/"):
        alice.go(path)
        alice.tap(".cards .duechip")
        alice.sees(f"{SHEET} #sheet-title", "为什么")
        close(alice)
        assert alice.page.evaluate("document.activeElement.className") == "duechip"
    alice.go("/")
    alice.tap(".next-mini .duechip")
    alice.sees(f"{SHEET} .rulebox")
    alice.go(stack.case_url("with_platform"))
    alice.tap(".next .duechip")
    alice.sees(f"{SHEET} .chip-amber", "平台未公布")
    close(alice)
    alice.tap(".deadlines a[data-sheet]")
    alice.sees(f"{SHEET} .rulebox")


def test_the_card_itself_still_opens_the_case(meet: Meet) -> None:
    alice = meet("alice")
    alice.go("/cases/")
    alice.page.locator(".casecard").first.click(position={"x": 30, "y": 60})
    alice.at("/c/")
    alice.sees("#next")


def test_the_strip_numbers_the_counted_days(meet: Meet, stack: Stack) -> None:
    alice = meet("alice")
    alice.go(stack.case_url("with_platform"))
    alice.tap(".next .duechip")
    for number in ("第1", "第7"):
        alice.sees(f"{SHEET} .strip", number)
    alice.sees(f"{SHEET} .strip-start", "介入")
    assert alice.count(f"{SHEET} .strip-due") == 1
    wide = alice.page.evaluate(
        "() => { const s = document.querySelector('.sheet'); return s.scrollWidth - s.clientWidth }"
    )
    assert wide == 0


def test_helpers_open_it_from_the_queue(meet: Meet) -> None:
    bob = meet("bob", "desk")
    bob.go("/desk/")
    bob.tap(".table .duechip")
    bob.sees(f"{SHEET} #sheet-title", "为什么")


def test_the_countdown_of_the_app_is_typed_on_the_sheet(meet: Meet, stack: Stack) -> None:
    alice = meet("alice")
    alice.go(stack.case_url("with_platform"))
    alice.tap(".next .duechip")
    alice.tap(f"{SHEET} details summary")
    alice.type(f"{SHEET} [name=days]", "9")
    alice.type(f"{SHEET} [name=hours]", "3")
    alice.tap(f"{SHEET} details .btn-primary")
    alice.sees("main .toasts .banner-jade")
    alice.sees(".next .duechip", "9 天")
    alice.tap(".next .duechip")
    alice.sees(f"{SHEET} .chip-blue", "你填写的倒计时")
    alice.sees(f"{SHEET} #before")
    alice.tap(f"{SHEET} details summary")
    alice.tap(f"{SHEET} details .btn-quiet")
    alice.sees(".next .meta", "通常时长")


def test_it_works_without_javascript(meet: Meet, stack: Stack) -> None:
    alice = meet("alice", java_script_enabled=False)
    alice.go(stack.case_url("refused"))
    alice.tap(".next .duechip")
    alice.at("/why/")
    alice.tap("main details.card summary")
    alice.tap("main details.card .btn-primary")
    alice.sees("details.card[open] [role=alert]", "其中一种")
    alice.type("[name=days]", "8")
    alice.type("[name=hours]", "5")
    alice.tap("main details.card .btn-primary")
    alice.sees(".next .duechip", "8 天")


def test_it_can_be_put_into_the_calendar(meet: Meet, stack: Stack, tmp_path: Path) -> None:
    alice = meet("alice")
    alice.go(stack.case_url("refused"))
    alice.tap(".next .duechip")
    with alice.page.expect_download() as coming:
        alice.page.locator(f"{SHEET} a[href$='.ics']").click()
    coming.value.save_as(tmp_path / "date.ics")
    (event,) = Calendar.from_ical((tmp_path / "date.ics").read_bytes()).walk("VEVENT")
    assert event["summary"] == "申请平台介入"


def test_in_wechat_it_says_how_to_get_to_the_calendar(meet: Meet, stack: Stack) -> None:
    alice = meet("alice", user_agent="Mozilla/5.0 (iPhone) MicroMessenger/8.0.50")
    alice.go(stack.case_url("refused"))
    alice.tap(".next .duechip")
    alice.sees(f"{SHEET} .why", "在浏览器打开")
    assert alice.count(f"{SHEET} a[href$='.ics']") == 0


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_page_behind_a_date_fits_and_is_accessible(browser: Browser, stack: Stack, colours: str) -> None:
    context = context_for(browser, "phone", stack.url, stack.sessions["alice"], color_scheme=colours)
    alice, axe = Person(context.new_page(), stack.url), Axe()
    alice.page.set_viewport_size({"width": 360, "height": 800})
    wrong = []
    for stage in ("contacted", "with_platform", "ready_for_regulator"):
        for row in links(alice, stack.case_url(stage)):
            alice.go(row)
            wrong += [f"{row}: {said}" for said in violations(axe, alice, colours)]
            wrong += [f"{row}: too wide"] if alice.page.evaluate(OVERFLOW) else []
    context.close()
    assert not wrong + alice.complaints, "\n".join(wrong + alice.complaints)


def links(person: Person, case: str) -> list[str]:
    """The sheets of all dates of a case."""
    person.go(case)
    found: list[str] = person.page.eval_on_selector_all(".deadlines a[data-sheet]", "all => all.map(a => a.href)")
    assert found
    return found
