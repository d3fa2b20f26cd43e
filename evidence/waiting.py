"""Pictures whose previews are being made: the place on the page asks again until they are there, or until it gave up."""

from typing import Any

from evidence.models import Evidence

MOST_TURNS = 30
"""Every two seconds, so for a minute; a worker that needs longer is away, and a reload shows what it made later."""
PLACES = ("slot", "exhibit", "photo")


def turn_of(asked: str, most: int, *, otherwise: int = 0) -> int:
    """How often a page has asked, as its address says: at most `most`; `otherwise` for what is no number."""
    return min(int(asked), most) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else otherwise


def tile_context(piece: Evidence, place: str, turn: str) -> dict[str, Any]:
    """What `evidence/_tile.html` shows at `place` (one of PLACES) after `turn` questions, both as the address says.

    `next_turn` is 0 when the page should stop asking: it has asked often enough, or there is nothing to wait for.
    """
    asked = turn_of(turn, MOST_TURNS, otherwise=MOST_TURNS)
    return {
        "piece": piece,
        "place": place if place in PLACES else PLACES[0],
        "next_turn": asked + 1 if asked < MOST_TURNS and piece.is_waiting else 0,
    }
