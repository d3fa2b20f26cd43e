"""What was last checked too long ago, by its kind."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

import law
from law.staleness import freshness

LAW = law.load()
READ = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("entry", "days"),
    [
        (LAW.rule("SAMR121_ACCEPT_7WD"), 365),
        (LAW.reference.norm("D121_13"), 365),
        (LAW.reference.phone("TEL_12315"), 30),
    ],
)
def test_each_kind_goes_stale_after_its_own_time(entry: law.Rule | law.Norm | law.Phone, days: int) -> None:
    fresh = freshness(entry, LAW.reference, today=READ + timedelta(days))
    assert (fresh.days, fresh.stale, fresh.words) == (days, False, None)
    stale = freshness(entry, LAW.reference, today=READ + timedelta(days + 1))
    assert stale.stale
    assert stale.words == law.Words(f"已 {days + 1} 天没有核对", f"not checked for {days + 1} days")


def test_a_platform_s_rule_goes_stale_sooner_than_a_statute() -> None:
    rule = replace(LAW.rule("XHS_RULING_7WD"), verified_on=READ)
    assert not freshness(rule, LAW.reference, today=READ + timedelta(60)).stale
    assert freshness(rule, LAW.reference, today=READ + timedelta(61)).stale


def test_what_was_never_checked_is_stale_and_says_so() -> None:
    fresh = freshness(LAW.rule("XHS_RULING_7WD"), LAW.reference, today=READ)
    assert (fresh.stale, fresh.days) == (True, None)
    assert fresh.words is not None and fresh.words.zh == "还没有核对过"


def test_a_check_in_the_future_counts_as_today_s() -> None:
    assert freshness(LAW.rule("SAMR121_ACCEPT_7WD"), LAW.reference, today=READ - timedelta(5)).days == 0
