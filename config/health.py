"""Is the process alive, and is it ready to serve?"""

import shutil
import tempfile
from collections.abc import Callable

import redis
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from evidence.vault.findings import open_findings

_LEAST_FREE_BYTES = 200 * 1024 * 1024


def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers; asks nothing of anybody else."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """200 when database, migrations, files and broker are as they should be, else 503 with what is wrong.

    The broker being away is reported, but doesn't make the web unready: cases stay readable and writable without it.
    So is evidence that isn't as it was received: only people can do something about that.
    """
    findings = {name: check() for name, check in CHECKS.items()}
    ready = all(not fault for name, fault in findings.items() if name not in TOLD_ONLY)
    return JsonResponse(
        {"ready": ready} | {name: fault or "ok" for name, fault in findings.items()}, status=200 if ready else 503
    )


def _database() -> str:
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, ImproperlyConfigured):
        return "not reachable"
    return f"{len(waiting)} migrations waiting" if waiting else ""


def _files() -> str:
    try:
        with tempfile.NamedTemporaryFile(dir=settings.DATA_DIR):
            free = shutil.disk_usage(settings.DATA_DIR).free
    except OSError:
        return "not writable"
    return "almost full" if free < _LEAST_FREE_BYTES else ""


def _broker() -> str:
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1) as client:
            client.ping()
    except redis.RedisError:
        return "not reachable"
    return ""


def _evidence() -> str:
    try:
        found = open_findings()
    except DatabaseError:
        return "not known"
    return f"{found} findings" if found else ""


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database, "files": _files, "broker": _broker, "evidence": _evidence,
}  # fmt: skip
TOLD_ONLY = ("broker", "evidence")
