"""One time limit of the law, as data: what starts it, how long it runs, whom it binds, where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law.citations import NOT_RETRIEVED, cite_en, cite_zh
from law.errors import BadRules
from law.words import Words


class Effect(StrEnum):
    """How to speak of the end: a duty is overdue, a right_window closes, a threshold is reached, a retention ends."""

    DUTY = "duty"
    RIGHT_WINDOW = "right_window"
    THRESHOLD = "threshold"
    RETENTION = "retention"


class Direction(StrEnum):
    """Whether the count runs on from the trigger or back from it."""

    FORWARD = "forward"
    BACKWARD = "backward"


class Unit(StrEnum):
    """What is counted (民法典 art. 200; working days by the State Council's notices)."""

    HOUR = "hour"
    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    YEAR = "year"


class Bound(StrEnum):
    """Whose act the limit measures."""

    CONSUMER = "consumer"
    SELLER = "seller"
    PLATFORM = "platform"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Rule:
    """A time limit in one version; `family` ties the versions together.

    `roll` moves a last day that is a rest day to the next working day (民法典 art. 203).
    `article` writes a paragraph (款) as 25(1) and an item (项) as 16[4]; laws and articles are separated by ";".
    `number` is the text's own (总局令第121号), `verified_on` the day on which it was last read in its source.
    """

    id: str
    family: str
    stage: str
    effect: Effect
    direction: Direction
    name_zh: str
    name_en: str
    trigger_event: str
    amount: int
    unit: Unit
    roll: bool
    who_is_bound: Bound
    consequence: str
    source_law: str
    article: str
    effective_from: date | None
    effective_to: date | None
    confidence: str
    consequence_zh: str = ""
    trigger_zh: str = ""
    trigger_en: str = ""
    source_law_en: str = ""
    number: str = ""
    verified_on: date | None = None

    @property
    def confirmed(self) -> bool:
        """Whether the limit was read in its source; the others are editable defaults."""
        return self.confidence.startswith("confirmed")

    @property
    def published(self) -> bool:
        """Whether the rule's text could be read at all; a platform may keep its own to itself."""
        return self.article != NOT_RETRIEVED

    @property
    def citation_zh(self) -> str:
        """Such as 《消费者权益保护法》第25条第1款, or 平台未公布."""
        return cite_zh(self.source_law, self.article)

    @property
    def citation_en(self) -> str:
        """Such as "Civil Code, art. 188(2)", or "not published by the platform"."""
        return cite_en(self.source_law_en, self.article)

    def in_force(self, on: date) -> bool:
        """Whether this version applies on `on`; both ends belong to it."""
        after_start = self.effective_from is None or self.effective_from <= on
        return after_start and (self.effective_to is None or on <= self.effective_to)


def rule_from_row(
    row: Mapping[str, str], triggers: Mapping[str, tuple[str, str]], sources: Mapping[str, Words]
) -> Rule:
    """Read one line of rules.csv; raises BadRules naming the rule and the fault."""
    try:
        rule = _read(row, triggers, sources)
    except (KeyError, ValueError, TypeError, AttributeError) as fault:
        raise BadRules(f"Rule {row.get('id', '?')} can't be read: {fault}.") from fault
    _check(rule)
    return rule


def _read(row: Mapping[str, str], triggers: Mapping[str, tuple[str, str]], sources: Mapping[str, Words]) -> Rule:
    trigger_zh, trigger_en = triggers[row["trigger_event"]]
    return Rule(
        id=row["id"],
        family=row["family"],
        stage=row["stage"],
        effect=Effect(row["effect"]),
        direction=Direction(row["direction"]),
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        trigger_event=row["trigger_event"],
        amount=int(row["amount"]),
        unit=Unit(row["unit"]),
        roll={"yes": True, "no": False}[row["roll"]],
        who_is_bound=Bound(row["who_is_bound"]),
        consequence=row["consequence"],
        source_law=row["source_law"],
        article=row["article"],
        effective_from=_day(row["effective_from"]),
        effective_to=_day(row["effective_to"]),
        confidence=row["confidence"],
        consequence_zh=row["consequence_zh"],
        trigger_zh=trigger_zh,
        trigger_en=trigger_en,
        source_law_en="; ".join(sources[name].en for name in row["source_law"].split("; ")),
        number="、".join(sources[name].zh for name in row["source_law"].split("; ") if sources[name].zh),
        verified_on=_day(row["verified_on"]),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _check(rule: Rule) -> None:
    if rule.amount < 1:
        raise BadRules(f"Rule {rule.id} must count at least one {rule.unit}.")
    if rule.roll and (rule.unit in (Unit.HOUR, Unit.WORKING_DAY) or rule.direction is Direction.BACKWARD):
        raise BadRules(f"Rule {rule.id} can't roll: only forward days, months and years do.")
    if rule.effective_from and rule.effective_to and rule.effective_to < rule.effective_from:
        raise BadRules(f"Rule {rule.id} ends before it begins.")
