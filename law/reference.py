"""What the law says besides time limits, and what else people are told with a source: norms, figures, phones, channels.

Every article, amount, phone number and channel limit that the product shows has an id here, with its source, how sure
we are of it, and the day on which it was last checked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from law.citations import cite_en, cite_zh
from law.errors import BadRules, UnknownRule
from law.words import Words

CONFIRMED, UNCERTAIN, HOUSE = "confirmed", "uncertain", "house"
CONFIDENCES = (CONFIRMED, UNCERTAIN, HOUSE)


@dataclass(frozen=True, slots=True)
class Norm:
    """One provision of law in a sentence. `article` is written as in `Rule`; `number` is the text's own (总局令第121号)."""

    id: str
    source_law: str
    source_law_en: str
    article: str
    gist: Words
    effective_from: date | None
    effective_to: date | None
    confidence: str
    verified_on: date | None
    number: str = ""

    @property
    def confirmed(self) -> bool:
        return self.confidence.startswith(CONFIRMED)

    @property
    def citation_zh(self) -> str:
        """Such as 《消费者权益保护法》第55条第1款."""
        return cite_zh(self.source_law, self.article)

    @property
    def citation_en(self) -> str:
        """Such as "Consumer Rights Protection Law, art. 55(1)"."""
        return cite_en(self.source_law_en, self.article)

    @property
    def citation(self) -> Words:
        return Words(self.citation_zh, self.citation_en)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number people are told or decisions rest on: `value` in `unit` (yuan, hour, day, count).

    `origin` is "law" (then `norm` names the provision), "platform", or "house": chosen by this product.
    """

    id: str
    value: Decimal
    unit: str
    origin: str
    name: Words
    norm: str
    verified_on: date | None

    @property
    def span(self) -> timedelta:
        """The figure as a time; raises BadRules for sums of money."""
        if self.unit not in ("hour", "day"):
            raise BadRules(f"{self.id} is counted in {self.unit}, not in time.")
        return timedelta(**{f"{self.unit}s": int(self.value)})


@dataclass(frozen=True, slots=True)
class Phone:
    """A number to call, and who published it."""

    id: str
    number: str
    name: Words
    source: Words
    confidence: str
    verified_on: date | None


class Counting(StrEnum):
    """How a channel counts what it takes. An emoji is one character, but two or more units of UTF-16."""

    CHARACTERS = "characters"
    UTF16 = "utf16"
    UTF16_CRLF = "utf16_crlf"

    def length(self, text: str) -> int:
        """How long `text` is, counted so: characters; units of UTF-16, as `maxlength` of a web form counts; or
        these with every line break as two, as forms are sent. Each counts at least as much as the one before.
        """
        if self is Counting.CHARACTERS:
            return len(text)
        units = len(text.encode("utf-16-le", "surrogatepass")) // 2
        return units + text.count("\n") if self is Counting.UTF16_CRLF else units


@dataclass(frozen=True, slots=True)
class ChannelLimit:
    """What a channel takes: `min_chars` to `max_chars` characters, and files (0: none or unknown) of `attachment_mb` each.

    `counting` says how the characters are counted; where a web form's own way isn't known, the strictest, which fits any.
    `confidence` is "confirmed" when measured, "uncertain" when assumed, "house" where the length is our own choice.
    """

    id: str
    name: Words
    min_chars: int
    max_chars: int
    attachments: int
    attachment_mb: int
    types: tuple[str, ...]
    confidence: str
    verified_on: date | None
    note: Words
    counting: Counting = Counting.CHARACTERS

    @property
    def confirmed(self) -> bool:
        return self.confidence.startswith(CONFIRMED)

    def count(self, text: str) -> int:
        """The length of `text` as this channel counts it."""
        return self.counting.length(text)


@dataclass(frozen=True, slots=True)
class Reference:
    """Norms, figures, phones and channels together; nothing in it changes, a new edition is a new Reference."""

    norms: Mapping[str, Norm] = field(default_factory=lambda: MappingProxyType({}))
    figures: Mapping[str, Figure] = field(default_factory=lambda: MappingProxyType({}))
    phones: Mapping[str, Phone] = field(default_factory=lambda: MappingProxyType({}))
    channels: Mapping[str, ChannelLimit] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(
        cls,
        norms: Iterable[Norm] = (),
        figures: Iterable[Figure] = (),
        phones: Iterable[Phone] = (),
        channels: Iterable[ChannelLimit] = (),
    ) -> "Reference":
        """A reference of these entries; raises BadRules when two of a kind share an id."""
        return cls(_by_id(norms), _by_id(figures), _by_id(phones), _by_id(channels))

    def norm(self, norm_id: str) -> Norm:
        """The provision with this id; raises UnknownRule."""
        return _get(self.norms, norm_id)

    def figure(self, figure_id: str) -> Figure:
        """The figure with this id; raises UnknownRule."""
        return _get(self.figures, figure_id)

    def phone(self, phone_id: str) -> Phone:
        """The phone number with this id; raises UnknownRule."""
        return _get(self.phones, phone_id)

    def channel(self, channel_id: str) -> ChannelLimit:
        """The channel with this id; raises UnknownRule."""
        return _get(self.channels, channel_id)


T = TypeVar("T", Norm, Figure, Phone, ChannelLimit)


def _by_id(entries: Iterable[T]) -> Mapping[str, T]:
    listed = list(entries)
    found = {entry.id: entry for entry in listed}
    if len(found) != len(listed):
        raise BadRules("Two entries share one id.")
    return MappingProxyType(found)


def _get(entries: Mapping[str, T], entry_id: str) -> T:
    try:
        return entries[entry_id]
    except KeyError:
        raise UnknownRule(f"There is nothing called {entry_id!r} in the rulebook.") from None
