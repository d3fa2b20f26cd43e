"""`/metrics`: what a Prometheus server may read. Everything comes from the database, so it is the same whichever web
process is asked, and workers need no port of their own.
"""

import secrets
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import override
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from accounts.access import role_required
from accounts.models import Role
from config.health import CHECKS
from escalation.sweeping import unsaid
from notifications.standing import Standing, standing

_RUNS, _DONE = ("sweep", "deliver", "digests"), ("sweep", "sent", "failed", "dropped", "digests")


def metrics(request: HttpRequest) -> HttpResponse:
    """For admins, and for whoever brings METRICS_TOKEN as a bearer token (RFC 6750); 401 for a wrong one."""
    scheme, _blank, token = request.headers.get("Authorization", "").partition(" ")
    if not scheme:
        return _for_admins(request)
    known = settings.METRICS_TOKEN
    if known and scheme.lower() == "bearer" and secrets.compare_digest(token.encode(), known.encode()):
        return _page()
    return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})


@role_required(Role.ADMIN)
def _for_admins(request: HttpRequest) -> HttpResponse:
    return _page()


def _page() -> HttpResponse:
    registry = CollectorRegistry()
    registry.register(_Now())
    with override("en"):
        text = generate_latest(registry)
    return HttpResponse(text, content_type=CONTENT_TYPE_PLAIN_0_0_4, headers={"Cache-Control": "no-store"})


class _Now(Collector):
    """One look at the database, when it is asked for."""

    def collect(self) -> Iterator[Metric]:
        now = timezone.now()
        found = standing(now, now - timedelta(days=1))
        up = GaugeMetricFamily("juli_check", "1 while this check of /readyz finds nothing wrong.", labels=["name"])
        for name, check in CHECKS.items():
            up.add_metric([name], 0 if check() else 1)
        yield up
        yield GaugeMetricFamily("juli_reminders_due", "Reminders that are due and not yet handed over.", unsaid(now))
        yield GaugeMetricFamily("juli_deliveries_waiting", "Messages that haven't left yet.", found.waiting)
        age = (now - found.oldest).total_seconds() if found.oldest else 0
        yield GaugeMetricFamily("juli_oldest_undelivered_seconds", "Age of the oldest of them.", age)
        yield GaugeMetricFamily("juli_refused_last_day", "Messages given up in 24 hours.", found.refused_count)
        yield GaugeMetricFamily("juli_ways_given_up", "Ways to people that refused too often.", found.given_up)
        yield from _lines(found)
        yield from _clock(found)


def _lines(found: Standing) -> Iterator[Metric]:
    lines = GaugeMetricFamily("juli_line_failures", "Failures in a row of a line to the outside.", labels=["line"])
    for line in found.lines:
        lines.add_metric([line.name], line.failures)
    yield lines


def _clock(found: Standing) -> Iterator[Metric]:
    last = GaugeMetricFamily("juli_last_run_timestamp_seconds", "When the clock's work was last done.", labels=["job"])
    done = CounterMetricFamily("juli_done", "How many the clock's work has done.", labels=["job"])
    for name, seen in found.pulses.items():
        if name in _RUNS:
            last.add_metric([name], seen.at.timestamp())
        if name in _DONE:
            done.add_metric([name], seen.total)
    yield last
    yield done
