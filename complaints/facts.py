"""The facts a playbook asks: which questions are due, what was answered, what letters say of it.

Answers live in `Complaint.answers` (see `complaints.answers`) under `fact.<key>`: the key of an option, "yes", "no" or
"unsure", a text, a number, or a day as 2026-11-20. What was answered stays when the type changes; what the new type
doesn't ask, or can't read, counts as not answered.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from complaints.models import Complaint
from complaints.playbook_conditions import NO, SAFETY, UNSURE, VALUE, YES, FactKind, blanks
from complaints.playbooks import Fact, Playbook, get, holds

LONGEST = 80
"""Characters of an answer in words: it becomes part of a sentence."""
MOST = 99_999
_ENDS = "。．.！!？?；;，,、 　"


def key_of(fact: Fact) -> str:
    """Under which key the answer is kept."""
    return f"fact.{fact.key}"


def asked(book: Playbook, answers: Mapping[str, Any], *, safety: bool = False) -> tuple[Fact, ...]:
    """The questions due now, in the order of the file: those without a condition, and those whose condition holds.

    A condition on a question that isn't due itself doesn't hold, whatever was once answered to it.
    """
    due, told = [], _begun(safety)
    for fact in book.facts:  # what a fact depends on is asked before it: the schema check holds that
        if holds(fact.when, told):
            due.append(fact)
            if answer := _read(fact, answers.get(key_of(fact))):
                told[fact.key] = answer
    return tuple(due)


def known(complaint: Complaint) -> dict[str, str]:
    """What was answered to the questions that are due, by key, and under "safety" whether somebody was or could be hurt."""
    told = _begun(complaint.safety)
    for fact in asked(get(complaint.kind), complaint.answers, safety=complaint.safety):
        if answer := _read(fact, complaint.answers.get(key_of(fact))):
            told[fact.key] = answer
    return told


def told(complaint: Complaint) -> dict[str, str]:
    """By key what letters say of each answered fact: a part of a Chinese sentence, without a full stop.

    「不符之处在尺寸或重量方面」. Answers that no letter tells, such as "not sure", are left out. A part that names another fact,
    「商品页面上写的是「{stated}」」, stands in that one's place, and says nothing where that one isn't answered.
    """
    answered = known(complaint)
    facts = {fact.key: fact for fact in get(complaint.kind).facts if fact.key in answered}
    spoken = {key: _spoken(fact, answered[key]) for key, fact in facts.items()}
    parts = dict.fromkeys(facts, "")
    for key, fact in facts.items():
        letter = _letter(fact, answered[key])
        if letter and (names := blanks(letter) - {VALUE}) <= spoken.keys():
            parts[min(names, key=list(facts).index, default=key)] = letter.format(value=spoken[key], **spoken)
    return {key: part for key, part in parts.items() if part}


def _begun(safety: bool) -> dict[str, str]:
    return {SAFETY: YES if safety else NO}


def _read(fact: Fact, answer: Any) -> str:
    """The answer as it counts, "" where there is none or another type meant something else by the key."""
    text = " ".join(str(answer or "").split())
    match fact.kind:
        case FactKind.YES_NO:
            return text if text in (YES, NO, UNSURE) else ""
        case FactKind.CHOICE:
            return text if text == UNSURE or any(option.key == text for option in fact.options) else ""
        case FactKind.NUMBER:
            return text if text.isascii() and text.isdecimal() and len(text) < len(str(MOST)) + 1 else ""
        case FactKind.DAY:
            return text if day_of(text) else ""
    return text[:LONGEST]


def day_of(text: str) -> date | None:
    """The day written as 2026-11-20, or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _letter(fact: Fact, answer: str) -> str:
    """What letters say of this answer, its blanks unfilled; "" where they say nothing."""
    return fact.letters.get(answer) or (fact.letters.get("", "") if answer != UNSURE or not fact.options else "")


def _spoken(fact: Fact, answer: str) -> str:
    """The answer as a Chinese sentence takes it: an option by its words, a day as 2026年11月20日, words without an end."""
    if day := day_of(answer) if fact.kind is FactKind.DAY else None:
        return f"{day.year}年{day.month}月{day.day}日"
    words = {option.key: option.words.zh for option in fact.options}
    return words.get(answer) or answer.strip(_ENDS).replace("「", "『").replace("」", "』")
