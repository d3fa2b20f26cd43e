"""Reading the data that comes with the package into values of this floor."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from law.calendar import Calendar, SpecialDay, statutory_days
from law.errors import BadRules
from law.reference import CONFIDENCES, ChannelLimit, Counting, Figure, Norm, Phone, Reference
from law.rules import Rule, rule_from_row
from law.words import Words

Row = Mapping[str, str]


def rows(name: str) -> Iterator[dict[str, str]]:
    """The lines of one of this package's CSV files, by column."""
    text = files("law").joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(io.StringIO(text))


def words(row: Row, column: str) -> Words:
    """The text of `column`, which stands in two: `<column>_zh` and `<column>_en`."""
    return Words(row[f"{column}_zh"], row[f"{column}_en"])


def day(text: str) -> date | None:
    """An ISO day, None for an empty cell."""
    return date.fromisoformat(text) if text else None


@cache
def sources() -> Mapping[str, Words]:
    """By the Chinese name of each text of law: its English name (`en`) and its number (`zh`), such as 总局令第121号."""
    return {row["name_zh"]: Words(row["number"], row["name_en"]) for row in rows("sources.csv")}


def load_rules() -> tuple[Rule, ...]:
    """All rules of rules.csv, with the words for their triggers and sources."""
    return tuple(read_rule(row) for row in rows("rules.csv"))


def read_rule(row: Row) -> Rule:
    """One rule from a row with the columns of rules.csv; raises BadRules naming the rule and the fault."""
    return rule_from_row(row, _triggers(), sources())


@cache
def _triggers() -> Mapping[str, tuple[str, str]]:
    return {row["event"]: (row["zh"], row["en"]) for row in rows("triggers.csv")}


def load_calendar() -> Calendar:
    """Days off and make-up days of published years, festivals alone for the years after."""
    notices = [SpecialDay(date.fromisoformat(r["date"]), r["kind"] == "work", r["name"]) for r in rows("holidays.csv")]
    published = {special.day.year for special in notices}
    festivals = list(rows("festivals.csv"))
    baseline = [special for row in festivals if int(row["year"]) not in published for special in _statutory(row)]
    return Calendar([*notices, *baseline], published | {int(row["year"]) for row in festivals}, published)


def _statutory(row: Row) -> tuple[SpecialDay, ...]:
    names = ("new_year_eve", "qingming", "dragon_boat", "mid_autumn")
    return statutory_days(*(date.fromisoformat(row[name]) for name in names))


def load_reference() -> Reference:
    """Norms, figures, phones and channels of the package."""
    return Reference.of(
        map(read_norm, rows("norms.csv")),
        map(read_figure, rows("figures.csv")),
        map(read_phone, rows("phones.csv")),
        map(read_channel, rows("channels.csv")),
    )


def read_norm(row: Row) -> Norm:
    """One provision from a row of norms.csv."""
    law = row["source_law"]
    return Norm(
        row["id"], law, sources()[law].en, row["article"], words(row, "gist"), day(row["effective_from"]),
        day(row["effective_to"]), _confidence(row), day(row["verified_on"]), sources()[law].zh,
    )  # fmt: skip


def read_figure(row: Row) -> Figure:
    """One figure from a row of figures.csv."""
    return Figure(
        row["id"], Decimal(row["value"]), row["unit"], row["origin"], words(row, "name"), row["norm"], day(row["verified_on"])
    )  # fmt: skip


def read_phone(row: Row) -> Phone:
    """One number from a row of phones.csv."""
    return Phone(
        row["id"], row["number"], words(row, "name"), words(row, "source"), _confidence(row), day(row["verified_on"])
    )


def read_channel(row: Row) -> ChannelLimit:
    """One channel from a row of channels.csv; raises BadRules where the least is more than the most.

    A row without `counting` (published before there was such a column) is counted in characters.
    """
    least, most = int(row["min_chars"]), int(row["max_chars"])
    if not 0 < least <= most:
        raise BadRules(f"Channel {row['id']} takes {least} to {most} characters: that can't be.")
    return ChannelLimit(
        row["id"], words(row, "name"), least, most, int(row["attachments"] or 0), int(row["attachment_mb"] or 0),
        tuple(row["types"].split()), _confidence(row), day(row["verified_on"]), words(row, "note"),
        _counting(row),
    )  # fmt: skip


def _counting(row: Row) -> Counting:
    word = row.get("counting") or Counting.CHARACTERS.value
    if word not in tuple(Counting):
        raise BadRules(f"{row['id']}: {word!r} is not one of {', '.join(Counting)}.")
    return Counting(word)


def _confidence(row: Row) -> str:
    if not row["confidence"].startswith(CONFIDENCES):
        raise BadRules(f"{row['id']}: {row['confidence']!r} is not one of {', '.join(CONFIDENCES)}.")
    return row["confidence"]
