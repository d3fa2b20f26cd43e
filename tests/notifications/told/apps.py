from django.apps import AppConfig

from notifications.registry import KindSpec, register


def always(ref: str) -> bool:
    return True


class ToldConfig(AppConfig):
    name = "tests.notifications.told"
    label = "told"

    def ready(self) -> None:
        register("told", KindSpec("told", still_due=always))
