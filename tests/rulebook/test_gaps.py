"""The year that nobody has entered yet."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template

from accounts.models import User
from law import load
from rulebook import gaps, snapshot
from tests.rulebook.making import NOW, calendar_2027, published


@pytest.mark.parametrize(("month", "gap"), [(10, None), (11, 2027), (12, 2027)])
def test_from_november_on_the_next_year_is_missed(month: int, gap: int | None) -> None:
    assert gaps.calendar_gap(load().calendar, datetime(2026, month, 2, tzinfo=UTC)) == gap


def test_a_year_that_has_begun_is_missed_all_the_same() -> None:
    assert gaps.calendar_gap(load().calendar, datetime(2026, 12, 31, 16, tzinfo=UTC)) == 2027
    assert gaps.calendar_gap(load().calendar, NOW + timedelta(days=380)) == 2027


@pytest.mark.django_db
def test_a_year_that_was_entered_is_not_missed(ada: User, zoe: User) -> None:
    published(ada, zoe, subject="calendar", key="2027", content=calendar_2027())
    assert gaps.calendar_gap(snapshot.fresh().law.calendar, NOW) is None


def test_the_tag_says_the_year() -> None:
    html = Template("{% load publishing_tags %}{% calendar_gap as gap %}{{ gap|default:'-' }}").render(Context())
    assert html == "-" or int(html) > 2026
