"""What a place for stored bytes must be able to do; `disk` and `bucket` are two. `storage` is the only caller."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Protocol

from evidence.vault.hashing import Received

PART = 64 * 1024
"""Bytes of one step on the way out."""


class Away(Exception):
    """The place can't be reached now. Nothing is said of whether the bytes are there."""


class Place(Protocol):
    """Keys are relative paths; nothing under one is ever changed. Every method raises Away."""

    def incoming(self) -> Path:
        """The folder on this machine for files on their way in."""

    def put(self, file: Received, key: str) -> None:
        """Keep received bytes under `key`, young from now on; after this they survive a power cut."""

    def read(self, key: str) -> IO[bytes]:
        """The bytes, to be read and sought in. Raises FileNotFoundError."""

    def part(self, key: str, first: int, length: int) -> Iterator[bytes]:
        """`length` bytes from `first` on. Raises FileNotFoundError at once, not at the first step."""

    def local(self, key: str) -> AbstractContextManager[Path]:
        """A file on this machine with these bytes, to be read only within the block. Raises FileNotFoundError."""

    def older_than(self, latest: float, below: str) -> Iterator[str]:
        """Keys below the folder `below` whose bytes were put before `latest` (seconds since 1970)."""

    def erase(self, key: str, before: float) -> bool:
        """Delete the bytes, unless they were put at `before` (seconds since 1970) or later; False when nothing was deleted."""
