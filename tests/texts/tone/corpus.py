"""The development corpus: sentences as angry and as calm people write them, with what they are."""

import csv
from pathlib import Path


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()))


_ROWS = _rows("sentences.csv")
CALM = "calm"
FACTS = [row["text"] for row in _rows("plain_facts.csv")]
"""What people write of goods, refunds and steps, with words that sound harsh elsewhere."""


def sentences(*kinds: str) -> list[str]:
    """The sentences labelled with one of `kinds`; all of them without any."""
    return [row["text"] for row in _ROWS if not kinds or row["kind"] in kinds]
