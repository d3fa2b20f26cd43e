"""Playbooks: what each type of complaint asks, proves and may claim. Data in `playbooks/<kind>.toml`, one file a type.

A broken file stops the start (`complaints.checks`), so `get` trusts what it reads. How to add one: docs/playbooks.md.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from complaints.playbook import Fact, Option, Playbook, Proposition, Risk, SlotSpec, Way, When, Words, holds
from complaints.playbook_conditions import NO, YES, FactKind, listed
from complaints.playbook_schema import faults_in
from complaints.status import ClaimKind, Kind

__all__ = [
    "Fact",
    "Fault",
    "Option",
    "Playbook",
    "Proposition",
    "Risk",
    "SlotSpec",
    "Way",
    "When",
    "Words",
    "choices",
    "everyone",
    "faults",
    "get",
    "holds",
    "load",
    "names",
]

_NAME = re.compile(r"[a-z][a-z_]{0,19}")
_REQUIRED_BY = 2  # what lists count as required: all that the platform, stage 2, will want to see


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file, where: `line` counts from 1, 0 where the whole file is meant."""

    file: str
    field: str
    line: int
    what: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.field}: {self.what}" if self.field else f"{place}: {self.what}"


def get(kind: str) -> Playbook:
    """The playbook of one type. Raises ValueError for a word that no file is named after."""
    if kind not in names():
        raise ValueError(kind)
    return _read(_folder(), str(kind))


def names() -> tuple[str, ...]:
    """The types: those that rules of the house know by name in the order of `status.Kind`, then every other file."""
    return _names(_folder())


def choices() -> list[tuple[str, str]]:
    """The types with their titles in the page's language, as a form shows them."""
    return [(book.name, str(book.title)) for book in everyone()]


def _folder() -> Path:
    return Path(settings.PLAYBOOKS)


@cache
def _names(folder: Path) -> tuple[str, ...]:
    present = {path.stem for path in folder.glob("*.toml")}
    known = [kind.value for kind in Kind if kind in present]
    return (*known, *sorted(present - set(known)))


@cache
def _read(folder: Path, name: str) -> Playbook:
    return load(folder / f"{name}.toml")


def load(path: Path) -> Playbook:
    """The playbook in the file `path`, of the type that the file is named after. It must be whole: see `faults`."""
    return _build(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))


def everyone() -> tuple[Playbook, ...]:
    """All playbooks, in the order of `names`."""
    return tuple(get(name) for name in names())


def faults(folder: Path | None = None) -> list[Fault]:
    """Everything wrong with the files in `folder`: missing, badly named, broken."""
    folder = folder or _folder()
    known = {f"{kind}.toml" for kind in Kind.values}
    present = {path.name for path in folder.glob("*.toml")}
    found = [Fault(name, "", 0, "the file is missing") for name in sorted(known - present)]
    strange = "a type is named with small letters and _, at most 20: cases keep the word"
    named = {name for name in present if _NAME.fullmatch(name.removesuffix(".toml"))}
    found += [Fault(name, "", 0, strange) for name in sorted(present - named)]
    for name in sorted(named):
        found += [Fault(name, field, line, what) for line, field, what in faults_in((folder / name).read_bytes())]
    return found


def _build(name: str, data: Mapping[str, Any]) -> Playbook:
    propositions = tuple(_proposition(row) for row in data["propositions"])
    required = set(_usual(propositions))
    return Playbook(
        name=name,
        title=_words(data["title"]),
        describe=_words(data["describe"]),
        facts=tuple(_fact(row) for row in data["facts"]),
        slots=tuple(_slot(row, required=row["key"] in required) for row in data["slots"]),
        propositions=propositions,
        risks=tuple(Risk(_words(row["says"]), _when(row), tuple(row["sources"])) for row in data["risks"]),
        claims=tuple(ClaimKind(value) for value in data["claims"]),
        platform_type=data["platform_type"],
        sources=tuple(data["sources"]),
        texts=dict(data["texts"]),
    )


def _usual(propositions: Iterable[Proposition]) -> Iterator[str]:
    """The slots that usually show what every case must show in the first two stages."""
    for one in propositions:
        if one.stage <= _REQUIRED_BY and not one.claims and not one.when:
            yield from one.accepts[0]


def _words(data: Mapping[str, str]) -> Words:
    return Words(data["zh"], data["en"])


def _when(row: Mapping[str, Any]) -> tuple[When, ...]:
    return tuple(When(one["fact"], tuple(listed(one["is"]))) for one in listed(row.get("when", [])))


def _fact(row: Mapping[str, Any]) -> Fact:
    letter, kind = row.get("letter", {}), FactKind(row["kind"])
    plain = {YES if kind is FactKind.YES_NO else "": letter}
    return Fact(
        key=row["key"],
        kind=kind,
        ask=_words(row["ask"]),
        why=_words(row["why"]),
        options=tuple(Option(key, _words(words)) for key, words in _options(row, kind)),
        when=_when(row),
        letters=letter if isinstance(letter, dict) else plain,
        ahead=row.get("ahead", False),
    )


def _options(row: Mapping[str, Any], kind: FactKind) -> Iterator[tuple[str, Mapping[str, str]]]:
    if kind is FactKind.YES_NO:
        yield from ((answer, row[answer]) for answer in (YES, NO))
    for option in row.get("options", ()):
        yield option["key"], option


def _slot(row: Mapping[str, Any], *, required: bool) -> SlotSpec:
    return SlotSpec(
        key=row["key"],
        labels=_words(row["label"]),
        hints=_words(row["hint"]),
        wanted=_words(row["wanted"]),
        purposes=_words(row["proves"]),
        required=required,
        perishable=row.get("perishable", False),
        photographed=row.get("photographed", False),
    )


def _proposition(row: Mapping[str, Any]) -> Proposition:
    return Proposition(
        key=row["key"],
        says=_words(row["says"]),
        accepts=tuple(tuple(way) for way in row["accepts"]),
        weight=row["weight"],
        stage=row["stage"],
        claims=frozenset(ClaimKind(value) for value in row.get("claims", ())),
        when=_when(row),
        instead=tuple(Way(tuple(way["slots"]), _when(way)) for way in row.get("instead", ())),
    )
