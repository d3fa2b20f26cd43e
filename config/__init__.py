"""The roof: settings, addresses, Celery and system checks."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
