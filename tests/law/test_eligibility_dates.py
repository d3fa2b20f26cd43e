"""The window of a return: its dates, a notice sent in time or late, and dates that can't be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from law import CHINA, Law
from law.eligibility import Category, Eligibility, Facts, Side, Standing, Verdict, questions
from tests.law.eligibility_cases import DAY, HOLIDAY, LAW, PLAIN, RECEIVED, ask, reasons


def side_of(found: Eligibility, key: str) -> Side:
    return next(point.side for point in found.points if point.said.key == key)


def test_pages_ask_for_the_standing_by_these_words() -> None:
    assert [*Standing] == ["not_begun", "open", "closing", "notified", "over", "unclear"]
    assert [*Side] == ["for", "against", "open", "doubt", "note"]


def test_the_window_has_a_safe_and_a_latest_day() -> None:
    due = ask(replace(PLAIN, received_at=HOLIDAY, now=HOLIDAY + DAY)).due
    assert due
    assert due.safe == datetime(2026, 10, 1, 23, 59, 59, tzinfo=CHINA)
    assert due.latest == datetime(2026, 10, 8, 23, 59, 59, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("at", "verdict", "standing"),
    [
        (datetime(2026, 10, 1, 23, 59, 59, tzinfo=CHINA), Verdict.YES, Standing.OPEN),
        (datetime(2026, 10, 2, 0, 0, tzinfo=CHINA), Verdict.LIKELY, Standing.CLOSING),
        (datetime(2026, 10, 8, 23, 59, 59, tzinfo=CHINA), Verdict.LIKELY, Standing.CLOSING),
        (datetime(2026, 10, 9, 0, 0, tzinfo=CHINA), Verdict.UNKNOWN, Standing.UNCLEAR),
    ],
)
def test_between_the_safe_day_and_the_rolled_one_it_is_only_likely(
    at: datetime, verdict: Verdict, standing: Standing
) -> None:
    found = ask(replace(PLAIN, received_at=HOLIDAY, now=at))
    assert (found.verdict, found.standing) == (verdict, standing)
    assert found.standing.running is (at <= datetime(2026, 10, 8, 23, 59, 59, tzinfo=CHINA))


@pytest.mark.parametrize(
    ("asked", "verdict", "reason"),
    [
        (datetime(2026, 10, 1, 23, 59, 59, tzinfo=CHINA), Verdict.YES, "asked_in_time"),
        (datetime(2026, 10, 2, 0, 0, tzinfo=CHINA), Verdict.LIKELY, "asked_rolled"),
        (datetime(2026, 10, 8, 23, 59, 59, tzinfo=CHINA), Verdict.LIKELY, "asked_rolled"),
        (datetime(2026, 10, 9, 0, 0, tzinfo=CHINA), Verdict.NO, "asked_late"),
    ],
)
def test_what_counts_is_when_the_notice_was_sent(asked: datetime, verdict: Verdict, reason: str) -> None:
    found = ask(replace(PLAIN, received_at=HOLIDAY, asked_on=asked, now=HOLIDAY + 100 * DAY))
    assert (found.verdict, reason in reasons(found)) == (verdict, True)
    assert found.standing == (Standing.OVER if verdict is Verdict.NO else Standing.NOTIFIED)


def test_up_to_the_last_second_nobody_asks_whether_notice_was_given() -> None:
    last = datetime(2026, 10, 8, 23, 59, 59, tzinfo=CHINA)
    for now, asked in ((last, False), (last + timedelta(seconds=1), True)):
        names = questions(replace(PLAIN, received_at=HOLIDAY, now=now), LAW)
        assert ("asked_in_time" in names) is asked


def test_a_known_moment_goes_before_what_is_said_about_it() -> None:
    late = replace(PLAIN, asked_on=RECEIVED + 9 * DAY, asked_in_time=True, now=RECEIVED + 20 * DAY)
    assert ask(late).verdict is Verdict.NO


def test_it_has_not_come_yet() -> None:
    found = ask(Facts(now=RECEIVED, category=Category.CLOTHING, confirmed_at_purchase=False))
    assert (found.verdict, found.standing, found.due) == (Verdict.LIKELY, Standing.NOT_BEGUN, None)
    assert (found.quality_survives, found.quality.key) == (False, "quality_later")
    assert [step.key for step in found.steps] == ["do_wait"]
    assert questions(Facts(now=RECEIVED, category=Category.CLOTHING), LAW) == ("category", "confirmed_at_purchase")


def test_what_the_law_takes_out_needs_no_receipt() -> None:
    assert ask(Facts(now=RECEIVED, category=Category.PERISHABLE)).verdict is Verdict.NO


def test_without_the_kind_of_goods_only_that_is_asked() -> None:
    facts = Facts(now=RECEIVED, received_at=RECEIVED)
    found = ask(facts)
    assert (found.verdict, found.missing, found.intact) == (Verdict.UNKNOWN, ("category",), None)
    assert questions(facts, LAW) == ("category",)


ODD = {
    "received in the future": (replace(PLAIN, received_at=PLAIN.now + DAY), "received_in_future"),
    "received without a zone": (replace(PLAIN, received_at=datetime(2026, 11, 2)), "date_unclear"),
    "a year without calendar": (
        replace(PLAIN, received_at=datetime(2199, 1, 1, tzinfo=UTC), now=datetime(2199, 1, 2, tzinfo=UTC)),
        "beyond_calendar",
    ),
    "before there was such a right": (replace(PLAIN, received_at=datetime(2010, 1, 1, tzinfo=UTC)), "beyond_calendar"),
    "the end of time": (
        replace(PLAIN, received_at=datetime(9999, 12, 31, tzinfo=UTC), now=datetime(9999, 12, 31, 1, tzinfo=UTC)),
        "beyond_calendar",
    ),
    "the beginning of time": (replace(PLAIN, received_at=datetime(1, 1, 2, tzinfo=UTC)), "beyond_calendar"),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_dates_make_it_unknown_and_raise_nothing(name: str) -> None:
    facts, reason = ODD[name]
    found = ask(facts)
    assert (found.verdict, found.standing, found.due) == (Verdict.UNKNOWN, Standing.UNCLEAR, None)
    assert reason in reasons(found)
    assert "received_at" in found.missing
    assert [step.key for step in found.steps] == ["do_dates"]
    assert questions(facts, LAW)


@pytest.mark.parametrize("field", ["now", "asked_on"])
def test_a_moment_without_zone_is_no_crash(field: str) -> None:
    odd: dict[str, Any] = {field: RECEIVED.replace(tzinfo=None)}
    assert "date_unclear" in reasons(ask(replace(PLAIN, **odd)))


def test_asked_before_it_came_is_in_time_and_said() -> None:
    found = ask(replace(PLAIN, asked_on=RECEIVED - 2 * DAY))
    assert (found.verdict, found.standing) == (Verdict.YES, Standing.NOTIFIED)
    assert side_of(found, "asked_early") is Side.NOTE
    assert "asked_early" not in reasons(ask(replace(PLAIN, asked_on=RECEIVED - timedelta(hours=1))))


def test_asked_in_the_future_is_left_aside() -> None:
    found = ask(replace(PLAIN, asked_on=PLAIN.now + DAY))
    assert (found.verdict, found.standing) == (Verdict.YES, Standing.OPEN)
    assert side_of(found, "asked_in_future") is Side.NOTE
    assert ask(replace(PLAIN, asked_on=PLAIN.now)).standing is Standing.NOTIFIED


def test_a_law_without_the_rule_is_no_crash() -> None:
    assert ask(PLAIN, Law((), LAW.calendar)).verdict is Verdict.UNKNOWN


def test_a_window_over_an_unpublished_year_is_provisional() -> None:
    received = datetime(2027, 1, 25, 10, tzinfo=CHINA)  # the seventh day is 1 February, near the Spring Festival
    due = ask(replace(PLAIN, received_at=received, now=received + DAY)).due
    assert due
    assert due.provisional


def test_only_what_was_in_force_then_is_cited() -> None:
    def norms(received: datetime) -> tuple[str, ...]:
        found = ask(replace(PLAIN, received_at=received, now=received + DAY))
        return next(point.said.norms for point in found.points if point.said.key == "not_confirmed")

    assert norms(datetime(2024, 6, 30, 12, tzinfo=CHINA)) == ("RTN_20",)
    assert norms(datetime(2024, 7, 1, 0, 0, tzinfo=CHINA)) == ("REG_19_2", "RTN_20")
    assert norms(datetime(2024, 6, 30, 16, 30, tzinfo=UTC)) == ("REG_19_2", "RTN_20")  # half past midnight in China
    assert norms(datetime(2015, 7, 1, tzinfo=CHINA)) == ("REG_19_2", "RTN_20")  # better a later source than none
