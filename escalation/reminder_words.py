"""What a reminder says. What is due about one case at the same time is said to a person in one message."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.wording import moment_words
from escalation import hushing
from escalation.announcements import told_daily
from escalation.models import Quiet, Reminder, ReminderKind
from escalation.words import lapsed_words, name_of, usual_lines
from notifications.outbox import Saying

KIND = "deadline"
# More would be a letter nobody reads; the rest comes in a message of its own.
_IN_ONE = 6

Hushes = Mapping[hushing.Pair, Quiet]


def grouped(reminders: Iterable[Reminder], hushes: Hushes) -> list[list[Reminder]]:
    """Those of one case for one person together, nearest moment first; what stays in the inbox apart from what goes out."""
    groups: dict[tuple[int, int, bool], list[Reminder]] = defaultdict(list)
    for reminder in reminders:
        case = reminder.deadline.complaint_id
        quiet = _stays_in(reminder, hushes)
        groups[case, reminder.recipient_id, quiet].append(reminder)
    return [part for group in groups.values() for part in _parts(group)]


def _stays_in(reminder: Reminder, hushes: Hushes) -> bool:
    """Whether it shows in the inbox only: the person asked for quiet, or gets a summary a day."""
    case, person = reminder.deadline.complaint, reminder.recipient
    return told_daily(person, case) or hushing.silences(hushes.get((case.pk, person.pk)), reminder.kind)


def _parts(group: list[Reminder]) -> list[list[Reminder]]:
    ordered = sorted(group, key=lambda reminder: (reminder.deadline.shown_at or reminder.due_at, reminder.pk))
    return [ordered[n : n + _IN_ONE] for n in range(0, len(ordered), _IN_ONE)]


def saying_of(group: Sequence[Reminder], hushes: Hushes, now: datetime) -> Saying:
    """One message about reminders of one case for one person; its key names one of them and its moment, which is taken
    once only.
    """
    first, person = min(group, key=lambda reminder: reminder.pk), group[0].recipient
    case = group[0].deadline.complaint
    quiet = _stays_in(first, hushes)
    with translation.override(person.language), timezone.override(person.zone):
        payload = {
            "title": case.title, "items": [_item(reminder, now) for reminder in group],
            "url": case.get_absolute_url(), "button": _("See what to do"),
            "why": _("You get this because this day counts in your case."),
        }  # fmt: skip
    key = f"reminder:{first.pk}:{first.due_at.astimezone(UTC):%Y%m%dT%H%M%S}"
    return Saying(person, KIND, key=key, ref=f"reminder:{first.pk}", payload=payload, by=() if quiet else None)


def _item(reminder: Reminder, now: datetime) -> dict[str, object]:
    deadline = reminder.deadline
    shown, place = deadline.shown_at or now, (deadline.complaint.public_code, deadline.pk)
    if reminder.kind == ReminderKind.LAPSED:
        line = lapsed_words(deadline)
    else:
        line = _("%(what)s: please do it before %(when)s.") % {
            "what": name_of(deadline),
            "when": moment_words(shown, now),
        }
    return {
        "ref": f"reminder:{reminder.pk}", "lines": [line, *usual_lines(deadline)], "due": shown.isoformat(),
        "date_url": reverse("escalation:why", args=place),
        "settle_url": "" if reminder.kind == ReminderKind.LAPSED else reverse("escalation:handled", args=place),
    }  # fmt: skip
