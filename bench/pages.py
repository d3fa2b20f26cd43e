"""The measuring behind `bench.lists`: real requests through Django's test client, templates and all."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment
from django.utils import timezone

from accounts.models import User
from bench.apart import database_of_its_own
from bench.fill import Cast, cast, fill
from complaints.models import Complaint
from complaints.status import Status

SIZES = (100, 10_000)
MOST_READS = 8


@dataclass(frozen=True, slots=True)
class Measured:
    """One page at one size: reads, median and 95th percentile in milliseconds, bytes of HTML."""

    reads: int
    median: float
    p95: float
    size: int


def measure(rounds: int, *, explain: bool) -> int:
    """Fill, request, print; 0 when every page stays within MOST_READS and reads no more often with many cases."""
    settings.ALLOWED_HOSTS = ["testserver"]
    setup_test_environment()
    with database_of_its_own():
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        return _run(rounds, explain=explain)


def _run(rounds: int, *, explain: bool) -> int:
    people, now, found, filled = cast(), timezone.now(), {}, 0
    for size in SIZES:
        began = time.perf_counter()
        fill(people, filled, size, now)
        filled = size
        print(f"{connection.vendor}: {size:,} cases after {time.perf_counter() - began:.1f} s")
        found[size] = {name: _page(user, url(), rounds) for name, (user, url) in _pages(people).items()}
    _print(found)
    if explain:
        for name, (user, url) in _pages(people).items():
            _explain(name, user, url())
    small, large = found[SIZES[0]], found[SIZES[-1]]
    return int(any(large[name].reads > MOST_READS or large[name].reads > small[name].reads for name in large))


def _pages(people: Cast) -> dict[str, tuple[User, Callable[[], str]]]:
    """Each page with whoever asks for it; addresses are made late, for the newest case changes with the filling."""
    hers = Complaint.objects.filter(owner=people.alice, status=Status.NEGOTIATING)
    return {
        "home": (people.alice, lambda: "/"),
        "home of a helper": (people.bob, lambda: "/"),
        "cases": (people.alice, lambda: "/cases/?show=all"),
        "case page": (people.alice, lambda: hers.order_by("id")[:1].get().get_absolute_url()),
        "queue": (people.bob, lambda: "/desk/"),
        "queue, overdue": (people.bob, lambda: "/desk/?due=overdue"),
        "board": (people.ada, lambda: "/review/"),
    }


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def _page(user: User, url: str, rounds: int) -> Measured:
    client, times = _client(user), []
    for _ in range(3):  # compiled templates, filled caches: what the second visitor sees
        client.get(url)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url)
    reads = sum(not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for query in queries)
    if page.status_code != 200:
        raise SystemExit(f"{url} answered {page.status_code}")
    for _ in range(rounds):
        began = time.perf_counter()
        client.get(url)
        times.append((time.perf_counter() - began) * 1000)
    return Measured(reads, statistics.median(times), statistics.quantiles(times, n=20)[-1], len(page.content))


def _print(found: dict[int, dict[str, Measured]]) -> None:
    small, large = SIZES
    heads = ("page", "reads", "", "median ms", "", "ratio", "p95 ms", "", "KB")
    sizes = ("", f"{small:,}", f"{large:,}", f"{small:,}", f"{large:,}", "", f"{small:,}", f"{large:,}", "")
    line = "{:<18}{:>7}{:>8}{:>11}{:>8}{:>7}{:>8}{:>8}{:>7}".format
    print(line(*heads), line(*sizes), sep="\n")
    for name, one in found[small].items():
        many = found[large][name]
        ms = [f"{value:.1f}" for value in (one.median, many.median)]
        p95 = [f"{value:.1f}" for value in (one.p95, many.p95)]
        print(
            line(name, one.reads, many.reads, *ms, f"{many.median / one.median:.1f}", *p95, f"{many.size / 1024:.0f}")
        )


def _explain(name: str, user: User, url: str) -> None:
    client = _client(user)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    how = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN ANALYZE "
    for query in queries:
        if not query["sql"].startswith("SELECT"):
            continue
        print(f"\n{name}: {query['time']} s  {query['sql'][:60]} … {query['sql'].partition(' WHERE ')[2][:240]}")
        with connection.cursor() as cursor:
            cursor.execute(how + query["sql"])
            for row in cursor.fetchall():
                print("    ", row[-1])
