"""How much of what is private is offered for covering, and how often something harmless is.

`python -m tests.evidence.finding_measured [SCREENS]` draws that many invented screens (140), reads them with the real
recogniser, and prints recall and precision for each kind. A private text counts as found when findings of its kind cover
85 % of its ink; a harmless one as offered when a finding covers a third of it.
"""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from evidence.reading.lines import Box

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from evidence.redaction.finding import Finding, find
from tests.evidence.reading.drawing import Item, Screen
from tests.evidence.reading.screens import screens

KINDS = ("phone", "id_number", "account", "address", "name")
COVERED = 0.85
TOUCHED = 1 / 3


@dataclass(slots=True)
class Figures:
    """Counts by kind, and what was missed or offered wrongly, to look at."""

    private: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    offered: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    decoys: int = 0
    touched: int = 0
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)

    def recall(self, kind: str) -> float:
        return self.found[kind] / self.private[kind] if self.private[kind] else 1.0

    def precision(self, kind: str) -> float:
        return self.right[kind] / self.offered[kind] if self.offered[kind] else 1.0

    def false_offers(self) -> float:
        """The share of harmless texts that were offered."""
        return self.touched / self.decoys if self.decoys else 0.0

    def add(self, screen: Screen, findings: Sequence[Finding]) -> None:
        for item in screen.private():
            self.private[item.kind] += 1
            if share(item, (each.box for each in findings if each.kind == item.kind)) >= COVERED:
                self.found[item.kind] += 1
            else:
                self.notes.append(f"missed in {screen.name}: {item.kind} {item.words}")
        for item in screen.decoys():
            self.decoys += 1
            if share(item, (each.box for each in findings)) >= TOUCHED:
                self.touched += 1
                kinds = [each.kind.value for each in findings if each.box.common(item.box)]
                self.notes.append(f"offered in {screen.name}: {item.words} as {kinds}")
        for each in findings:
            self.offered[each.kind.value] += 1
            self.right[each.kind.value] += any(
                each.kind == item.kind and each.box.common(item.box) > TOUCHED * each.box.area
                for item in screen.private()
            )

    def table(self) -> str:
        rows = [f"{'kind':<10} {'private':>8} {'recall':>8} {'offered':>8} {'precision':>10}"]
        for kind in KINDS:
            rows.append(
                f"{kind:<10} {self.private[kind]:>8} {self.recall(kind):>8.1%} "
                f"{self.offered[kind]:>8} {self.precision(kind):>10.1%}"
            )
        rows.append(
            f"decoys offered: {self.touched} of {self.decoys} ({self.false_offers():.1%}); {self.seconds:.0f} s"
        )
        return "\n".join(rows)


def share(item: Item, boxes: Iterable[Box]) -> float:
    """How much of the item's box the boxes cover; those of one kind don't overlap."""
    return sum(item.box.common(box) for box in boxes) / max(1, item.box.area)


def measured(made: Sequence[Screen]) -> Figures:
    """The figures over these screens: every second one as a JPEG of quality 70."""
    figures, started = Figures(), time.monotonic()
    for n, screen in enumerate(made):
        figures.add(screen, find(screen.encoded(70 if n % 2 else 0)))
    figures.seconds = time.monotonic() - started
    return figures


if __name__ == "__main__":
    result = measured(screens(int(sys.argv[1]) if len(sys.argv) > 1 else 140))
    sys.stdout.write("\n".join([*sorted(result.notes), result.table(), ""]))
