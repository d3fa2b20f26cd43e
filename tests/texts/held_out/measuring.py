"""Reads the held-out sentences and scores answers against their labels; knows nothing of what it measures."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).parent
SHOWN = 40

# 国标 GB 11643: weights of the first 17 digits, and the last character by the sum's remainder of 11.
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
OLDEST = 1900


def rows(name: str) -> list[dict[str, str]]:
    """The rows of `name`.csv in their order, each by its column names."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of the other side, what it is and, for a promise, the moment it means."""

    sentence: str
    says: str
    said_at: datetime
    due_at: datetime | None


def said() -> list[Said]:
    """All of promises.csv with its moments read; both are aware, +08:00."""
    return [
        Said(
            row["sentence"],
            row["says"],
            datetime.fromisoformat(row["said_at"]),
            datetime.fromisoformat(row["due_at"]) if row["due_at"] else None,
        )
        for row in rows("promises")
    ]


def f1(pairs: Iterable[tuple[str, str]], label: str) -> float:
    """Harmonic mean of precision and recall of `label` over pairs of (right, given); 0 where neither exists."""
    counted = Counter((right == label, given == label) for right, given in pairs)
    hits = counted[True, True]
    total = 2 * hits + counted[True, False] + counted[False, True]
    return 2 * hits / total if total else 0.0


def confusion(pairs: Iterable[tuple[str, str]]) -> str:
    """The wrong pairs, most frequent first: "refusal → none ×3"."""
    wrong = Counter((right, given) for right, given in pairs if right != given)
    return "\n".join(f"{right} → {given} ×{times}" for (right, given), times in wrong.most_common())


def listed(title: str, failing: Sequence[str]) -> str:
    """A short report for an assertion: how many, then the first of them, one a line."""
    rest = [f"… and {len(failing) - SHOWN} more"] if len(failing) > SHOWN else []
    return "\n".join([f"{title}: {len(failing)}", *failing[:SHOWN], *rest])


def share(part: int, whole: int) -> float:
    """`part` of `whole` as 0 … 1; nothing asked counts as all right."""
    return part / whole if whole else 1.0


def numbers(text: str) -> Counter[str]:
    """The digit sequences of `text` that state a fact, and how often each stands there.

    315 is the name of the television evening against bad sellers, as 12315 is the name of a service: whoever is told
    to name the service instead of threatening with the evening has lost no fact. 2b is a swear word that happens to be
    written with a digit.
    """
    facts = re.sub(r"(?<![A-Za-z0-9])2[bB](?![A-Za-z0-9])", "", text)
    return Counter(run for run in re.findall(r"[0-9]+", facts) if run != "315")


def amounts_and_dates(text: str) -> Counter[str]:
    """The digit sequences that a unit of money or time follows, which no leak is made of."""
    return Counter(re.findall(r"(?<![0-9])[0-9]{1,4}(?=[元块年月日])", text))


def identity_number(text: str) -> str | None:
    """The first 18-place citizen number with a birthday and a right check character, written with blanks or without."""
    for found in re.finditer(r"(?<![0-9])[0-9]{6} ?[0-9]{8} ?[0-9]{3}[0-9Xx](?![0-9])", text):
        number = found.group().replace(" ", "").upper()
        check = CHECKS[sum(int(n) * w for n, w in zip(number[:17], WEIGHTS, strict=True)) % 11]
        if check == number[17] and _is_day(number[6:14]):
            return number
    return None


def _is_day(written: str) -> bool:
    try:
        return date(int(written[:4]), int(written[4:6]), int(written[6:])).year >= OLDEST
    except ValueError:
        return False


def luhn(number: str) -> bool:
    """Whether a bank card's digits carry the right last one (GB/T 15694.1, Luhn)."""
    backwards = [int(digit) for digit in reversed(number)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in backwards[1::2]]
    return (sum(backwards[::2]) + sum(doubled)) % 10 == 0


def shape(sentence: str) -> str:
    """A sentence without digits, punctuation and blanks: two with one shape differ in figures alone."""
    return re.sub(r"[\W\d_]", "", sentence)


def alike(sentences: Iterable[str]) -> list[str]:
    """Sentences that differ from another in figures and punctuation alone."""
    ordered = sorted(sentences, key=shape)
    return [second for first, second in pairwise(ordered) if shape(first) == shape(second)]
