"""`python -m law explain` and `python -m law claim`: one answer each, for people and for other programs."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal

from law.calendar import CHINA
from law.claims import BadAmount, Claim, claim, kind
from law.commands_due import moment
from law.counting import Due
from law.errors import LawError, UnknownRule
from law.explain import explain_en, explain_zh
from law.rules import Rule
from law.snapshot import Law, load
from law.words import Words

AMOUNTS = ("paid", "loss", "price", "multiple")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_LONGEST = 60  # of what was typed, as far as a sentence repeats it


def explain(rule_id: str, trigger: str) -> str:
    """The counting in words, Chinese first, then English: the sentence, the article, both dates.

    `rule_id` is exact; a version that wasn't in force at the trigger is explained all the same, and says so.
    Raises LawError.
    """
    law = load()
    rule = law.rule(rule_id)
    due = law.due(rule, moment(trigger))
    doubt = _out_of_force(law, rule, due)
    dates = due.safe.isoformat(), due.latest.isoformat()
    chinese = [
        f"{rule.id} {rule.name_zh}", explain_zh(due, rule), f"依据：{rule.citation_zh}。",
        "稳妥的时间：{}；最晚的时间：{}。".format(*dates),
    ]  # fmt: skip
    english = [
        f"{rule.id} {rule.name_en}", explain_en(due, rule), f"Source: {rule.citation_en}.",
        "To be safe: {}; at the latest: {}.".format(*dates),
    ]  # fmt: skip
    if doubt:
        chinese.append(doubt.zh)
        english.append(doubt.en)
    return "\n".join((*chinese, "", *english))


def claim_json(kind_id: str, typed: Mapping[str, str | None]) -> str:
    """The amounts of one claim as a JSON object on one line, as strings of two decimals, and the article in Chinese.

    `typed` are the AMOUNTS as they were written, None where one was left out. Raises LawError naming the option.
    """
    one = kind(kind_id)
    given = {name: _decimal(name, text) for name, text in typed.items() if text is not None}
    if missing := [f"--{name}" for name in one.needs if name not in given]:
        raise LawError(f"The claim {one.id} needs {' and '.join(missing)}.")
    try:
        return json.dumps(_plain(claim(one.id, **given)), ensure_ascii=False)
    except BadAmount as fault:
        raise LawError(f"--{fault.fact} {_short(typed[fault.fact] or '')}: {fault}") from fault


def _plain(found: Claim) -> dict[str, str]:
    amounts = {"refund": found.refund, "added": found.added, "total": found.total}
    return {
        "kind": found.kind.id,
        **{name: f"{amount:.2f}" for name, amount in amounts.items()},
        "article": found.article.zh,
    }


def _decimal(name: str, text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise LawError(f"--{name} {_short(text)!r} isn't an amount such as 166.66.")
    return Decimal(text)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _out_of_force(law: Law, rule: Rule, due: Due) -> Words | None:
    """That this version wasn't in force on the day of the trigger, and which one was; None where it was."""
    day = due.trigger.astimezone(CHINA).date()
    if rule.in_force(day):
        return None
    if rule.effective_from and day < rule.effective_from:
        said = Words(
            f"注意：这一版从{rule.effective_from}起施行，{day}还没有施行。",
            f"Note: this version applies from {rule.effective_from}; on {day} it wasn't in force yet.",
        )
    else:
        said = Words(
            f"注意：这一版只施行到{rule.effective_to}，{day}已经不再适用。",
            f"Note: this version applied until {rule.effective_to}; on {day} it was no longer in force.",
        )
    try:
        other = law.rule_for(rule.family, on=day).id
    except UnknownRule:
        return said
    return Words(f"{said.zh}那天适用的是 {other}。", f"{said.en} The version of that day is {other}.")
