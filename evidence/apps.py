"""App configuration."""

from django.apps import AppConfig

from evidence import timeline


class EvidenceConfig(AppConfig):
    name = "evidence"

    def ready(self) -> None:
        timeline.register()
