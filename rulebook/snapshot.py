"""The law as everybody above this floor sees it: one immutable snapshot, at present the packaged data."""

from law import Law, load


def current_law() -> Law:
    """The rules and the calendar in force in this installation (cached; cheap to call)."""
    return load()
