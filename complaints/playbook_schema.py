"""What may be wrong with a playbook's file, each fault with its place. `faults_in(file)` is asked before every start."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import law
from complaints.playbook_conditions import (
    NO,
    SAFETY,
    UNSURE,
    YES,
    Answers,
    FactKind,
    Found,
    answers_of,
    broken_blanks,
    broken_letter,
    broken_order,
    broken_when,
)
from complaints.playbook_lines import Lines, Path
from complaints.status import ClaimKind

LONGEST_LABEL = 8  # characters that fit under a thumbnail at 360 px
LONGEST_TEXT = 120  # characters: the sentence must leave room for the rest of the smallest form
HEAVIEST, STAGES = 5, (1, 2, 3)
BLANKS = {"goods", "shop", "placed"}
"""What a text of a channel may hold in braces: the goods' name, the shop's name, the day of the order."""
UNFIT: Mapping[str, tuple[str, ...]] = {
    "seller": ("举报", "投诉", "起诉", "曝光", "处罚"),
    "platform": ("举报", "处罚", "查处", "曝光"),
    "complaint": ("举报", "处罚", "查处", "罚款", "立案", "没收"),
    "report": ("赔偿", "诉求", "请求", "要求退", "要求赔", "调解", "投诉"),
    "association": ("举报", "处罚", "查处", "罚款", "曝光"),
}
"""The channels of `[texts]`, and the words that belong to another one: a report asks for nothing, a complaint punishes
nobody, a seller isn't threatened."""
_KEY = re.compile(r"[a-z][a-z_]{1,19}")
_FIELDS: Mapping[str, type] = {
    "platform_type": str, "claims": list, "sources": list, "title": dict, "describe": dict, "texts": dict,
    "facts": list, "slots": list, "propositions": list, "risks": list,
}  # fmt: skip
_FACT = {"key", "kind", "ask", "why", "options", YES, NO, "ahead", "when", "letter"}
_SLOT_WORDS = ("label", "hint", "wanted", "proves")
_SLOT_TICKS = ("perishable", "photographed")
_SLOT = {"key", *_SLOT_TICKS, *_SLOT_WORDS}
_PROPOSITION = {"key", "says", "accepts", "instead", "weight", "stage", "claims", "when"}
_WAY = {"slots", "when"}
_RISK = {"says", "when", "sources"}


def faults_in(written: bytes) -> Iterator[tuple[int, str, str]]:
    """Line (from 1), field (`slots[2].label.zh`, members of lists counted from 0) and fault, as the file is read."""
    try:
        text = written.decode()
    except UnicodeDecodeError as error:
        yield written.count(b"\n", 0, error.start) + 1, "", "is not UTF-8; save it as UTF-8"
        return
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        yield int(line[1]) if line else text.count("\n") + 1, "", f"not valid TOML: {error}"
        return
    lines = Lines(text)
    found = sorted((lines.of(path), _named(path), what) for path, what in _faults(data))
    yield from dict.fromkeys(found)


def _named(path: Path) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def _faults(data: Mapping[str, Any]) -> Found:
    for field, kind in _FIELDS.items():
        if not isinstance(data.get(field), kind) or not data[field]:
            yield (field,), "is missing, empty or of the wrong kind"
    for field in data.keys() - _FIELDS.keys():
        yield (field,), "is not a field of a playbook"
    whole = {field: data[field] if isinstance(data.get(field), kind) else kind() for field, kind in _FIELDS.items()}
    answers = answers_of(whole["facts"])
    for field in ("title", "describe"):
        if whole[field]:
            yield from _wordless((field,), whole[field])
    yield from _sources(("sources",), whole["sources"])
    yield from _claims(("claims",), whole["claims"])
    yield from _texts(whole["texts"])
    yield from _facts(whole["facts"], answers)
    yield from _slots(whole["slots"])
    slots = {str(slot.get("key")) for slot in whole["slots"] if isinstance(slot, dict)}
    yield from _propositions(whole["propositions"], slots, whole["claims"], answers)
    for path, risk in _rows("risks", whole["risks"]):
        yield from _unknown(path, risk, _RISK, "risk")
        yield from _wordless((*path, "says"), risk.get("says"))
        yield from _conditional(path, risk, answers)
        yield from _sources((*path, "sources"), risk.get("sources"))


def _rows(field: str, rows: list[Any]) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """The tables of a list with their places; what is no table counts as an empty one."""
    for place, row in enumerate(rows):
        yield (field, place), row if isinstance(row, dict) else {}


def _unknown(path: Path, row: Mapping[str, Any], known: set[str], what: str) -> Found:
    for name in sorted(row.keys() - known):
        yield (*path, name), f"is not a field of a {what}"


def _wordless(path: Path, value: Any) -> Found:
    for language in ("zh", "en"):
        text = value.get(language) if isinstance(value, dict) else None
        if not isinstance(text, str) or not text.strip():
            yield (*path, language), "the text is missing"


def _conditional(path: Path, row: Mapping[str, Any], answers: Answers) -> Found:
    if "when" in row:
        yield from broken_when((*path, "when"), row["when"], answers)


def _keyed(path: Path, row: Mapping[str, Any], seen: set[str]) -> Found:
    key = row.get("key")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        yield (*path, "key"), "must be 2–20 small letters or underscores"
    elif key in seen:
        yield (*path, "key"), f"{key!r} is used twice"
    else:
        seen.add(key)


def _sources(path: Path, values: Any) -> Found:
    if not isinstance(values, list) or not values:
        if path != ("sources",):
            yield path, "name at least one limit or provision it rests on"
        return
    for place, value in enumerate(values):
        try:
            law.load().source(str(value))
        except law.UnknownRule:
            yield (*path, place), f"{value!r} is neither a time limit nor a provision of the law"


def _claims(path: Path, values: Any, offered: list[Any] | None = None) -> Found:
    for place, value in enumerate(values if isinstance(values, list) else ()):
        if value not in ClaimKind.values:
            yield (*path, place), f"{value!r} is not one of {', '.join(ClaimKind.values)}"
        elif value in values[:place]:
            yield (*path, place), f"{value!r} is named twice"
        elif offered is not None and value not in offered:
            yield (*path, place), f"{value!r} can't be asked for in this type"
    if not isinstance(values, list):
        yield path, "must be a list"


def _texts(texts: Mapping[str, Any]) -> Found:
    for channel in sorted(texts.keys() - UNFIT.keys()):
        yield ("texts", channel), f"is not one of {', '.join(UNFIT)}"
    for channel, unfit in UNFIT.items() if texts else ():
        text, path = texts.get(channel), ("texts", channel)
        if not isinstance(text, str) or not text.strip():
            yield path, "the text is missing"
            continue
        yield from broken_blanks(path, text, BLANKS)
        if not text.endswith("。") or len(text) > LONGEST_TEXT:
            yield path, f"must be one sentence of at most {LONGEST_TEXT} characters that ends with 。"
        for word in unfit:
            if word in text:
                yield path, f"「{word}」 belongs to another channel"


def _in_words(facts: list[Any]) -> set[str]:
    """The keys of the facts that are answered in words."""
    return {str(fact.get("key")) for fact in facts if isinstance(fact, dict) and fact.get("kind") == FactKind.TEXT}


def _facts(facts: list[Any], answers: Answers) -> Found:
    seen = {SAFETY}
    for path, fact in _rows("facts", facts):
        yield from _keyed(path, fact, seen)
        yield from _unknown(path, fact, _FACT, "fact")
        for name in ("ask", "why"):
            yield from _wordless((*path, name), fact.get(name))
        if fact.get("kind") not in list(FactKind):
            yield (*path, "kind"), f"must be one of {', '.join(FactKind)}"
        yield from _options(path, fact)
        for name in (YES, NO):
            if fact.get("kind") == FactKind.YES_NO:
                yield from _wordless((*path, name), fact.get(name))
            elif name in fact:
                yield (*path, name), "only a yes-or-no question has it"
        if "ahead" in fact and (fact.get("kind") != FactKind.DAY or not isinstance(fact["ahead"], bool)):
            yield (*path, "ahead"), "must be true or false, and only a day has it"
        yield from _conditional(path, fact, answers)
        if "letter" in fact:
            yield from broken_letter((*path, "letter"), fact, answers, _in_words(facts[: int(path[-1])]))
    yield from broken_order(facts)


def _options(path: Path, fact: Mapping[str, Any]) -> Found:
    here, options = (*path, "options"), fact.get("options", [])
    if fact.get("kind") != FactKind.CHOICE:
        if "options" in fact:
            yield here, "only a choice has options"
        return
    if not isinstance(options, list) or len(options) < 2:
        yield here, "a choice needs two options at least"
        return
    seen = {UNSURE}  # offered by itself
    for place, option in enumerate(options):
        row = option if isinstance(option, dict) else {}
        yield from _keyed((*here, place), row, seen)
        yield from _unknown((*here, place), row, {"key", "zh", "en"}, "option")
        yield from _wordless((*here, place), row)


def _slots(slots: list[Any]) -> Found:
    seen: set[str] = set()
    for path, slot in _rows("slots", slots):
        yield from _keyed(path, slot, seen)
        yield from _unknown(path, slot, _SLOT, "slot")
        for name in _SLOT_WORDS:
            yield from _wordless((*path, name), slot.get(name))
        label = slot.get("label")
        if isinstance(label, dict) and len(str(label.get("zh", ""))) > LONGEST_LABEL:
            yield (*path, "label", "zh"), f"is longer than {LONGEST_LABEL} characters"
        for tick in _SLOT_TICKS:
            if not isinstance(slot.get(tick, False), bool):
                yield (*path, tick), "must be true or false"
    if slots and not (isinstance(slots[0], dict) and slots[0].get("perishable") is True):
        yield ("slots", 0), "what may vanish comes first"


def _propositions(rows: list[Any], slots: set[str], offered: list[Any], answers: Answers) -> Found:
    seen: set[str] = set()
    for path, row in _rows("propositions", rows):
        yield from _keyed(path, row, seen)
        yield from _unknown(path, row, _PROPOSITION, "proposition")
        yield from _wordless((*path, "says"), row.get("says"))
        yield from _accepts((*path, "accepts"), row.get("accepts"), slots)
        yield from _instead((*path, "instead"), row.get("instead", []), slots, answers)
        for name, top in (("weight", HEAVIEST), ("stage", STAGES[-1])):
            number = row.get(name)
            if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= top:
                yield (*path, name), f"must be a whole number from 1 to {top}"
        yield from _claims((*path, "claims"), row.get("claims", []), offered)
        yield from _conditional(path, row, answers)
    plain = [r for r in rows if isinstance(r, dict) and r.get("stage") == 1 and not r.get("claims") and "when" not in r]
    if rows and not plain:
        yield ("propositions",), "nothing is to be shown at stage 1"


def _accepts(path: Path, ways: Any, slots: set[str]) -> Found:
    whole = (
        [[str(slot) for slot in way] for way in ways if isinstance(way, list) and way] if isinstance(ways, list) else []
    )
    if not whole or len(whole) != len(ways):
        yield path, "nobody can show it: each way needs the slots that together are enough"
    for place, way in enumerate(ways if isinstance(ways, list) else ()):
        for slot in way if isinstance(way, list) else ():
            if str(slot) not in slots:
                yield (*path, place), f"{slot!r} is not a slot of this type"
    for place, way in enumerate(whole):
        if any(set(other) <= set(way) for number, other in enumerate(whole) if number != place):
            yield (*path, place), "asks for more than another way that is enough"


def _instead(path: Path, ways: Any, slots: set[str], answers: Answers) -> Found:
    """Ways that count only where something was told: `{ slots = ["replay"], when = { fact = "where_said", is = "live" } }`."""
    if not isinstance(ways, list):
        yield path, "must be a list of ways"
        return
    for place, way in enumerate(ways):
        if not isinstance(way, dict) or way.keys() != _WAY:
            yield (*path, place), 'must look like { slots = ["replay"], when = { fact = "where_said", is = "live" } }'
            continue
        yield from _accepts((*path, place, "slots"), [way["slots"]], slots)
        yield from broken_when((*path, place, "when"), way["when"], answers)
