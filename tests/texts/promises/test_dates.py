"""Words for a time become the moment they mean, reckoned from when they were said."""

from datetime import UTC, datetime

import pytest

from law import CHINA, NaiveTrigger
from texts.promises import resolve

MONDAY = datetime(2026, 10, 12, 21, 14, tzinfo=CHINA)
HOLIDAY = datetime(2026, 9, 28, 16, 20, tzinfo=CHINA)
NEW_YEARS_EVE = datetime(2026, 12, 31, 22, 10, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("48小时内给您退款", "2026-10-14 21:14:00"),
        ("四十八小时内给您退款", "2026-10-14 21:14:00"),
        ("半小时内给您答复", "2026-10-12 21:44:00"),
        ("两个半小时内给您答复", "2026-10-12 23:44:00"),
        ("三天内给您退款", "2026-10-15 23:59:59"),
        ("3到5天给您退款", "2026-10-17 23:59:59"),
        ("一周内给您退款", "2026-10-19 23:59:59"),
        ("半个月内给您退款", "2026-10-27 23:59:59"),
        ("一个月内给您退款", "2026-11-12 23:59:59"),
    ],
)
def test_a_span_runs_from_when_it_was_said(words: str, due: str) -> None:
    assert resolve(words, MONDAY) == _moment(due)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("今晚给您退款", "2026-10-12 23:59:59"),
        ("明天中午给您退款", "2026-10-13 12:00:00"),
        ("明天下午给您退款", "2026-10-13 18:00:00"),
        ("后天下午3点前给您退款", "2026-10-14 15:00:00"),
        ("明天3点半给您退款", "2026-10-13 15:30:00"),
        ("今晚12点前给您退款", "2026-10-13 00:00:00"),
        ("周三前给您退款", "2026-10-14 23:59:59"),
        ("周一给您退款", "2026-10-12 23:59:59"),
        ("下周一给您退款", "2026-10-19 23:59:59"),
        ("下下周二给您退款", "2026-10-27 23:59:59"),
        ("这周内给您退款", "2026-10-18 23:59:59"),
        ("周末前给您退款", "2026-10-18 23:59:59"),
        ("月底前给您退款", "2026-10-31 23:59:59"),
        ("下个月5号给您退款", "2026-11-05 23:59:59"),
        ("10号之前给您退款", "2026-11-10 23:59:59"),
        ("10月20日前给您退款", "2026-10-20 23:59:59"),
        ("10/20 18:00前给您退款", "2026-10-20 18:00:00"),
    ],
)
def test_a_day_is_counted_from_the_messages_own(words: str, due: str) -> None:
    assert resolve(words, MONDAY) == _moment(due)


def test_working_days_leave_out_holidays_and_count_the_days_that_make_up_for_them() -> None:
    assert resolve("3个工作日内给您退款", HOLIDAY) == _moment("2026-10-08 23:59:59")
    assert resolve("5个工作日内给您退款", HOLIDAY) == _moment("2026-10-10 23:59:59")  # a Saturday that is worked


def test_after_the_holiday_is_the_first_working_day() -> None:
    assert resolve("国庆后给您退款", HOLIDAY) == _moment("2026-10-08 23:59:59")


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("明天给您退款", "2027-01-01 23:59:59"),
        ("24小时内给您退款", "2027-01-01 22:10:00"),
        ("1月3日前给您退款", "2027-01-03 23:59:59"),
        ("5号前给您退款", "2027-01-05 23:59:59"),
        ("下周一给您退款", "2027-01-04 23:59:59"),
        ("月底前给您退款", "2026-12-31 23:59:59"),
        ("一个月内给您退款", "2027-01-31 23:59:59"),
    ],
)
def test_the_year_turns(words: str, due: str) -> None:
    assert resolve(words, NEW_YEARS_EVE) == _moment(due)


def test_a_month_ends_where_it_has_no_such_day() -> None:
    january = datetime(2027, 1, 31, 9, 0, tzinfo=CHINA)
    assert resolve("一个月内给您退款", january) == _moment("2027-02-28 23:59:59")


@pytest.mark.parametrize(
    "words",
    [
        "尽快给您退款",
        "过两天给您退款",
        "收到退货后三天内给您退款",
        "您寄回来我们两天内给您退款",
        "发货后48小时内给您单号",
        "昨天已经给您退款了",
        "13月45日给您退款",
        "我们的质保是三年",
    ],
)
def test_what_waits_or_names_nothing_gets_no_date(words: str) -> None:
    assert resolve(words, MONDAY) is None


def test_the_day_is_chinas_wherever_the_clock_stands() -> None:
    late = datetime(2026, 10, 12, 17, 30, tzinfo=UTC)  # half past one on the 13th in China
    assert resolve("明天给您退款", late) == _moment("2026-10-14 23:59:59")


def test_a_clock_without_a_zone_is_refused() -> None:
    with pytest.raises(NaiveTrigger):
        resolve("明天给您退款", datetime(2026, 10, 12))


def _moment(written: str) -> datetime:
    return datetime.strptime(f"{written}+0800", "%Y-%m-%d %H:%M:%S%z")
