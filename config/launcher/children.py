"""The product's own processes: web, worker and clock, and what they find in their environment."""

import sys
from collections.abc import Mapping

from config.launcher.options import Options
from config.launcher.supervisor import Child

QUICK, HEAVY = "alerts,mail,celery", "heavy"


def surroundings(options: Options, source: Mapping[str, str], redis_url: str) -> dict[str, str]:
    """The children's environment: the caller's, with the defaults of a local trial where a variable is unset."""
    given = {name: value for name, value in source.items() if value.strip()}
    # A site with an address on the open network is no trial: there a password alone must not open others' cases.
    second_factor = "required" if given.get("SITE_URL", "").strip().startswith("https:") else "offered"
    defaults = {"SITE_URL": options.url, "SECOND_FACTOR": second_factor, "DJANGO_SETTINGS_MODULE": "config.settings"}
    return {**defaults, **given, "DATA_DIR": str(options.data_dir), "REDIS_URL": redis_url, "PYTHONUNBUFFERED": "1"}


def product(options: Options) -> list[Child]:
    """Web, two workers and the clock. Run as modules, not by their scripts in bin/, which break when the folder is moved."""
    return [web(options), worker(options), heavy(options), clock(options)]


def web(options: Options) -> Child:
    """Granian with blocking threads; a worker process of it that dies is replaced by granian itself."""
    words = ["-m", "granian", "--interface", "wsgi", "--host", options.host, "--port", str(options.port)]
    words += ["--workers", str(options.web_workers), "--blocking-threads", str(options.web_threads)]
    words += ["--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning", "--no-ws"]
    return Child("web", (sys.executable, *words, "config.wsgi:application"), grace=10)


def worker(options: Options) -> Child:
    """What people wait for: reminders, mail, small things."""
    return _celery("worker", options, QUICK, options.worker_processes)


def heavy(options: Options) -> Child:
    """Pictures, exports, counting again: one at a time, so that no reminder ever waits behind a long film."""
    return _celery("heavy", options, HEAVY, 1)


def _celery(name: str, options: Options, queues: str, processes: int) -> Child:
    """Celery with prefork: a picture that crashes its decoder ends one process of the pool and nothing else."""
    words = ["-q", "-A", "config", "worker", "-n", f"{name}@%h", "-Q", queues, "-c", str(processes), "-Ofair"]
    words += ["--prefetch-multiplier", "1", "--without-gossip", "--without-mingle", "--loglevel", options.log_level]
    return Child(name, (sys.executable, "-m", "celery", *words), grace=20)


def clock(options: Options) -> Child:
    """Celery's beat as a process of its own: reminders keep their time while a worker restarts or finishes a task."""
    schedule = str(options.data_dir / "celerybeat-schedule")
    words = ["-q", "-A", "config", "beat", "-s", schedule, "--pidfile", "", "--loglevel", options.log_level]
    return Child("clock", (sys.executable, "-m", "celery", *words), grace=5)


def preparation() -> list[Child]:
    """What must be done before the first page: translations compiled, database and static files up to date."""
    catalogue = Child("Compiling the translations", (sys.executable, "-m", "config.catalogue", "compile"))
    database = Child("Preparing the database", (sys.executable, "-m", "config.launcher.prepare"))
    return [catalogue, database]
