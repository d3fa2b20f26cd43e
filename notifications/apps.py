"""The app that tells people; it knows people, never cases."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Upper floors register their kinds in their own `ready()`, so this one has nothing to do."""

    name = "notifications"
