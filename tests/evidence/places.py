"""Where stored bytes lie on the disk, for the tests that change them past the product."""

from pathlib import Path

from django.core.files.storage import default_storage

from evidence.models import Blob


def path_of(blob: Blob) -> Path:
    return Path(default_storage.path(blob.key))
