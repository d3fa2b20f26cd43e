"""How much of invented orders' pages is read rightly, and how often a value that is called sure is wrong.

`python -m tests.evidence.reading_measured [PAGES] [--seed 2026] [--keep FOLDER]` draws that many pages (72: each layout in
each way of being spoilt, twice), reads them with the real recogniser, and prints what was wrong, the shares by layout and
by way, and the seconds a page.
"""

import argparse
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from evidence.management.commands.read_order import FIELDS
from evidence.reading import ocr
from evidence.reading.order import Value, read_order
from evidence.reading.order.sureness import SURE
from tests.evidence.reading.orders.degrading import WAYS
from tests.evidence.reading.orders.facts import invented
from tests.evidence.reading.orders.layouts import LAYOUTS

WIDTHS = (720, 828, 1080, 1170, 1242)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page, how it was made, and what it says."""

    name: str
    layout: str
    way: str
    image: Image.Image
    truth: dict[str, str]


@dataclass(slots=True)
class Figures:
    """Counts of fields: wanted and right by layout and way, called sure and then right."""

    wanted: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    sure: int = 0
    sure_right: int = 0
    invented: int = 0
    seconds: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, page: Drawn, read: dict[str, Value], seconds: float) -> None:
        self.seconds.append(seconds)
        for name in FIELDS:
            value, wanted = read.get(name), page.truth.get(name)
            good = value is not None and value.value == wanted
            if wanted is not None:
                for key in ("all", page.layout, page.way, name):
                    self.wanted[key] += 1
                    self.right[key] += good
            self.invented += wanted is None and value is not None
            if value is not None and value.confidence >= SURE:
                self.sure += 1
                self.sure_right += good
            if not good and (wanted is not None or value is not None):
                said = f"{value.value} ({value.confidence})" if value else "nothing"
                self.notes.append(f"{page.name} {page.layout} {page.way} {name}: {wanted} was read as {said}")

    def table(self) -> str:
        shares = [f"{key:14} {self.right[key]:4} of {self.wanted[key]:4}  {self.share(key):.1%}" for key in self.wanted]
        times = sorted(self.seconds)
        took = (
            f"seconds a page: half within {times[len(times) // 2]:.1f}, 95 % within {times[int(len(times) * 0.95)]:.1f}"
        )
        sure = f"called sure: {self.sure}, right {self.sure_right} ({self.sure_right / max(1, self.sure):.2%})"
        return "\n".join([*self.notes, *shares, sure, f"shown though not on the page: {self.invented}", took])

    def share(self, key: str) -> float:
        return self.right[key] / max(1, self.wanted[key])


def pages(count: int, seed: int) -> Iterator[Drawn]:
    """`count` pages; layouts and ways take turns, everything else is chance."""
    for n in range(count):
        chance = random.Random(f"{seed}-{n}")
        layout, way = LAYOUTS[n % len(LAYOUTS)], WAYS[(n // len(LAYOUTS)) % len(WAYS)]
        facts = invented(chance)
        image, shown = layout(facts, chance, chance.choice(WIDTHS))
        yield Drawn(f"{seed}-{n:03}", layout.__name__, way.__name__, way(image, chance), facts.truth(shown))


def measured(drawn: Iterator[Drawn], keep: Path | None = None) -> Figures:
    """Read them all; the first one starts the reader and isn't timed."""
    figures, warm = Figures(), False
    for page in drawn:
        target = BytesIO()
        page.image.save(target, "PNG")
        if keep:
            (keep / f"{page.name}.png").write_bytes(target.getvalue())
        if not warm:
            ocr.read(target.getvalue())
            warm = True
        began = time.monotonic()
        seen = ocr.look(target.getvalue(), faces=False)
        figures.add(page, read_order(seen.lines, seen.size), time.monotonic() - began)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description="Read invented orders' pages and count what is right.")
    parser.add_argument("pages", nargs="?", type=int, default=72)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--keep", type=Path, help="write the pictures there")
    options = parser.parse_args()
    sys.stdout.write(measured(pages(options.pages, options.seed), options.keep).table() + "\n")


if __name__ == "__main__":
    main()
