"""The development sentences: what each says, what it is about and, for a promise, when it falls due."""

import csv
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the other side, said at `said_at` (+08:00)."""

    words: str
    says: str
    what: str
    said_at: datetime
    due_at: datetime | None


def sentences() -> list[Sentence]:
    """All of sentences.csv in its order."""
    with (Path(__file__).parent / "sentences.csv").open(encoding="utf-8", newline="") as file:
        return [_read(row) for row in csv.DictReader(file)]


def _read(row: dict[str, str]) -> Sentence:
    due = datetime.fromisoformat(row["due_at"]) if row["due_at"] else None
    return Sentence(row["sentence"], row["says"], row["what"], datetime.fromisoformat(row["said_at"]), due)
