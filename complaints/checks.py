"""System checks of this floor: a broken playbook stops the start, naming the file, the line and the field."""

from collections.abc import Sequence
from typing import Any

from django.apps.config import AppConfig
from django.core.checks import CheckMessage, Error

from complaints import playbooks


def playbooks_are_whole(app_configs: Sequence[AppConfig] | None, **_options: Any) -> list[CheckMessage]:
    """juli.E101 for each fault found."""
    hint = "See docs/playbooks.md for the fields of a playbook."
    return [Error(str(fault), hint=hint, id="juli.E101") for fault in playbooks.faults()]
