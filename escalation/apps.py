"""App configuration: makes the workflow's notifications and ledger entries known to the floors below."""

from importlib import import_module

from django.apps import AppConfig


class EscalationConfig(AppConfig):
    name = "escalation"

    def ready(self) -> None:
        # By name, because models can be imported only once all apps are loaded.
        import_module("escalation.registrations").register_all()
