"""The brush-offs we know: who says them, what they mean, and what to answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from law import Words, excuses
from texts.packaged import rows


class By(StrEnum):
    """Who says it: the seller, the platform's customer service or its machine, an authority (12315)."""

    SELLER = "seller"
    PLATFORM = "platform"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class BrushOff:
    """One phrase with which people are sent away.

    `said` is the phrase, `means` what it comes to in law, `rebuts` the fact or proof that meets it, `reply` the Chinese
    sentence to send next. `norms` are ids of the provisions behind it. `machine` marks the ruling of a machine, for which
    reasons and a human may be asked.
    """

    key: str
    by: frozenset[By]
    said: Words
    means: Words
    rebuts: Words
    reply: str
    norms: tuple[str, ...]
    machine: bool


PROOF = Words(
    zh="把这句话连同日期截图；再配上能反驳它的一件事实：页面、聊天、照片或物流记录。",
    en="A picture of this phrase with its date, and one fact that meets it: the page, the chat, a photo or the trail.",
)
"""What meets an excuse of the law floor, which names no proof of its own."""


@cache
def everything() -> Mapping[str, BrushOff]:
    """Every brush-off by its key, narrow reasons before wide ones."""
    return MappingProxyType({entry.key: entry for entry in _read()})


def _read() -> Iterator[BrushOff]:
    for row in rows("texts.brushoffs", "phrases.csv"):
        excuse = excuses.excuses().get(row["key"])
        yield _own(row) if excuse is None else _wrapped(excuse)


def _own(row: Mapping[str, str]) -> BrushOff:
    return BrushOff(
        key=row["key"],
        by=frozenset(map(By, row["by"].split(";"))),
        said=Words(row["said_zh"], row["said_en"]),
        means=Words(row["means_zh"], row["means_en"]),
        rebuts=Words(row["rebuts_zh"], row["rebuts_en"]),
        reply=row["reply"],
        norms=tuple(row["norms"].split(";")) if row["norms"] else (),
        machine=row["machine"] == "yes",
    )


def _wrapped(excuse: excuses.Excuse) -> BrushOff:
    """A seller's excuse as the law floor tells it; phrases.csv only adds wordings and its place in the order."""
    return BrushOff(
        key=excuse.key,
        by=frozenset({By.SELLER}),
        said=excuse.said,
        means=excuse.meaning,
        rebuts=PROOF,
        reply=excuse.answer.zh,
        norms=excuse.norms,
        machine=False,
    )
