"""Playbooks: what each type of complaint asks, proves and may claim. Data in `playbooks/<kind>.toml`, one file a type.

A broken file stops the start (`complaints.checks`), so `get` trusts what it reads. How to add one: docs/playbooks.md.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

import law
from complaints.status import ClaimKind, Kind

FOLDER = Path(__file__).parent / "playbooks"
LONGEST_LABEL = 8  # characters that fit under a thumbnail at 360 px
_KEY = re.compile(r"[a-z][a-z_]{1,19}")
_FIELDS: Mapping[str, type] = {
    "platform_type": str, "claims": list, "title": dict, "describe": dict, "questions": list, "slots": list,
    "sources": list, "texts": dict,
}  # fmt: skip
_SLOT_WORDS = ("label", "hint", "proves")
_SLOT_TICKS = ("required", "perishable")


class Words(law.Words):
    """One text in both languages; `str()` gives the one the page is in."""

    __slots__ = ()

    def __str__(self) -> str:
        return self.spoken(get_language() or "zh")


@dataclass(frozen=True, slots=True)
class SlotSpec:
    """One piece of evidence that a type asks for: its name, how to photograph it, and what it proves."""

    key: str
    labels: Words
    hints: Words
    purposes: Words
    required: bool
    perishable: bool

    @property
    def label(self) -> str:
        return str(self.labels)

    @property
    def hint(self) -> str:
        return str(self.hints)

    @property
    def proves(self) -> str:
        """The purpose of proof (证明目的), as the exhibit list says it."""
        return str(self.purposes)


@dataclass(frozen=True, slots=True)
class Playbook:
    """All we know about one type. `slots` in the order to collect them: what may vanish first comes first.

    `sources` are the ids of the limits and provisions that its texts rest on, the most important first.
    """

    kind: Kind
    title: Words
    describe: Words
    questions: tuple[Words, ...]
    slots: tuple[SlotSpec, ...]
    claims: tuple[ClaimKind, ...]
    platform_type: str
    sources: tuple[str, ...]
    texts: Mapping[str, str]

    def slot(self, key: str) -> SlotSpec | None:
        """The slot called `key`, or None: after a change of type old evidence keeps its key."""
        return next((slot for slot in self.slots if slot.key == key), None)

    @property
    def required(self) -> tuple[SlotSpec, ...]:
        return tuple(slot for slot in self.slots if slot.required)

    @property
    def default_claim(self) -> ClaimKind:
        return self.claims[0]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file, where: `line` counts from 1, 0 when it can't be told."""

    file: str
    field: str
    line: int
    what: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.field}: {self.what}" if self.field else f"{place}: {self.what}"


@cache
def get(kind: str) -> Playbook:
    """The playbook of one of `status.Kind`. Raises ValueError for another word."""
    kind = Kind(kind)
    return _build(kind, tomllib.loads((FOLDER / f"{kind.value}.toml").read_text(encoding="utf-8")))


def everyone() -> tuple[Playbook, ...]:
    """All playbooks, in the order of `status.Kind`."""
    return tuple(get(kind) for kind in Kind)


def faults(folder: Path = FOLDER) -> list[Fault]:
    """Everything wrong with the files in `folder`: missing or unknown types, broken TOML, broken fields."""
    found = []
    known = {f"{kind.value}.toml" for kind in Kind}
    present = {path.name for path in folder.glob("*.toml")}
    found += [Fault(name, "", 0, "the file is missing") for name in sorted(known - present)]
    found += [Fault(name, "", 0, "no complaint type has this name") for name in sorted(present - known)]
    for name in sorted(known & present):
        text = (folder / name).read_text(encoding="utf-8")
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            found.append(Fault(name, "", int(line[1]) if line else 0, f"not valid TOML: {error}"))
        else:
            found += [Fault(name, field, _line(text, field), what) for field, what in _complaints_about(data)]
    return found


def _words(data: Mapping[str, str]) -> Words:
    return Words(data["zh"], data["en"])


def _build(kind: Kind, data: Mapping[str, Any]) -> Playbook:
    slots = tuple(
        SlotSpec(
            key=slot["key"],
            labels=_words(slot["label"]),
            hints=_words(slot["hint"]),
            purposes=_words(slot["proves"]),
            required=slot.get("required", False),
            perishable=slot.get("perishable", False),
        )
        for slot in data["slots"]
    )
    return Playbook(
        kind=kind,
        title=_words(data["title"]),
        describe=_words(data["describe"]),
        questions=tuple(_words(question) for question in data["questions"]),
        slots=slots,
        claims=tuple(ClaimKind(value) for value in data["claims"]),
        platform_type=data["platform_type"],
        sources=tuple(data["sources"]),
        texts=dict(data["texts"]),
    )


def _complaints_about(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Pairs of field and fault; a field inside a list is written `slots[2].label.zh`, counting from 0."""
    for field, kind in _FIELDS.items():
        if not isinstance(data.get(field), kind) or not data[field]:
            yield field, "is missing, empty or of the wrong kind"
    for field in data.keys() - _FIELDS.keys():
        yield field, "is not a field of a playbook"
    for field in ("title", "describe"):
        yield from _wordless(field, data.get(field))
    for index, question in enumerate(_list(data, "questions")):
        yield from _wordless(f"questions[{index}]", question)
    yield from _sources(_list(data, "sources"))
    yield from _claims(_list(data, "claims"))
    yield from _slots(_list(data, "slots"))


def _list(data: Mapping[str, Any], field: str) -> list[Any]:
    value = data.get(field)
    return value if isinstance(value, list) else []


def _wordless(field: str, value: Any) -> Iterator[tuple[str, str]]:
    for language in ("zh", "en"):
        text = value.get(language) if isinstance(value, dict) else None
        if not isinstance(text, str) or not text.strip():
            yield f"{field}.{language}", "the text is missing"


def _sources(values: list[Any]) -> Iterator[tuple[str, str]]:
    for index, value in enumerate(values):
        try:
            law.load().source(str(value))
        except law.UnknownRule:
            yield f"sources[{index}]", f"{value!r} is neither a time limit nor a provision of the law"


def _claims(values: list[Any]) -> Iterator[tuple[str, str]]:
    for index, value in enumerate(values):
        if value not in ClaimKind.values:
            yield f"claims[{index}]", f"{value!r} is not one of {', '.join(ClaimKind.values)}"
        elif value in values[:index]:
            yield f"claims[{index}]", f"{value!r} is named twice"


def _slots(values: list[Any]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for index, slot in enumerate(values):
        yield from _slot(f"slots[{index}]", slot if isinstance(slot, dict) else {}, seen)
    if values and not any(isinstance(slot, dict) and slot.get("required") is True for slot in values):
        yield "slots", "none is required"


def _slot(field: str, slot: Mapping[str, Any], seen: set[str]) -> Iterator[tuple[str, str]]:
    key = slot.get("key")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        yield f"{field}.key", "must be 2–20 small letters or underscores"
    elif key in seen:
        yield f"{field}.key", f"{key!r} is used twice"
    else:
        seen.add(key)
    for name in _SLOT_WORDS:
        yield from _wordless(f"{field}.{name}", slot.get(name))
    label = slot.get("label")
    if isinstance(label, dict) and len(str(label.get("zh", ""))) > LONGEST_LABEL:
        yield f"{field}.label.zh", f"is longer than {LONGEST_LABEL} characters"
    for name in _SLOT_TICKS:
        if not isinstance(slot.get(name, False), bool):
            yield f"{field}.{name}", "must be true or false"
    for name in slot.keys() - {"key", *_SLOT_WORDS, *_SLOT_TICKS}:
        yield f"{field}.{name}", "is not a field of a slot"


def _line(text: str, field: str) -> int:
    """The line of `field`, as near as a search finds it: its table's head, then the name inside it; 0 for nowhere."""
    head, _, rest = field.partition(".")
    head, _, index = head.rstrip("]").partition("[")
    rest = rest.partition(".")[0]
    lines = text.splitlines()
    heads = [n for n, line in enumerate(lines) if re.match(rf"\[?\[?{head}\b", line)]
    if not heads:
        return 0
    start = heads[min(int(index or 0), len(heads) - 1)]
    for n in range(start + 1, len(lines)):
        if lines[n].startswith("["):
            break
        if rest and re.match(rf"{rest}\b", lines[n]):
            return n + 1
    return start + 1
