"""How a date that was counted again is spoken of: in the ledger, in the timeline, and to the people it concerns."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from functools import cache, lru_cache
from typing import Any

from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.wording import moment_words
from complaints.models import Complaint, Event
from complaints.timeline import Line, body_of
from escalation.announcements import people_of
from escalation.models import Deadline, DeadlineState
from escalation.recompute_answers import CALENDAR, Reason, Recount
from escalation.words import DEADLINES
from law import Rule
from notifications.outbox import Saying
from rulebook.snapshot import current_law

KIND = "deadlines_recounted"
_MOST_ROWS = 5
_PLACE = "0" * 12
Moved = tuple[str, datetime | None, datetime]
"""A date that moved: its clock's name, the old moment and the new one."""


def entry(edition: int, recounts: Sequence[Recount], kinds: dict[int, str]) -> dict[str, Any]:
    """The ledger's body: each deadline with its old and new moment, its rule, and what was published."""
    return {"edition": edition, "deadlines": [_row(recount, kinds) for recount in recounts]}


def _row(recount: Recount, kinds: dict[int, str]) -> dict[str, Any]:
    old, found = recount.old, recount.found
    return {
        "name": old.name, "track": kinds.get(old.track_id, "") if old.track_id else "", "rule": found.rule_id,
        "old": old.shown_at, "new": recount.shown, "old_latest": old.latest_at, "new_latest": found.latest,
        "was_provisional": old.provisional, "provisional": found.provisional, "reopened": recount.reopened,
        "subject": recount.reason.subject, "key": recount.reason.key,
    }  # fmt: skip


def line(event: Event) -> Line:
    """The entry in the timeline."""
    rows = body_of(event).get("deadlines", [])
    if not rows:
        return Line(_("Dates were counted again"), "", "calendar-clock")
    reasons = [Reason(row["subject"], row["key"]) for row in rows]
    text = _("Counted again: %(what)s") % {"what": _("; ").join(_change_of(row, event.at) for row in rows)}
    reopened = (
        [_("It had been noted as passed; it hasn't passed after all.")] if any(r["reopened"] for r in rows) else []
    )
    moved = any(row["old"] != row["new"] for row in rows)
    return Line(text, " ".join([*_because(reasons), *reopened]), "calendar-clock", "amber" if moved else "")


def _change_of(row: dict[str, Any], at: datetime) -> str:
    what = str(DEADLINES.get(row["name"], ""))
    old, new = parse_datetime(row["old"] or ""), parse_datetime(row["new"])
    if new is None or old == new:
        return _still(what, new, at, certain=row["was_provisional"] and not row["provisional"])
    return _moved(what, old, new, at)


def _moved(what: str, old: datetime | None, new: datetime, at: datetime) -> str:
    before, after = (moment_words(moment, at) for moment in (old or new, new))
    if before == after:
        before, after = _to_the_minute(old or new, at), _to_the_minute(new, at)
    return _("%(what)s: %(old)s → %(new)s") % {"what": what, "old": before, "new": after}


def _still(what: str, moment: datetime | None, at: datetime, *, certain: bool) -> str:
    words = {"what": what, "day": moment_words(moment, at) if moment else ""}
    return (_("%(what)s: still %(day)s, now certain") if certain else _("%(what)s: still %(day)s")) % words


def _to_the_minute(moment: datetime, at: datetime) -> str:
    return _("%(day)s, %(time)s") % {"day": moment_words(moment, at), "time": f"{timezone.localtime(moment):%H:%M}"}


def _because(reasons: Sequence[Reason]) -> list[str]:
    """Each reason once, as a sentence."""
    return [_reason(reason) for reason in dict.fromkeys(reasons)]


def _reason(reason: Reason) -> str:
    if reason.subject == CALENDAR:
        return _("Because the holidays of %(year)s were announced.") % {"year": reason.key}
    rule = current_law().rules.get(reason.key)
    if rule is None:
        return _("Because a rule was changed.")
    return _("Because the rule “%(rule)s” was changed.") % {"rule": _rule_name(rule)}


def _rule_name(rule: Rule) -> str:
    return rule.name_zh if (translation.get_language() or "").startswith("zh") else rule.name_en


def saying(
    case: Complaint, person: User, edition: int, told: Sequence[tuple[Recount, Deadline]], now: datetime
) -> Saying:
    """What `person` is told once: every date of the case that moved, old and new; `told` isn't empty."""
    named = told[:_MOST_ROWS]
    dates = tuple((recount.old.name, recount.old.shown_at, recount.shown) for recount, _new in named)
    reasons = tuple(recount.reason for recount, _new in named)
    payload = {
        "title": case.title.strip() or case.number, "url": _address(case),
        "due": min(recount.shown for recount, _new in named).isoformat(),
    }  # fmt: skip
    rows = ",".join(str(new.pk) for _recount, new in named)
    return Saying(
        person, KIND, f"recount:{edition}:{case.pk}:{person.pk}", f"{KIND}:{person.pk}:{rows}",
        {**payload, **_texts(person.language, person.zone, dates, reasons, now)},
    )  # fmt: skip


def _address(case: Complaint) -> str:
    """`get_absolute_url`, but the address is looked up once and not for each of 50,000 cases."""
    before, _place, after = _address_around().partition(_PLACE)
    return f"{before}{case.public_code}{after}"


@cache
def _address_around() -> str:
    return Complaint(public_code=_PLACE).get_absolute_url()


@lru_cache(maxsize=1024)
def _texts(
    language: str, zone: tzinfo, dates: tuple[Moved, ...], reasons: tuple[Reason, ...], now: datetime
) -> Mapping[str, object]:
    """What is the same in very many notifications of one publication, put into words once."""
    with translation.override(language), timezone.override(zone):
        lines = [_moved(str(DEADLINES.get(name, "")), old, new, now) for name, old, new in dates]
        return {
            "lines": lines + _because(reasons), "button": _("Look at the case"),
            "why": _("You get this because a date that counts in your case has changed."),
        }  # fmt: skip


def still_concerns(ref: str) -> bool:
    """Asked by the outbox just before it sends: whether one of the new dates still runs, for somebody it concerns."""
    _kind, person, rows = ref.split(":")
    running = Deadline.objects.filter(pk__in=rows.split(","), state=DeadlineState.OPEN, closed_by__isnull=True)
    found = running.select_related("complaint__owner").first()
    return found is not None and int(person) in {p.pk for p in people_of(found.complaint, timezone.now())}
