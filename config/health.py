"""Is the process alive, is it ready to serve, and how is the service as a whole: for machines and for admins."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta

import redis
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.access import role_required
from accounts.models import Role
from desk.neglected import neglected
from escalation.sweeping import unsaid
from evidence.vault.findings import open_findings
from notifications import pulse
from notifications.models import Pulse
from notifications.standing import failing, standing

_LEAST_FREE_BYTES = 200 * 1024 * 1024
LATE_AFTER = {"sweep": timedelta(minutes=5), "deliver": timedelta(minutes=10), "digests": timedelta(hours=1)}
"""What the clock does all day, and how long after its last run something is wrong with the clock or the workers."""
RUNS = {
    "sweep": gettext_lazy("Reminders looked through"),
    "deliver": gettext_lazy("Messages sent off"),
    "digests": gettext_lazy("Daily summaries looked through"),
}
_LATELY = timedelta(days=7)


def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers; asks nothing of anybody else."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """200 when database, migrations and files are as they should be, else 503; in either case with what is wrong.

    What only says that work is left lying (TOLD_ONLY) doesn't make the web unready: cases stay readable and writable
    without broker, workers and mail, and no restart of the web would help.
    """
    with translation.override("en"):
        findings = {name: str(check()) for name, check in CHECKS.items()}
    ready = all(not fault for name, fault in findings.items() if name not in TOLD_ONLY)
    return JsonResponse(
        {"ready": ready} | {name: fault or "ok" for name, fault in findings.items()}, status=200 if ready else 503
    )


@role_required(Role.ADMIN)
def page(request: HttpRequest) -> HttpResponse:
    """The same in words, with what was refused, by whom, and what nobody saw to."""
    now = timezone.now()
    found = standing(now, now - _LATELY)
    runs = [
        (words, found.pulses.get(name), _is_late(name, found.pulses.get(name), now)) for name, words in RUNS.items()
    ]
    context = {
        "checks": [(NAMES[name], check()) for name, check in CHECKS.items()],
        "runs": runs,
        "standing": found,
        "late": found.is_late(now),
        "unsaid": unsaid(now),
        "neglected": neglected(now - _LATELY, now),
        "now": now,
    }
    return render(request, "pages/health.html", context)


def _is_late(name: str, last: Pulse | None, now: datetime) -> bool:
    return last is not None and now - last.at > LATE_AFTER[name]


def _database() -> str:
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, ImproperlyConfigured):
        return _("not reachable")
    n = len(waiting)
    return ngettext("%(n)d migration waiting", "%(n)d migrations waiting", n) % {"n": n} if waiting else ""


def _files() -> str:
    try:
        with tempfile.NamedTemporaryFile(dir=settings.DATA_DIR):
            free = shutil.disk_usage(settings.DATA_DIR).free
    except OSError:
        return _("not writable")
    return _("almost full") if free < _LEAST_FREE_BYTES else ""


def _broker() -> str:
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1) as client:
            client.ping()
    except redis.RedisError:
        return _("not reachable")
    return ""


def _evidence() -> str:
    found = open_findings()
    return ngettext("%(n)d finding", "%(n)d findings", found) % {"n": found} if found else ""


def _reminders() -> str:
    """The clock or the workers are away when the last look through is long ago."""
    now, last = timezone.now(), pulse.all_of().get("sweep")
    if last is None:
        return _("never looked through")
    minutes = int((now - last.at).total_seconds() // 60)
    return _("last looked through %(n)d minutes ago") % {"n": minutes} if _is_late("sweep", last, now) else ""


def _deliveries() -> str:
    now = timezone.now()
    found = standing(now, now)
    if not found.is_late(now) or found.oldest is None:
        return ""
    minutes = int((now - found.oldest).total_seconds() // 60)
    return _("%(count)d waiting, the oldest for %(n)d minutes") % {"count": found.waiting, "n": minutes}


def _channels() -> str:
    return _(", ").join(dict.fromkeys(line.words for line in failing()))


def _if_known(check: Callable[[], str]) -> Callable[[], str]:
    """A check that reads the database; that this is away is said by its own check already."""

    def ask() -> str:
        try:
            return check()
        except DatabaseError:
            return _("not known")

    return ask


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database, "files": _files, "broker": _broker, "evidence": _if_known(_evidence),
    "reminders": _if_known(_reminders), "deliveries": _if_known(_deliveries), "channels": _if_known(_channels),
}  # fmt: skip
NAMES = {
    "database": gettext_lazy("Database"), "files": gettext_lazy("Place for files"), "broker": gettext_lazy("Redis"),
    "evidence": gettext_lazy("Evidence as it was received"), "reminders": gettext_lazy("Reminders on time"),
    "deliveries": gettext_lazy("Messages on their way"), "channels": gettext_lazy("Channels working"),
}  # fmt: skip
TOLD_ONLY = ("broker", "evidence", "reminders", "deliveries", "channels")
