from django.apps import AppConfig

from notifications.registry import KindSpec, always, register


class ToldConfig(AppConfig):
    name = "tests.notifications.told"
    label = "told"

    def ready(self) -> None:
        register("told", KindSpec("told", still_due=always))
