"""The product's settings on a clock that the driver sets: its file holds the seconds to be added to the machine's own."""

import importlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.utils import timezone

_FILE = Path(os.environ["CHAOS_CLOCK"])


def now() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=float(_FILE.read_text()))


# Before any model is loaded, so that everybody asks this clock.
vars(timezone)["now"] = now

_product = importlib.import_module("config.settings")
globals().update({name: getattr(_product, name) for name in dir(_product) if name.isupper()})
