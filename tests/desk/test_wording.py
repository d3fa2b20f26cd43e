"""Moments, amounts and names in words, in both languages."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from accounts import wording

NOW = datetime(2026, 10, 9, 2, 0, tzinfo=UTC)  # Friday, 10:00 in Shanghai


@pytest.fixture(autouse=True)
def in_shanghai() -> Iterator[None]:
    with timezone.override(ZoneInfo("Asia/Shanghai")):
        yield


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


LEFT = [
    (local(11, 16), "还剩 2 天 6 小时", "2 days 6 hours left"),
    (local(10, 10), "还剩 1 天", "1 day left"),
    (local(14, 23, 59), "还剩 5 天", "5 days left"),
    (local(9, 18), "今天 18:00 前", "by 18:00 today"),
    (local(9, 23, 59), "今天内", "by the end of today"),
    (local(10, 9), "明天 09:00 前", "by 09:00 tomorrow"),
    (local(8, 9), "逾期 1 天", "1 day overdue"),
    (local(9, 9), "逾期 1 小时", "1 hour overdue"),
]


@pytest.mark.parametrize(("at", "chinese", "english"), LEFT)
def test_what_is_left(at: datetime, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert wording.left_words(at, NOW) == chinese
    with translation.override("en"):
        assert wording.left_words(at, NOW) == english


def test_a_day_with_its_weekday() -> None:
    with translation.override("zh-hans"):
        assert wording.moment_words(local(12, 23, 59), NOW) == "10月12日（周一）"
        assert wording.moment_words(local(12, 23, 59), NOW - timedelta(days=365)) == "2026年10月12日（周一）"
    with translation.override("en"):
        assert wording.moment_words(local(12, 23, 59), NOW) == "Mon 12 Oct"


def test_days_are_those_of_the_readers_own_clock() -> None:
    evening = datetime(2026, 10, 11, 17, 0, tzinfo=UTC)  # already Monday in Shanghai
    with translation.override("en"):
        assert wording.moment_words(evening, NOW) == "Mon 12 Oct"
        with timezone.override(UTC):
            assert wording.moment_words(evening, NOW) == "Sun 11 Oct"


def test_how_long_ago() -> None:
    with translation.override("zh-hans"):
        assert wording.ago_words(NOW, NOW) == "刚刚"
        assert wording.ago_words(NOW - timedelta(minutes=12), NOW) == "12 分钟前"
        assert wording.ago_words(NOW - timedelta(hours=3), NOW) == "3 小时前"
        assert wording.ago_words(NOW - timedelta(days=1), NOW) == "昨天"
        assert wording.ago_words(NOW - timedelta(days=4), NOW) == "10月5日（周一）"


def test_short_words_leave_hours_out() -> None:
    with translation.override("zh-hans"):
        assert wording.left_words(local(11, 16), NOW, short=True) == "还剩 2 天"
        assert wording.span_words(timedelta(hours=30), short=True) == "1 天"


def test_the_colour_of_a_moment() -> None:
    assert wording.tone_of(local(8, 9), NOW) == "seal"
    assert wording.tone_of(local(9, 23, 59), NOW) == "seal"
    assert wording.tone_of(local(12, 9), NOW) == "amber"
    assert wording.tone_of(local(12, 11), NOW) == ""


def test_amounts_and_names() -> None:
    assert wording.yuan(Decimal(1497)) == "¥1,497.00"
    assert wording.masked("林小雨") == wording.masked("林雨") == "林**"
    assert wording.masked("") == "**"


def test_filters_give_nothing_for_nothing() -> None:
    page = Template(
        "{% load wording %}{{ at|moment }}{{ at|left }}{{ at|left_short }}{{ at|tone }}{{ at|ago }}{{ at|yuan }}"
    )
    assert page.render(Context({"at": None})) == ""
