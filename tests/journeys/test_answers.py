"""Wrong answers, two tabs, two clicks: nothing is half-written and nothing typed is lost."""

import pytest

from tests.journeys.conftest import Meet
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.browser]

STEPS = "#timeline .timeline > li"


def test_a_wrong_answer_is_taken_back_by_a_step_of_its_own(meet: Meet, stack: Stack) -> None:
    alice = meet("alice")
    alice.go(stack.case_url("slip"))
    steps = alice.count(STEPS)
    alice.tap(".menu summary")
    alice.tap("a[href*='/do/correct/']")
    alice.tap(".actionbar .btn-primary")
    alice.sees(".toasts .banner-jade")
    alice.sees(".next a[href*='/do/record_refusal/']")
    assert alice.count(STEPS) == steps + 1, "the wrong answer stays on the timeline"
    alice.tap(".next a[href*='/do/record_agreement/']")


def test_the_second_of_two_tabs_is_told_and_keeps_its_words(meet: Meet, stack: Stack) -> None:
    first, second = meet("alice", "desk"), meet("alice", "desk")
    first.go(stack.case_url("tabs", "do/record_refusal/"))
    second.go(stack.case_url("tabs", "do/record_agreement/"))
    first.type("[name=said]", "不退。")
    first.tap(".actionbar .btn-primary")
    first.sees("#timeline")
    steps = first.count(STEPS)
    second.type("[name=said]", "可以退，但要扣运费。")
    second.type("[name=keep_by]", "2099-01-01T12:00")
    second.page.locator("[name=keep_by]").fill(second.page.locator("[name=happened_at]").input_value())
    second.tap(".actionbar .btn-primary")
    second.sees("main", "可以退，但要扣运费。")
    second.go(stack.case_url("tabs"))
    assert second.count(STEPS) == steps


def test_a_double_click_escalates_once(meet: Meet, stack: Stack) -> None:
    alice = meet("alice", "desk")
    alice.go(stack.case_url("escalates", "do/escalate_to_platform/"))
    alice.page.locator(".actionbar .btn-primary").dblclick(no_wait_after=True)
    alice.page.wait_for_url(stack.case_url("escalates"))
    alice.sees(".next a[href*='/do/record_ruling_for/']")
    assert alice.count("[aria-labelledby=texts] .deadline") == 2


def test_enter_records_the_letter_as_it_stands(meet: Meet, stack: Stack) -> None:
    alice = meet("alice")
    case, harsh = stack.case_url("enter"), "再不退款我就曝光你们。"
    alice.go(f"{case}do/contact_seller/")
    alice.page.locator("#id_text").fill(harsh)
    alice.sees("#tone .remark")
    alice.page.locator("#do [name=answer_by]").press("Enter")
    alice.page.wait_for_url(lambda url: url.split("#")[0] == case)
    alice.page.locator("a[href*='/sent/']").first.click()
    alice.sees("main", harsh)
