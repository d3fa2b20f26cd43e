"""The strip calendar behind a date: whole weeks from the trigger to the end, each day with its number and its mark."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext, pgettext_lazy

from escalation.models import Deadline, Whose
from law import CHINA, Calendar, DayKind, Rule

DAY, WEEK = timedelta(days=1), timedelta(days=7)
MOST_WEEKS = 10
SHORTEST = 4
"""Characters that a day's cell has room for."""

TRIGGERS: dict[str, Promise] = {
    "goods_received_signed": pgettext_lazy("calendar", "signed for"),
    "order_paid": pgettext_lazy("calendar", "paid"),
    "aftersale_submitted": pgettext_lazy("calendar", "applied"),
    "seller_refused": pgettext_lazy("calendar", "refused"),
    "platform_intervention_opened": pgettext_lazy("calendar", "stepped in"),
    "authority_received_complaint": pgettext_lazy("calendar", "arrived"),
    "authority_received_report": pgettext_lazy("calendar", "arrived"),
    "complaint_accepted": pgettext_lazy("calendar", "accepted"),
    "council_accepted_complaint": pgettext_lazy("calendar", "accepted"),
    "knew_or_should_know_infringement": pgettext_lazy("calendar", "learned"),
    "mediation_agreement_effective": pgettext_lazy("calendar", "in effect"),
}
"""What the day says from which a limit counts, short enough for a cell; by the rule's trigger."""

FESTIVALS: dict[str, Promise] = {
    "元旦": pgettext_lazy("festival", "New Year"),
    "春节": pgettext_lazy("festival", "Spring Festival"),
    "清明节": pgettext_lazy("festival", "Qingming"),
    "劳动节": pgettext_lazy("festival", "Labour Day"),
    "端午节": pgettext_lazy("festival", "Dragon Boat Festival"),
    "中秋节": pgettext_lazy("festival", "Mid-Autumn Festival"),
    "国庆节": pgettext_lazy("festival", "National Day"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One day. `look` is its part in the count (start, count, due, latest, off or ""), `mark` off, work or "".

    `named`: the label says the month too.
    """

    day: date
    label: str
    look: str
    mark: str
    name: str
    words: tuple[str, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Days in a row with one mark: a festival's days off, or days worked in exchange (`name` is then empty)."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Strip:
    """Weeks from Monday to Sunday. `shortened`: a long count, of which only the last weeks are shown."""

    weeks: list[list[Cell]]
    off: list[Run]
    work: list[Run]
    shortened: bool

    @property
    def first(self) -> date:
        return self.weeks[0][0].day

    @property
    def last(self) -> date:
        return self.weeks[-1][-1].day

    @property
    def spans_months(self) -> bool:
        """Whether the days belong to more than one month, so that the caption has to name them."""
        return (self.first.year, self.first.month) != (self.last.year, self.last.month)


def strip_of(deadline: Deadline, rule: Rule | None, calendar: Calendar) -> Strip | None:
    """The strip of a deadline that was counted in days; None for hours, promises and what a person typed."""
    if not deadline.trigger_at or not deadline.safe_at or not deadline.latest_at or not deadline.why.get("counted"):
        return None
    days = _Days(deadline, rule, calendar)
    low, high = min(days.start, days.safe), max(days.start, days.latest)
    monday = low - low.weekday() * DAY
    shortened = high - monday >= MOST_WEEKS * WEEK
    if shortened:
        monday = days.safe - days.safe.weekday() * DAY - WEEK
    shown = [monday + n * DAY for n in range(((high - monday).days // 7 + 1) * 7)]
    months = {(day.year, day.month) for day in shown}
    cells = [days.cell(day, named=len(months) > 1 and (day == monday or day.day == 1)) for day in shown]
    weeks = [cells[n : n + 7] for n in range(0, len(cells), 7)]
    return Strip(weeks, _runs(cells, "off"), _runs(cells, "work"), shortened)


class _Days:
    """What each day is, by the reckoning that was stored; by today's calendar where that says nothing."""

    def __init__(self, deadline: Deadline, rule: Rule | None, calendar: Calendar) -> None:
        self.start, self.safe, self.latest = (
            _china_day(at) for at in (deadline.trigger_at, deadline.safe_at, deadline.latest_at)
        )
        self.ours = deadline.whose == Whose.CONSUMER
        self.rule, self.calendar = rule, calendar
        counted = deadline.why["counted"]
        # Of months and years only the last day is counted, and its number isn't a day's.
        self.numbers = {row["date"]: row["n"] for row in counted} if counted[-1]["n"] == len(counted) else {}
        self.kinds = {row["date"]: row["kind"] for row in counted}
        for gap in deadline.why.get("skipped", []):
            self.kinds |= dict.fromkeys(_between(gap["from"], gap["to"]), gap["kind"])

    def cell(self, day: date, *, named: bool) -> Cell:
        kind = DayKind(self.kinds.get(day.isoformat(), self.calendar.kind(day)))
        number = self.numbers.get(day.isoformat())
        mark = {DayKind.HOLIDAY: "off", DayKind.MAKEUP: "work"}.get(kind, "")
        name = self.calendar.name(day) if mark == "off" else ""
        label = f"{day.month}/{day.day}" if named else str(day.day)
        return Cell(day, label, self._look(day, number, kind), mark, name, tuple(self._words(day, number)), named)

    def _look(self, day: date, number: int | None, kind: DayKind) -> str:
        if day == (self.safe if self.ours else self.latest):
            return "due"
        if day == self.latest:
            return "latest"
        if day == self.start:
            return "start"
        return "count" if number else "" if kind.worked else "off"

    def _words(self, day: date, number: int | None) -> Iterator[str]:
        if number:
            yield pgettext("calendar", "no. %(n)s") % {"n": number}
        elif day == self.start:
            yield start_words(self.rule)
        if self.safe != self.latest:
            if day == self.safe and self.ours:
                yield pgettext("calendar", "safe")
            if day == self.latest:
                yield pgettext("calendar", "latest")


def start_words(rule: Rule | None) -> str:
    """What happened on the day from which a rule counts, in as few characters as a cell holds."""
    if rule and rule.trigger_event in TRIGGERS:
        return str(TRIGGERS[rule.trigger_event])
    if rule and (get_language() or "").startswith("zh") and len(rule.trigger_zh) <= SHORTEST:
        return rule.trigger_zh
    return pgettext("calendar", "start")


def festival_words(name: str) -> str:
    """A festival's name in the language of the page; one that nobody translated stays Chinese."""
    return str(FESTIVALS.get(name, name))


def _china_day(at: datetime | None) -> date:
    if at is None:
        raise ValueError("Only a deadline with its moments has days.")
    return at.astimezone(CHINA).date()


def _between(first: str, last: str) -> Iterator[str]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    for n in range((end - start).days + 1):
        yield (start + n * DAY).isoformat()


def _runs(cells: list[Cell], mark: str) -> list[Run]:
    """The days with this mark, joined where they follow each other and bear one name."""
    # Days in a row keep their distance to their place in the list.
    marked = [((c.day.toordinal() - n, c.name), c.day) for n, c in enumerate(c for c in cells if c.mark == mark)]
    grouped = [(key[1], [day for _key, day in group]) for key, group in groupby(marked, key=itemgetter(0))]
    return [Run(festival_words(name), days[0], days[-1]) for name, days in grouped]
