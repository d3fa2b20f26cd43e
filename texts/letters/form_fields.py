"""Foreign forms field by field, in their own order: what to put where, and how much fits."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from law import Words
from law.reference import CONFIRMED, Counting
from texts.letters.composing import compose
from texts.letters.cutting import clip
from texts.letters.facts import Facts
from texts.letters.recipes import recipe_of
from texts.letters.templates import render
from texts.letters.values import names_of, values_of
from texts.packaged import rows

LETTER, BY_HAND = "text", "by hand"
OWN_FIELD = {"claims": "want"}
"""Fields that say what a block of the letter would say again; then the letter leaves the block out."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a foreign form: what goes into it, and how long that is as the form counts.

    `limit` is None where the form's is unknown. `missing` says that it must be filled and can't be yet, or that its text
    has blanks. `by_hand` is what is typed there alone and never kept here. `measured` is False where the form's field
    was taken from descriptions, not looked at.
    """

    key: str
    label: Words
    text: str
    limit: int | None
    count: int
    missing: bool
    by_hand: bool
    measured: bool
    dropped: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class _Spec:
    key: str
    label: Words
    template: str
    limit: int | None
    required: bool
    measured: bool


def fields(channel: str, facts: Facts, limit: int, *, counting: Counting = Counting.CHARACTERS) -> list[Field]:
    """The fields of the channel's form, filled; `limit` is that of the long text. Raises KeyError for an unknown one."""
    leaves_out = recipe_of(channel).leaves_out
    values = values_of(facts, leaves_out) | names_of(facts, None, counting)
    values["respondent"] = values["respondent"] or values["shop"]
    apart = [OWN_FIELD[spec.key] for spec in _specs()[channel] if spec.key in OWN_FIELD]
    return [
        _letter(spec, channel, facts, limit, counting, apart) if spec.key == LETTER else _short(spec, values, counting)
        for spec in _specs()[channel]
    ]


def _letter(spec: _Spec, channel: str, facts: Facts, limit: int, counting: Counting, apart: list[str]) -> Field:
    found = compose(channel, facts, limit, counting=counting, without=apart)
    return Field(
        spec.key, spec.label, found.text, limit, found.count, bool(found.missing), False, spec.measured, found.dropped
    )


def _short(spec: _Spec, values: Mapping[str, str], counting: Counting) -> Field:
    by_hand = spec.template == BY_HAND
    segments = None if by_hand else render(spec.template, values, (), {})
    text = "".join(segment.text for segment in segments or ())
    if spec.limit is not None:
        text = clip(text, spec.limit, counting)
    missing = spec.required and not text and not by_hand
    return Field(spec.key, spec.label, text, spec.limit, counting.length(text), missing, by_hand, spec.measured)


@cache
def _specs() -> Mapping[str, tuple[_Spec, ...]]:
    found: dict[str, list[_Spec]] = {}
    for row in rows("texts.letters", "fields.csv"):
        spec = _Spec(
            row["key"], Words(row["label_zh"], row["label_en"]), row["template"],
            int(row["limit"]) if row["limit"] else None, row["required"] == "yes", row["source"] == CONFIRMED,
        )  # fmt: skip
        found.setdefault(row["channel"], []).append(spec)
    return {channel: tuple(specs) for channel, specs in found.items()}
