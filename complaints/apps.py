"""App configuration."""

from django.apps import AppConfig
from django.core.checks import register

from complaints.checks import playbooks_are_whole


class ComplaintsConfig(AppConfig):
    name = "complaints"

    def ready(self) -> None:
        register(playbooks_are_whole)
