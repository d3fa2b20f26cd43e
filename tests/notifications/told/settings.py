"""The tests' settings plus the small upper floor."""

import importlib

_base = importlib.import_module("tests.settings")
globals().update({name: getattr(_base, name) for name in dir(_base) if name.isupper()})
INSTALLED_APPS = [*_base.INSTALLED_APPS, "tests.notifications.told.apps.ToldConfig"]
