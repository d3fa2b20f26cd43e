"""Two admins at the same moment: one decision each, numbers without gaps."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.models import User
from rulebook import editions
from rulebook.models import Edition
from tests.rulebook.making import NOW, draft, phone

pytestmark = [pytest.mark.only("postgresql"), pytest.mark.django_db(transaction=True)]


def at_once(*jobs: Callable[[], Edition]) -> list[Edition | Exception]:
    """What each of `jobs` gives or raises, begun together on connections of their own."""
    together = threading.Barrier(len(jobs))

    def run(job: Callable[[], Edition]) -> Edition | Exception:
        together.wait()
        try:
            return job()
        except (editions.NotADraft, editions.AlreadyProposed) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_a_draft_is_published_once(ada: User, zoe: User) -> None:
    edition = draft(ada)
    jobs = [lambda: editions.publish(edition, by=zoe, now=NOW)] * 4
    done = at_once(*jobs)
    assert sum(isinstance(one, Edition) for one in done) == 1
    assert sum(isinstance(one, editions.NotADraft) for one in done) == 3
    assert list(Edition.objects.values_list("number", flat=True)) == [1]


def test_two_drafts_get_one_number_each(ada: User, zoe: User) -> None:
    first = draft(ada)
    second = draft(ada, subject="figure", key="REVIEW_ABOVE", content={"value": "8000"})
    at_once(lambda: editions.publish(first, by=zoe, now=NOW), lambda: editions.publish(second, by=zoe, now=NOW))
    assert sorted(n for n in Edition.objects.values_list("number", flat=True) if n) == [1, 2]


def test_two_drafts_of_one_entry_never_begin_together(ada: User, zoe: User) -> None:
    at_once(lambda: draft(ada), lambda: draft(zoe, content=phone(number="12347")))
    assert Edition.objects.count() == 1
