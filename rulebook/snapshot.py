"""The law as everybody above this floor sees it: an immutable snapshot with the number of the edition it stands for.

Edition 0 is the packaged data; every publication by the admins raises the number (`rulebook.editions`).
"""

from dataclasses import dataclass

from law import Law, load


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Rules, calendar and reference in force, and the `edition` that made them so."""

    edition: int
    law: Law


def current() -> Snapshot:
    """The snapshot in force, for reading (cached in the process; a publication elsewhere shows within seconds)."""
    return Snapshot(0, load())


def fresh() -> Snapshot:
    """The snapshot in force at this very moment, for doors that write: it asks the database."""
    return Snapshot(0, load())


def current_law() -> Law:
    """The rules and the calendar in force in this installation (cached; cheap to call)."""
    return current().law
