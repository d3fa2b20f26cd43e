"""What may be wrong with the facts a playbook asks, and with conditions on them."""

import string
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from complaints.playbook_lines import Path

Found = Iterator[tuple[Path, str]]

YES, NO, UNSURE = "yes", "no", "unsure"
SAFETY = "safety"
VALUE = "value"
"""The blank of a letter for the answer itself."""
"""What every condition may ask besides the type's own facts: whether somebody was or could be hurt."""
_FULL_STOPS = "。！？!?；;"


class FactKind(StrEnum):
    """How a fact is answered. Only the first two have answers that a condition can name."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    TEXT = "text"
    DAY = "day"
    NUMBER = "number"


Answers = Mapping[str, tuple[str, ...]]
"""By the key of each fact the answers that a condition may name, in the order of the file."""


def answers_of(facts: Sequence[Any]) -> dict[str, tuple[str, ...]]:
    """The facts that a condition may ask, with their answers; what is broken is left out."""
    found: dict[str, tuple[str, ...]] = {SAFETY: (YES, NO)}
    for fact in facts:
        if isinstance(fact, dict) and isinstance(fact.get("key"), str):
            found[fact["key"]] = _named_answers(fact)
    return found


def _named_answers(fact: Mapping[str, Any]) -> tuple[str, ...]:
    if fact.get("kind") == FactKind.YES_NO:
        return (YES, NO, UNSURE)
    if fact.get("kind") != FactKind.CHOICE:
        return ()
    options = fact.get("options")
    keys = [option.get("key") for option in options if isinstance(option, dict)] if isinstance(options, list) else []
    return (*(str(key) for key in keys), UNSURE)


def listed(value: Any) -> list[Any]:
    """One condition or several, as a list."""
    return value if isinstance(value, list) else [value]


def broken_when(path: Path, value: Any, answers: Answers) -> Found:
    """What is wrong with `when`: a table, or a list of tables that must all hold."""
    several = isinstance(value, list)
    if several and not value:
        yield path, "is empty; leave it out"
    for place, condition in enumerate(listed(value)):
        here = (*path, place) if several else path
        if not isinstance(condition, dict) or condition.keys() != {"fact", "is"}:
            yield here, 'must look like { fact = "used", is = "yes" }'
        else:
            yield from _broken_condition(here, condition["fact"], listed(condition["is"]), answers)


def _broken_condition(path: Path, fact: Any, wanted: list[Any], answers: Answers) -> Found:
    if not isinstance(fact, str) or fact not in answers:
        yield (*path, "fact"), f"{fact!r} is not a fact of this type"
    elif not answers[fact]:
        yield (*path, "fact"), f"{fact!r} has no answers to choose from, so nothing can depend on it"
    elif not wanted:
        yield (*path, "is"), "names no answer"
    else:
        for answer in wanted:
            if answer not in answers[fact]:
                yield (*path, "is"), f"{answer!r} is not an answer to {fact!r}: {', '.join(answers[fact])}"


def broken_order(facts: Sequence[Any]) -> Found:
    """Facts that depend on themselves in a circle, or on one that is asked only after them."""
    order = [fact["key"] for fact in facts if isinstance(fact, dict) and isinstance(fact.get("key"), str)]
    needs = {fact["key"]: _needed(fact) for fact in facts if isinstance(fact, dict) and fact.get("key") in order}
    for place, fact in enumerate(facts):
        key = fact.get("key") if isinstance(fact, dict) else None
        if not isinstance(key, str) or key not in needs:
            continue
        if circle := _circle(key, needs):
            yield ("facts", place, "when"), f"goes round in a circle: {' → '.join(circle)}"
        else:
            for other in needs[key]:
                if other in order[place + 1 :]:
                    yield ("facts", place, "when"), f"{other!r} is asked after it"


def _needed(fact: Mapping[str, Any]) -> list[str]:
    conditions = listed(fact.get("when", []))
    return [str(one.get("fact")) for one in conditions if isinstance(one, dict)]


def _circle(start: str, needs: Mapping[str, list[str]]) -> list[str]:
    """The way from `start` back to it, or nothing."""
    ways = [[start]]
    while ways:
        way = ways.pop()
        for other in needs.get(way[-1], ()):
            if other == start:
                return [*way, start]
            if other not in way:
                ways.append([*way, other])
    return []


def broken_letter(path: Path, fact: Mapping[str, Any], answers: Answers, earlier: Collection[str]) -> Found:
    """What is wrong with what letters say of a fact: one text with {value}, or one for each answer; it may name `earlier`
    facts in words.
    """
    letter, kind = fact["letter"], fact.get("kind")
    if isinstance(letter, dict) and kind in (FactKind.YES_NO, FactKind.CHOICE):
        for answer, text in letter.items():
            if answer not in answers.get(str(fact.get("key")), ()) or answer == UNSURE:
                yield (*path, answer), "is not an answer that a letter can tell"
            yield from broken_part((*path, answer), text, {VALUE if kind == FactKind.CHOICE else "", *earlier} - {""})
    elif isinstance(letter, str):
        yield from broken_part(path, letter, {VALUE if kind != FactKind.YES_NO else "", *earlier} - {""})
        if kind in (FactKind.TEXT, FactKind.DAY, FactKind.NUMBER) and "{value}" not in letter:
            yield path, "must say {value}"
    else:
        yield path, "must be a text, or a table of texts by answer where there are answers"


def blanks(text: str) -> set[str]:
    """The names of the blanks in braces; raises ValueError for a brace without its other half."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def broken_part(path: Path, text: Any, allowed: set[str]) -> Found:
    """A part of a sentence: not empty, no full stop, only the blanks it may have."""
    if not isinstance(text, str) or not text.strip():
        yield path, "the text is missing"
        return
    if text.strip()[-1] in _FULL_STOPS:
        yield path, "is a part of a sentence: leave out the full stop"
    yield from broken_blanks(path, text, allowed)


def broken_blanks(path: Path, text: str, allowed: set[str]) -> Found:
    """Blanks in braces that nobody fills, and braces that are no blanks."""
    try:
        names = sorted(blanks(text))
    except ValueError:
        yield path, "has a brace without its other half"
        return
    for name in names:
        if name not in allowed:
            yield path, f"{{{name}}} is not known here" + (f"; known: {', '.join(sorted(allowed))}" if allowed else "")
