"""What the sheet behind a date says: how sure we are, what holds when it ends, and what it was before."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _L

from accounts.wording import span_words
from escalation.countdown import to_the_minute
from escalation.models import ClockName, Deadline, DeadlineState, Origin, Whose
from escalation.strip import Strip, strip_of
from escalation.words import lapsed_words, name_of, usual_words
from law import Rule, UnknownRule
from rulebook.snapshot import current_law
from rulebook.wording import limit_words

LATE: dict[str, Promise] = {
    ClockName.DISPATCH: _L("Only if they haven't shipped by %(moment)s are they late."),
    ClockName.SELLER_ANSWER: _L("Only if they haven't answered by %(moment)s are they late."),
    ClockName.PROMISE: _L("Only if it hasn't come by %(moment)s have they broken their word."),
    ClockName.RULING: _L("Only if the platform hasn't decided by %(moment)s is it late."),
    ClockName.ACCEPTANCE: _L("Only if they haven't told you by %(moment)s are they late."),
    ClockName.MEDIATION: _L("Only if it hasn't ended by %(moment)s is mediation late."),
}
"""What the other side hasn't done when its time is over."""


@dataclass(frozen=True, slots=True)
class Change:
    """A date that this one has replaced, with the reason."""

    old: Deadline
    new: Deadline
    why: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """Everything that the sheet of `deadline` shows; `rule` is None for promises and for rules that are gone."""

    deadline: Deadline
    name: str
    rule: Rule | None
    lead: str
    sentence: str
    strip: Strip | None
    sure: str
    tone: str
    ending: str
    after: str
    over: str
    state: str
    changes: list[Change]
    replaced_by: Deadline | None
    upcoming: bool


def reasons_of(deadline: Deadline, now: datetime) -> Reasons:
    """Why `deadline` is when it is, from its stored reckoning, its rule and the dates it had before."""
    rule, chain = rule_of(deadline), chain_of(deadline)
    sure, tone = certainty(deadline, rule)
    place = chain.index(deadline)
    return Reasons(
        deadline, name_of(deadline), rule, _lead(deadline, rule), _sentence(deadline),
        strip_of(deadline, rule, current_law().calendar), sure, tone, ending_words(deadline, now),
        _after(deadline, rule), _over(deadline, now), _state(deadline, now),
        [Change(old, new, _why(old, new)) for old, new in pairwise(chain[: place + 1])],
        chain[-1] if deadline.state == DeadlineState.SUPERSEDED and chain[-1] != deadline else None,
        deadline.state == DeadlineState.OPEN and deadline.shown_at is not None and deadline.shown_at > now,
    )  # fmt: skip


def rule_of(deadline: Deadline) -> Rule | None:
    """The rule by which it was counted; of what the person typed, the rule that would count otherwise."""
    try:
        return current_law().rule(deadline.rule_id)
    except UnknownRule:
        return None


def chain_of(deadline: Deadline) -> list[Deadline]:
    """All dates of this clock that replaced each other, the oldest first, `deadline` among them."""
    rows = Deadline.objects.filter(complaint=deadline.complaint_id, track=deadline.track_id, name=deadline.name)
    by_pk = {row.pk: row for row in rows} | {deadline.pk: deadline}
    after = {row.supersedes_id: row for row in by_pk.values() if row.supersedes_id}
    chain, first = [deadline], deadline
    while first.supersedes_id in by_pk:
        first = by_pk[first.supersedes_id]
        chain.insert(0, first)
    # One that was undone back to life counts again, whatever once took its place.
    while chain[-1].state == DeadlineState.SUPERSEDED and chain[-1].pk in after:
        chain.append(after[chain[-1].pk])
    return chain


def certainty(deadline: Deadline, rule: Rule | None) -> tuple[str, str]:
    """How sure a date is, in words, and the colour of its chip."""
    if deadline.origin == Origin.PROMISE:
        return _("What they promised"), "blue"
    if deadline.origin == Origin.USER:
        return pgettext("date", "The countdown you entered"), "blue"
    if deadline.origin == Origin.PLATFORM:
        return usual_words(), "amber"
    if rule is None or rule.confirmed:
        return _("By law"), "jade"
    return pgettext("date", "By law, not yet checked"), "amber"


def usual_note() -> str:
    """The same in a list, where it stands among other facts."""
    return pgettext("date", "limit: a usual value")


def ending_words(deadline: Deadline, now: datetime) -> str:
    """What holds at the end: when the other side is late, or by when our user should have acted."""
    if not deadline.safe_at or not deadline.latest_at:
        return ""
    if deadline.whose != Whose.CONSUMER:
        late = LATE.get(deadline.name, _L("Only after %(moment)s are they late."))
        return str(late) % {"moment": to_the_minute(deadline.latest_at, now)}
    safe = to_the_minute(deadline.safe_at, now)
    if deadline.safe_at == deadline.latest_at:
        return _("Please be done by %(safe)s.") % {"safe": safe}
    words = {"safe": safe, "latest": to_the_minute(deadline.latest_at, now)}
    return _("Be safe and be done by %(safe)s; the law's own end is %(latest)s.") % words


def _lead(deadline: Deadline, rule: Rule | None) -> str:
    if rule is None or deadline.origin not in (Origin.LAW, Origin.PLATFORM):
        return ""
    trigger = rule.trigger_zh if _chinese() else rule.trigger_en
    sentence = _("{name} – <b>{limit}</b> from {trigger}.")
    return format_html(sentence, name=name_of(deadline), limit=limit_words(rule), trigger=trigger)


def _sentence(deadline: Deadline) -> str:
    if deadline.origin == Origin.PROMISE:
        return _("They named this moment themselves; you recorded it. Until then they have time.")
    if deadline.origin == Origin.USER:
        return _("You entered this moment from the app. It goes before any usual value.")
    return str(deadline.why.get("zh" if _chinese() else "en", ""))


def _after(deadline: Deadline, rule: Rule | None) -> str:
    """What follows once it is over."""
    if rule is None or deadline.state in (DeadlineState.MET, DeadlineState.VOID):
        return ""
    return rule.consequence_zh if _chinese() else rule.consequence


def _state(deadline: Deadline, now: datetime) -> str:
    if deadline.state in (DeadlineState.MET, DeadlineState.VOID):
        return str(deadline.get_state_display())
    if deadline.state == DeadlineState.SUPERSEDED or not deadline.safe_at or not deadline.latest_at:
        return ""
    if deadline.latest_at > now:
        late = deadline.whose == Whose.CONSUMER and deadline.safe_at < now
        words = {"moment": to_the_minute(deadline.latest_at, now)}
        return _("The safe day is over; by law there is still time until %(moment)s.") % words if late else ""
    return lapsed_words(deadline)


def _over(deadline: Deadline, now: datetime) -> str:
    """How long it has been over, while nobody has dealt with it."""
    standing = deadline.state in (DeadlineState.OPEN, DeadlineState.LAPSED)
    if not standing or deadline.closed_by_id or not deadline.latest_at or deadline.latest_at > now:
        return ""
    return pgettext("date", "%(span)s over") % {"span": span_words(now - deadline.latest_at, short=True)}


def _why(old: Deadline, new: Deadline) -> str:
    """Why a date replaced another."""
    if new.origin == Origin.USER:
        return _("you entered the app's countdown")
    if old.origin == Origin.USER:
        return _("back to the usual value")
    if old.trigger_at != new.trigger_at:
        return _("it counts from another moment")
    if old.rule_id != new.rule_id or old.calendar_version == new.calendar_version:
        return _("the rule has changed")
    return _("the holidays have changed")


def _chinese() -> bool:
    return (get_language() or "").startswith("zh")
