"""The snapshot: one query in five seconds, the newest law for those who write, and nothing of what was rolled back."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, ProgrammingError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from law import load
from rulebook import editions, snapshot
from tests.rulebook.making import NOW, calendar_2027, draft, phone, published


def number() -> str:
    return snapshot.current_law().reference.phone("TEL_12345").number


def test_without_a_database_the_packaged_law_is_there() -> None:
    assert snapshot.current() == snapshot.Snapshot(0, load())


@pytest.mark.django_db
def test_reading_again_costs_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    snapshot.forget()
    with django_assert_num_queries(1):
        for _turn in range(50):
            snapshot.current_law()


@pytest.mark.django_db
def test_a_known_edition_is_not_built_again(ada: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    published(ada, ada)
    first = snapshot.fresh()
    with django_assert_num_queries(1):
        assert snapshot.fresh() is first


@pytest.mark.django_db
def test_after_five_seconds_it_looks_again(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot.forget()
    assert number() == "12345"
    published(ada, ada)
    snapshot.assume(snapshot.Snapshot(0, load()))  # as in a process that heard nothing of it
    monkeypatch.setattr(snapshot, "_seen", (time.monotonic() - 4, snapshot.Snapshot(0, load())))
    assert number() == "12345"
    monkeypatch.setattr(snapshot, "_seen", (time.monotonic() - 5.1, snapshot.Snapshot(0, load())))
    assert number() == "12346"


@pytest.mark.django_db
def test_whoever_publishes_reads_it_at_once(ada: User) -> None:
    published(ada, ada)
    assert (number(), snapshot.current().edition) == ("12346", 1)


@pytest.mark.django_db
def test_fresh_always_looks(ada: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    published(ada, ada)
    snapshot.assume(snapshot.Snapshot(0, load()))
    assert (snapshot.current().edition, snapshot.fresh().edition) == (0, 1)
    with django_assert_num_queries(1):
        snapshot.fresh()


@pytest.mark.django_db
def test_a_number_given_again_after_a_rollback_is_another_law(ada: User) -> None:
    first = draft(ada)
    with transaction.atomic():
        editions.publish(first, by=ada, now=NOW)
        assert number() == "12346"
        transaction.set_rollback(True)
    editions.withdraw(first, by=ada, now=NOW)
    snapshot.forget()
    assert number() == "12345"
    assert published(ada, ada, content=phone(number="12347")).number == 1
    assert number() == "12347"


@pytest.mark.django_db
def test_the_newest_version_of_each_entry_counts(ada: User) -> None:
    published(ada, ada)
    published(ada, ada, subject="calendar", key="2027", content=calendar_2027())
    published(ada, ada, content=phone(number="12347"))
    law = snapshot.fresh().law
    assert (law.reference.phone("TEL_12345").number, 2027 in law.calendar.published) == ("12347", True)


@pytest.mark.django_db
def test_a_draft_shows_what_the_law_would_be(ada: User) -> None:
    would = snapshot.snapshot_with(draft(ada))
    assert (would.edition, would.law.reference.phone("TEL_12345").number) == (0, "12346")
    assert number() == "12345"


@pytest.mark.django_db
def test_what_was_not_published_stays_as_packaged(ada: User) -> None:
    published(ada, ada)
    law = snapshot.fresh().law
    assert (law.version, law.calendar.version) == (load().version, load().calendar.version)
    assert law.reference.norms == load().reference.norms


def failing(fault: Exception) -> Callable[..., Any]:
    """A database that answers everything with `fault`."""

    def answer(*_args: Any) -> Any:
        raise fault

    return answer


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [
    OperationalError("no such table: rulebook_edition"),
    ProgrammingError('relation "rulebook_edition" does not exist'),
])  # fmt: skip
def test_before_the_first_migration_the_packaged_law_is_there(fault: Exception) -> None:
    snapshot.forget()
    with connection.execute_wrapper(failing(fault)):
        assert snapshot.current() == snapshot.Snapshot(0, load())


@pytest.mark.django_db
def test_any_other_trouble_with_the_database_is_told() -> None:
    snapshot.forget()
    with connection.execute_wrapper(failing(OperationalError("disk I/O error"))), pytest.raises(OperationalError):
        snapshot.current()


@pytest.mark.django_db
def test_doors_that_write_never_take_the_packaged_law_for_the_one_in_force() -> None:
    fault = OperationalError("no such table: rulebook_edition")
    with connection.execute_wrapper(failing(fault)), pytest.raises(OperationalError):
        snapshot.fresh()
