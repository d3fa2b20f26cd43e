"""Case numbers: in order, apart by year, and never shared between threads."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from complaints.models import CaseCounter
from complaints.numbering import next_number


@pytest.mark.django_db
def test_numbers_follow_each_other_within_a_year() -> None:
    assert [next_number(2026), next_number(2026), next_number(2027)] == [
        "JL-2026-000001",
        "JL-2026-000002",
        "JL-2027-000001",
    ]


@pytest.mark.django_db
def test_numbers_go_on_from_the_counter() -> None:
    CaseCounter.objects.create(year=2026, last=416)
    assert next_number(2026) == "JL-2026-000417"


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_numbers_are_never_shared_between_threads() -> None:
    together = threading.Barrier(16)

    def take(_turn: int) -> list[str]:
        together.wait()
        try:
            return [next_number(2026) for _ in range(10)]
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        numbers = [number for taken in pool.map(take, range(16)) for number in taken]
    assert len(set(numbers)) == 160
