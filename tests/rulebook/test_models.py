"""What the database itself refuses, whoever asks."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from accounts.models import User
from rulebook import editions
from rulebook.models import Edition
from tests.rulebook.making import NOW, draft, published

pytestmark = pytest.mark.django_db


def row(by: User, **other: Any) -> Edition:
    """A draft written past the doors."""
    columns: dict[str, Any] = {"subject": "phone", "key": "TEL_12315", "n": 1, "content": {}, "proposed_by": by}
    return Edition.objects.create(**(columns | other))


PUBLISHED = {"state": "published", "number": 7, "published_at": NOW}
WRONG: dict[str, dict[str, Any]] = {
    "an unknown subject": {"subject": "weather"},
    "an unknown state": {"state": "lost"},
    "no key": {"key": ""},
    "no version": {"n": 0},
    "published without a number": {**PUBLISHED, "number": None, "checked_by": "zoe"},
    "published without a moment": {**PUBLISHED, "published_at": None, "checked_by": "zoe"},
    "published without a checker": PUBLISHED,
    "published by its proposer": {**PUBLISHED, "checked_by": "ada"},
    "a number from nothing": {**PUBLISHED, "number": 0, "checked_by": "zoe"},
    "a draft with a number": {"number": 7},
    "a draft with a moment": {"published_at": NOW},
    "a draft with a checker": {"checked_by": "zoe"},
    "a draft published alone": {"alone": True},
    "sent back by nobody": {"state": "withdrawn", "withdrawn_at": NOW},
    "sent back never": {"state": "withdrawn", "withdrawn_by": "zoe"},
    "a draft sent back": {"withdrawn_by": "zoe", "withdrawn_at": NOW},
}


@pytest.mark.parametrize("what", WRONG)
def test_a_row_that_cannot_be(ada: User, zoe: User, what: str) -> None:
    people = {"ada": ada, "zoe": zoe}
    columns = {
        name: people.get(value, value) if isinstance(value, str) else value for name, value in WRONG[what].items()
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        row(ada, **columns)


def test_rows_that_may_be(ada: User, zoe: User) -> None:
    row(ada)
    row(ada, n=2, **PUBLISHED, checked_by=zoe)
    row(ada, n=3, **PUBLISHED | {"number": 8}, checked_by=ada, alone=True)
    row(ada, n=4, state="withdrawn", withdrawn_by=ada, withdrawn_at=NOW)


def test_one_draft_of_an_entry(ada: User) -> None:
    row(ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        row(ada, n=2)


def test_a_version_is_counted_once(ada: User, zoe: User) -> None:
    row(ada, state="withdrawn", withdrawn_by=ada, withdrawn_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        row(ada)


def test_a_number_is_given_once(ada: User, zoe: User) -> None:
    row(ada, **PUBLISHED, checked_by=zoe)
    with pytest.raises(IntegrityError), transaction.atomic():
        row(ada, key="TEL_XHS", **PUBLISHED, checked_by=zoe)


@pytest.mark.parametrize(
    "change", [{"content": {"number": "1"}}, {"number": 9}, {"state": "draft"}, {"published_at": NOW + timedelta(1)},
               {"note": "x"}, {"source": "x"}, {"alone": True}],
)  # fmt: skip
def test_what_was_published_is_not_changed(ada: User, zoe: User, change: dict[str, Any]) -> None:
    edition = published(ada, zoe)
    with pytest.raises(IntegrityError, match="stays as it was decided"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**change)


def test_what_was_sent_back_is_not_changed(ada: User, zoe: User) -> None:
    edition = editions.withdraw(draft(ada), by=zoe, reason="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(reason="y")


def test_nothing_is_deleted(ada: User, zoe: User) -> None:
    for edition in (published(ada, zoe), draft(ada, subject="figure", key="REVIEW_ABOVE", content={"value": "1"})):
        with pytest.raises(IntegrityError), transaction.atomic():
            edition.delete()


def test_people_who_published_stay(ada: User, zoe: User) -> None:
    published(ada, zoe)
    for person in (ada, zoe):
        with pytest.raises(ProtectedError):
            person.delete()
