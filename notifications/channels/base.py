"""What every channel promises to the outbox."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from notifications.models import Delivery
from notifications.registry import KindSpec


class TransportError(Exception):
    """The world didn't take it; `permanent` alone decides between giving up and trying again.

    `whole_channel`: the fault isn't this message's (server away, password refused), so the rest needn't be tried now.
    """

    def __init__(self, message: str, *, permanent: bool, whole_channel: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.whole_channel = whole_channel


@dataclass(frozen=True, slots=True)
class Message:
    """One delivery on its way out: how its kind is told, and which of its items are still `due`."""

    row: Delivery
    spec: KindSpec
    due: Collection[str]


class Batch(Protocol):
    """An open line that several messages share."""

    def send(self, message: Message) -> None:
        """Send one; returning means that the other side took it. Raises TransportError."""


class Transport(Protocol):
    """A channel: opens a batch, and closes it whatever happened."""

    def batch(self) -> AbstractContextManager[Batch]: ...
