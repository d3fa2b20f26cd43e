"""The workflow told a second time, in plain words and without the table: what the random walk is held against.

Time is coarse: a clock is over once the calendar has jumped (by JUMP) after it was started.
"""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

JUMP = timedelta(days=400)
AGREED, STAGE_3 = (
    ("agreed", "upheld", "settled"),
    ("ready_for_regulator", "with_regulator", "settled", "court_ready", "in_court"),
)
ENDED, OPENED = ("closed", "withdrawn"), ("accepted", "mediating")
OFFICES, FILINGS = ("complaint", "association"), ("complaint", "association", "report", "odr", "court")
SENT = ("filed", *OPENED)


@dataclass
class Way:
    """One track: its kind, where it stands, how it ended, and at which jump it was filed."""

    kind: str
    state: str
    outcome: str = ""
    since: int = 0


@dataclass
class Place:
    """Where a case stands; everything that an undone step brings back."""

    status: str = "draft"
    ways: list[Way] = field(default_factory=list)
    contacted: bool = False
    answer: int | None = None
    ruling: int | None = None
    agreed: int | None = None
    refund: int | None = None
    sent: bool = False
    broke: bool = False
    kept_from: str = ""
    kept_late: bool = False
    closed: int | None = None
    promises: list[tuple[str, int]] = field(default_factory=list)

    def way(self, kind: str) -> Way | None:
        return next((w for w in self.ways if w.kind == kind and w.state != "closed"), None)


class Walk:
    """A case, the jumps of the calendar, and what was done, for taking it back."""

    def __init__(self) -> None:
        self.at, self.jumps = Place(), 0
        self.done: list[tuple[str, Place]] = []

    def over(self, started: int | None) -> bool:
        return started is not None and self.jumps > started

    def do(self, action: str, kind: str = "", **facts: Any) -> bool:
        """Whether `action` is possible; if so, it is done."""
        if action in ("correct", "reopen"):
            return self._take_back(action)
        before = deepcopy(self.at)
        here = self.at.way(kind) if kind else None
        possible = bool(getattr(self, f"_{action}", self._never)(here, facts))
        if possible:
            self.done.append((action, before))
        else:
            self.at = before
        return possible

    def would(self, action: str, kind: str = "", **facts: Any) -> bool:
        """Whether `action` is possible; nothing is done."""
        at, done = deepcopy(self.at), list(self.done)
        possible = self.do(action, kind, **facts)
        self.at, self.done = at, done
        return possible

    def _never(self, here: Way | None, facts: dict[str, Any]) -> bool:
        return False

    def _take_back(self, action: str) -> bool:
        last = self.done[-1] if self.done else ("", Place())
        if action == "correct":
            if not last[0].startswith("record_") or self.at.status in ("draft", *ENDED):
                return False
            self.at = self.done.pop()[1]
            return True
        if self.at.status not in ENDED or self.over(self.at.closed):
            return False
        self.at = self.done.pop()[1]
        self.done.append(("reopen", deepcopy(self.at)))
        return True

    def _from(self, *places: str) -> bool:
        return self.at.status in places

    def _end(self, kind: str, outcome: str) -> None:
        way = self.at.way(kind)
        if way:
            way.state, way.outcome = "closed", outcome

    def _summary(self) -> str:
        ways = [w for w in self.at.ways if w.kind in FILINGS]
        running = {w.kind for w in ways if w.state in SENT}
        if any(w.outcome == "agreement" for w in ways):
            return "settled"
        if "court" in running:
            return "in_court"
        if running:
            return "with_regulator"
        failed = [w for w in ways if w.kind in (*OFFICES, "court") and w.outcome in ("terminated", "broken", "handled")]
        return "court_ready" if failed else "ready_for_regulator"

    def _moved(self) -> bool:
        if self.at.status in STAGE_3:
            self.at.status = self._summary()
        return True
