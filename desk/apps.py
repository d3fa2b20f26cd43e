"""App configuration: makes the daily summaries known to the outbox."""

from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"

    def ready(self) -> None:
        # By name, because models can be imported only once all apps are loaded.
        import_module("desk.digests").register_all()
