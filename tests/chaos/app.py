"""The product's Celery application with a clock that only does what is measured, and oftener."""

from config.celery import app

_MEASURED = ("sweep-reminders", "deliver-notifications", "deliver-to-robots")
app.conf.beat_schedule = {
    name: entry | {"schedule": 3.0} for name, entry in app.conf.beat_schedule.items() if name in _MEASURED
}
