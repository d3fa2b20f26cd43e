"""The sheet behind a date: the counted days, the sentence, the rule, how sure we are, and what it was before."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from accounts.models import User
from complaints.status import Scope, TrackKind
from escalation import countdown
from escalation.models import Deadline, DeadlineState
from escalation.reasons import Reasons, reasons_of, rule_of
from escalation.situation import Situation
from escalation.strip import Cell, Strip, strip_of
from escalation.sweeping import sweep
from escalation.templatetags.date_tags import date_rows, months_of
from escalation.transitions import Action
from law import SpecialDay
from rulebook.snapshot import current_law
from tests.cases import DAY, HOUR, LATER, START, at_stage, do, opened
from tests.escalation.conftest import LetIn, running

pytestmark = pytest.mark.django_db

CHINA = ZoneInfo("Asia/Shanghai")
BEFORE_HOLIDAY = datetime(2026, 9, 24, 14, 0, tzinfo=CHINA)  # Mid-Autumn and the National Day lie ahead
A = Action


def filed(alice: User, happened_at: datetime = BEFORE_HOLIDAY) -> Deadline:
    """Acceptance of a complaint, counted in working days over the National Day."""
    case = at_stage(alice, "preparing")
    do(case, A.ESCALATE_TO_REGULATOR, alice, track=TrackKind.COMPLAINT, text="x", happened_at=happened_at)
    return running(case)["acceptance"]


def returning(alice: User) -> Deadline:
    """The return window: its seventh day is the National Day, so the law moves the end to the 8th."""
    case = at_stage(alice, "draft", received_at=BEFORE_HOLIDAY, placed_at=BEFORE_HOLIDAY - 3 * DAY, shipped_at=None)
    do(case, A.OPEN, alice, at=BEFORE_HOLIDAY + DAY)
    return running(case)["return_window"]


def strip(deadline: Deadline) -> Strip:
    with translation.override("en"):
        found = strip_of(deadline, rule_of(deadline), current_law().calendar)
    assert found is not None
    return found


def cell(found: Strip, month: int, day: int) -> Cell:
    return next(c for week in found.weeks for c in week if (c.day.month, c.day.day) == (month, day))


def said(deadline: Deadline, now: datetime = LATER, language: str = "zh-hans") -> Reasons:
    with translation.override(language):
        return reasons_of(deadline, now)


def page(deadline: Deadline, user: User, **headers: str) -> str:
    client = Client(headers=headers)
    client.force_login(user)
    answer = client.get(reverse("escalation:why", args=(deadline.complaint.public_code, deadline.pk)))
    assert answer.status_code == 200
    return str(answer.text)


def test_working_days_are_numbered_and_days_off_are_not(alice: User) -> None:
    found = strip(filed(alice))
    assert cell(found, 9, 24).look == "start"
    assert [cell(found, 9, day).mark for day in (25, 26, 27, 28)] == ["off", "off", "off", ""]
    assert (cell(found, 10, 10).mark, cell(found, 10, 10).look) == ("work", "count")
    assert (cell(found, 10, 11).mark, cell(found, 10, 11).look) == ("", "off")
    assert cell(found, 10, 12).look == "due"
    numbered = [c.words for week in found.weeks for c in week if c.look in ("count", "due")]
    assert numbered == [(f"no. {n}",) for n in range(1, 8)]
    assert len(found.weeks) == 4


def test_the_first_day_says_what_happened(alice: User) -> None:
    assert cell(strip(filed(alice)), 9, 24).words == ("arrived",)
    assert cell(strip(returning(alice)), 9, 24).words == ("signed for",)


def test_the_festivals_are_named(alice: User) -> None:
    found = strip(filed(alice))
    assert [(run.name, run.first.day, run.last.day) for run in found.off] == [
        ("Mid-Autumn Festival", 25, 27),
        ("National Day", 1, 7),
    ]
    assert [(run.name, run.first.day, run.last.day) for run in found.work] == [("", 10, 10)]


def test_months_are_named_where_they_change(alice: User) -> None:
    found = strip(filed(alice))
    assert (found.weeks[0][0].label, cell(found, 9, 22).label, cell(found, 10, 1).label) == ("9/21", "22", "10/1")
    assert found.spans_months
    within = strip(filed(alice, datetime(2026, 11, 10, 9, 0, tzinfo=CHINA)))
    assert not within.spans_months
    assert within.weeks[0][0].label == "9"


def test_years_are_named_where_they_change(alice: User) -> None:
    deadline = filed(alice, datetime(2026, 12, 28, 9, 0, tzinfo=CHINA))
    assert deadline.provisional
    found = strip(deadline)
    with translation.override("en"):
        assert months_of(found) == "December 2026 – January 2027"


def test_a_rolled_end_shows_the_safe_day_and_the_latest(alice: User) -> None:
    found = strip(returning(alice))
    assert (cell(found, 10, 1).look, cell(found, 10, 1).words) == ("due", ("no. 7", "safe"))
    assert (cell(found, 10, 8).look, cell(found, 10, 8).words) == ("latest", ("latest",))
    assert cell(found, 10, 4).look == "off"


def test_the_other_side_has_until_the_rolled_day(alice: User) -> None:
    case = at_stage(alice, "filed")
    do(case, A.RECORD_ACCEPTANCE, alice, track=TrackKind.COMPLAINT, happened_at=BEFORE_HOLIDAY - 22 * DAY)
    mediation = running(case)["mediation"]  # the 60th day is a Sunday
    found = strip(mediation)
    assert cell(found, 11, 1).look == "count"
    assert (cell(found, 11, 2).look, cell(found, 11, 2).words) == ("due", ("latest",))


def test_of_years_only_the_last_weeks_are_shown(alice: User) -> None:
    found = strip(running(opened(alice))["limit"])
    assert found.shortened
    assert len(found.weeks) == 2
    assert [c.words for week in found.weeks for c in week if c.look == "due"] == [()]


def test_hours_have_no_strip_but_their_two_moments(alice: User) -> None:
    deadline = running(at_stage(alice, "contacted"))["seller_answer"]
    assert strip_of(deadline, rule_of(deadline), current_law().calendar) is None
    html = page(deadline, alice)
    assert html.count('class="tl-when"') == 2


def test_the_stored_reckoning_goes_before_todays_calendar(alice: User) -> None:
    deadline = filed(alice)
    later = current_law().calendar.with_day(SpecialDay(BEFORE_HOLIDAY.date() + 4 * DAY, False, "测试"))
    found = strip_of(deadline, rule_of(deadline), later)
    assert found is not None
    assert (cell(found, 9, 28).mark, cell(found, 9, 28).look) == ("", "count")


def test_the_sentence_the_rule_and_its_source_are_on_the_page(alice: User) -> None:
    html = page(filed(alice), alice)
    assert "第7个工作日是10月12日（周一）" in html
    assert reverse("rulebook:source", args=("SAMR121_ACCEPT_7WD",)) in html
    assert "总局令第121号" in html
    assert "2026-09-30" in html


def test_the_other_side_is_late_only_after_the_latest_moment(alice: User) -> None:
    assert "24:00" in said(filed(alice)).ending
    words = said(returning(alice))
    assert words.ending.count("24:00") == 2


@pytest.mark.parametrize(
    ("stage", "name", "tone"),
    [("filed", "acceptance", "jade"), ("with_platform", "ruling", "amber"), ("agreed", "promise", "blue")],
)
def test_it_says_how_sure_we_are(stage: str, name: str, tone: str, alice: User) -> None:
    found = said(running(at_stage(alice, stage))[name])
    assert found.tone == tone
    assert found.sure


def test_once_it_is_over_it_says_so_and_what_can_be_done(alice: User) -> None:
    case = at_stage(alice, "contacted")
    deadline = running(case)["seller_answer"]
    assert (said(deadline, START + HOUR).state, said(deadline, START + HOUR).over) == ("", "")
    sweep(START + 4 * DAY)
    deadline.refresh_from_db()
    assert deadline.state == DeadlineState.LAPSED
    assert said(deadline, START + 4 * DAY, "en").over == "1 day over"
    assert said(deadline, START + 4 * DAY).state


def test_between_the_safe_day_and_the_laws_there_is_still_time(alice: User) -> None:
    deadline = returning(alice)
    assert "24:00" in said(deadline, datetime(2026, 10, 4, 9, 0, tzinfo=CHINA)).state
    assert said(deadline, datetime(2026, 9, 30, 9, 0, tzinfo=CHINA)).state == ""


def test_it_shows_the_dates_it_had_before(alice: User) -> None:
    case = at_stage(alice, "contacted")
    old = running(case)["seller_answer"]
    new = countdown.enter(old, alice, LATER + 3 * DAY, now=LATER)
    changes = said(new).changes
    assert [(change.old, change.new) for change in changes] == [(old, new)]
    old.refresh_from_db()
    assert said(old).replaced_by == new
    assert reverse("escalation:why", args=(case.public_code, new.pk)) in page(old, alice)


def test_the_listed_date_has_its_sheet_and_its_form_answers_in_place(alice: User, client: Client) -> None:
    case = at_stage(alice, "contacted")
    client.force_login(alice)
    answer = client.get(reverse("escalation:why_next", args=(case.public_code,)))
    assert answer.status_code == 200
    assert answer.context["deadline"] == running(case)["seller_answer"]


def test_a_case_without_a_date_answers_with_the_case(alice: User, client: Client) -> None:
    case = at_stage(alice, "draft")
    client.force_login(alice)
    answer = client.get(reverse("escalation:why_next", args=(case.public_code,)))
    assert (answer.status_code, answer.headers["Location"]) == (302, case.get_absolute_url())


@pytest.mark.parametrize("stage", ["contacted", "agreed", "ready_for_platform", "with_platform", "filed", "mediating"])
def test_every_listed_date_is_found_again(stage: str, alice: User, client: Client) -> None:
    case = at_stage(alice, stage)
    client.force_login(alice)
    found = client.get(reverse("escalation:why_next", args=(case.public_code,)))
    assert found.context["deadline"].shown_at == case.due_at


def test_a_reader_sees_the_sheet_but_may_type_nothing(
    alice: User, bob: User, let_in: LetIn, settings: Settings
) -> None:
    settings.SECOND_FACTOR = "offered"
    case = at_stage(alice, "contacted")
    let_in(case, bob, Scope.READ, expires_at=None)
    deadline = running(case)["seller_answer"]
    address = reverse("escalation:countdown", args=(case.public_code, deadline.pk))
    assert address in page(deadline, alice)
    assert address not in page(deadline, bob)


def test_a_sheet_costs_the_same_however_often_a_date_moved(
    alice: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    deadline = running(at_stage(alice, "contacted"))["seller_answer"]
    for day in range(1, 9):
        deadline = countdown.enter(deadline, alice, LATER + day * DAY, now=LATER)
    client.force_login(alice)
    with django_assert_max_num_queries(6):
        client.get(reverse("escalation:why", args=(deadline.complaint.public_code, deadline.pk)))


def test_the_case_lists_the_safe_day_first_and_the_laws_in_small(alice: User, client: Client) -> None:
    case = returning(alice).complaint
    client.force_login(alice)
    html = client.get(case.get_absolute_url()).text
    assert 'class="deadline-latest"' in html


def test_usual_values_are_called_so_in_the_case(alice: User, client: Client) -> None:
    case = at_stage(alice, "contacted")
    client.force_login(alice)
    panel = client.get(case.get_absolute_url()).context["panel"]
    usual = {row["name"]: bool(row["usual"]) for row in panel["dates"]}
    assert sorted(usual.values()) == [False, True]
    assert panel["due"]["usual"]


def test_after_the_safe_day_the_case_counts_down_to_the_laws(alice: User) -> None:
    case = returning(alice).complaint
    between = Situation.of(case, alice, datetime(2026, 10, 4, 12, 0, tzinfo=CHINA))
    with translation.override("en"):
        (row,) = [row for row in date_rows(between) if row["latest"]]
    assert (row["chip"], row["day"], row["latest"], row["tone"]) == ("4 days", "1 Oct", "8 Oct", "seal")
