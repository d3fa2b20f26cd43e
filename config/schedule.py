"""What runs by the clock. Each entry expires before the next one, so a worker that was away doesn't find a heap of them."""

from typing import Any

from celery.schedules import crontab

SOON = 20.0  # what is due now is said within a minute

BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "sweep-reminders": {
        "task": "escalation.tasks.sweep_reminders",
        "schedule": SOON,
        "options": {"expires": 18, "queue": "alerts"},
    },
    "deliver-notifications": {
        "task": "notifications.tasks.deliver",
        "schedule": SOON,
        "options": {"expires": 18, "queue": "mail"},
    },
    "deliver-to-robots": {
        "task": "notifications.tasks.deliver_to_robots",
        "schedule": SOON,
        "options": {"expires": 18, "queue": "mail"},
    },
    "send-digests": {
        "task": "desk.tasks.digests",
        "schedule": 600.0,
        "options": {"expires": 590, "queue": "alerts"},
    },
    # A safety net: a publication asks for it at once. It finds what was killed halfway, reopened, or opened meanwhile.
    "recompute-deadlines": {
        "task": "escalation.tasks.recompute",
        "schedule": 600.0,
        "options": {"expires": 590, "queue": "heavy"},
    },
    "missing-previews": {
        "task": "evidence.tasks.missing_previews",
        "schedule": 600.0,
        "options": {"expires": 590, "queue": "heavy"},
    },
    "sweep-uploads": {
        "task": "evidence.tasks.sweep_uploads",
        "schedule": 600.0,
        "options": {"expires": 590, "queue": "heavy"},
    },
    "seal-roots": {
        "task": "complaints.tasks.seal_roots",
        "schedule": 3600.0,
        "options": {"expires": 3500, "queue": "celery"},
    },
    "stamp-roots": {
        "task": "complaints.tasks.stamp_roots",
        "schedule": 600.0,
        "options": {"expires": 590, "queue": "mail"},
    },
    # At night in China, when the disk is least wanted: 48 slices of 256 MB or 200 files, 12 GB a night.
    "verify-slice": {
        "task": "evidence.tasks.verify_slice",
        "schedule": crontab(hour="1-4", minute="*/5"),
        "options": {"expires": 290, "queue": "heavy"},
    },
    "empty-trash": {
        "task": "evidence.tasks.empty_trash",
        "schedule": crontab(hour="5", minute="40"),
        "options": {"expires": 3500, "queue": "heavy"},
    },
    "verify-roots": {
        "task": "evidence.tasks.verify_roots",
        "schedule": crontab(hour="5", minute="10"),
        "options": {"expires": 3500, "queue": "heavy"},
    },
    "seal-reads": {
        "task": "escalation.tasks.seal_reads",
        "schedule": 3600.0,
        "options": {"expires": 3500, "queue": "celery"},
    },
}

# Alerts are cheap and urgent, mail waits for other people's servers, heavy work eats memory: they never queue behind each other.
TASK_ROUTES: dict[str, dict[str, str]] = {
    "escalation.tasks.sweep_reminders": {"queue": "alerts"},
    "desk.tasks.*": {"queue": "alerts"},
    "notifications.tasks.*": {"queue": "mail"},
    "complaints.tasks.stamp_roots": {"queue": "mail"},
    "escalation.tasks.recompute": {"queue": "heavy"},
    "escalation.tasks.export": {"queue": "heavy"},
    "evidence.tasks.*": {"queue": "heavy"},
    "rulebook.tasks.*": {"queue": "heavy"},
}
