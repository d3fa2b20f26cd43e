"""The Celery application: one of three doors to plain functions (tasks, `manage.py`, tests)."""

import os

from celery import Celery

from config.schedule import BEAT_SCHEDULE, TASK_ROUTES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("juli")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = BEAT_SCHEDULE
app.conf.task_routes = TASK_ROUTES
app.autodiscover_tasks()
