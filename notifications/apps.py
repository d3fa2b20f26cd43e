"""The app that tells people; it knows people, never cases."""

from importlib import import_module

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Upper floors register their kinds in their own `ready()`; this one has what concerns the telling itself."""

    name = "notifications"

    def ready(self) -> None:
        import_module("notifications.routes").register_all()
