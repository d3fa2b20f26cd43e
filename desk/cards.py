"""How a case looks in a list: stage, words, chip and bar, all from the columns of its own row and its tracks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, Subquery, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.wording import left_words, span_words, tone_of, yuan
from complaints.models import Complaint
from complaints.querysets import ComplaintQuerySet
from complaints.status import STAGE, Outcome, Status, TrackKind
from escalation.advice import headline
from escalation.models import Deadline, DeadlineState, Origin, Whose
from escalation.reasons import usual_note as note_of_usual

MARKS = ("", "①", "②", "③")
OURS = (Status.READY_FOR_PLATFORM, Status.PLATFORM_ASKED, Status.COURT_READY, Status.KEPT)
"""Statuses in which the next move is the consumer's, though no clock may be running."""
THEIRS = (
    Status.NEGOTIATING,
    Status.AGREED,
    Status.WITH_PLATFORM,
    Status.UPHELD,
    Status.WITH_REGULATOR,
    Status.SETTLED,
)
"""Statuses in which the other side's clock runs: a moment gone by is their delay, never the consumer's."""

_TRACK_STAGE = {TrackKind.SELLER: 1, TrackKind.PLATFORM: 2}


@dataclass(frozen=True, slots=True)
class Chip:
    """A short word and its colour ("" neutral, or jade, amber, seal, blue); `dated`: it speaks of the case's `due_at`."""

    words: str
    tone: str = ""
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One case in a list."""

    case: Complaint
    name: str
    href: str
    chip: Chip
    line: str
    stages: tuple[str, str, str]
    quiet: bool
    why: str


def cards(cases: Iterable[Complaint], now: datetime) -> list[Card]:
    """Cards of `cases`, in at most one more read."""
    cases = list(cases)
    load_tracks(cases)
    return [card(case, now) for case in cases]


def load_tracks(cases: Iterable[Complaint]) -> None:
    """Bring the tracks of those cases whose status doesn't tell the stage (kept and ended ones), in one read."""
    prefetch_related_objects([case for case in cases if case.status not in STAGE], "tracks")


def card(case: Complaint, now: datetime) -> Card:
    """The card of one case."""
    chip = chip_of(case, now)
    return Card(
        case=case,
        name=case.title,
        href=case.get_absolute_url(),
        chip=chip,
        line=_line(case),
        stages=_bar(case),
        quiet=case.is_over,
        why=why_url(case, chip),
    )


def why_url(case: Complaint, chip: Chip) -> str:
    """Where it says why the chip's date is when it is; "" for a chip without date."""
    return reverse("escalation:why_next", args=(case.public_code,)) if chip.dated else ""


def with_dates(cases: ComplaintQuerySet) -> ComplaintQuerySet:
    """The cases with what lists say of the moment in `due_at`: `due_usual`, whether it is a usual value that the platform
    hasn't published, and `due_latest`, until when the law lets our side act where the moment is our own.

    Asked along with the rows, so that a list costs no further read.
    """
    running = (DeadlineState.OPEN, DeadlineState.LAPSED)
    ours = Q(whose=Whose.CONSUMER)
    listed = Q(ours, safe_at=OuterRef("due_at")) | Q(~ours, latest_at=OuterRef("due_at"))
    standing = Deadline.objects.filter(complaint=OuterRef("pk"), state__in=running, closed_by__isnull=True)
    latest = standing.filter(ours, safe_at=OuterRef("due_at")).order_by("-latest_at").values("latest_at")
    usual = Exists(standing.filter(listed, origin=Origin.PLATFORM))
    found: ComplaintQuerySet = cases.annotate(due_usual=usual, due_latest=Subquery(latest[:1]))
    return found


def _is_own(case: Complaint) -> bool:
    """Whether the moment in `due_at` is one of our side's own: then its passing is nobody else's delay."""
    return case.__dict__.get("due_latest") is not None


def _until(case: Complaint, due_at: datetime, now: datetime) -> datetime:
    """The safe moment; once that is over the law's own end, because before it nobody is late."""
    latest: datetime | None = case.__dict__.get("due_latest")
    return latest if latest and due_at < now else due_at


def usual_note(case: Complaint) -> str:
    """What is said beside such a date; "" for every other one and for cases that weren't asked `with_dates`."""
    return note_of_usual() if case.__dict__.get("due_usual") and not case.is_over else ""


def stage_of(case: Complaint) -> int:
    """The station of the rail, 1 to 3: by status, or, for kept, closed and withdrawn cases, the furthest track."""
    status = Status(case.status)
    if status in STAGE:
        return STAGE[status]
    return max((_TRACK_STAGE.get(TrackKind(track.kind), 3) for track in case.tracks.all()), default=1)


def stage_name(stage: int) -> str:
    """The name of a station."""
    return ("", pgettext("stage", "Seller"), pgettext("stage", "Platform"), pgettext("stage", "12315"))[stage]


def is_ours(case: Complaint) -> bool:
    """Whether the next move is the consumer's."""
    return case.due_ours or case.status in OURS


def chip_of(case: Complaint, now: datetime, *, short: bool = True) -> Chip:
    """The chip of a case: its ending, our time left, or whom it waits for; no words when nothing is to be said.

    `short` for the consumer's own lists; the helpers' have room for hours and speak of our side.
    """
    if case.is_over:
        return _ending(case)
    if case.status == Status.DRAFT:
        return Chip(str(Status.DRAFT.label))
    if case.due_at is None:
        return Chip(_("Your turn") if short else _("Our turn"), "blue") if is_ours(case) else Chip("")
    if case.due_at < now and case.status in THEIRS and not _is_own(case):
        return Chip(_late(case), "amber", dated=True)
    if case.due_ours:
        until = _until(case, case.due_at, now)
        return Chip(left_words(until, now, short=short), tone_of(case.due_at, now), dated=True)
    return Chip(_waiting(case) % {"span": span_words(case.due_at - now, short=True)}, dated=True)


def _ending(case: Complaint) -> Chip:
    if case.status == Status.WITHDRAWN:
        return Chip(_("Withdrawn"))
    if case.received:
        return Chip(_("%(amount)s refunded") % {"amount": yuan(case.received)}, "jade")
    if case.outcome == Outcome.RESOLVED:
        return Chip(str(Outcome.RESOLVED.label), "jade")
    return Chip(str(Outcome(case.outcome).label) if case.outcome else _("Closed"))


def _waiting(case: Complaint) -> str:
    stage = stage_of(case)
    if stage == 1 or case.status == Status.SETTLED:
        return _("seller: %(span)s")
    return _("platform: %(span)s") if stage == 2 else _("12315: %(span)s")


def _late(case: Complaint) -> str:
    stage = stage_of(case)
    if stage == 1 or case.status == Status.SETTLED:
        return _("seller is late")
    return _("platform is late") if stage == 2 else _("12315 is late")


def _line(case: Complaint) -> str:
    stage = stage_of(case)
    parts = [f"{MARKS[stage]} {stage_name(stage)}"]
    if case.closed_at:
        days = max(1, (case.closed_at - case.created_at).days)
        if case.outcome:
            parts.append(str(Outcome(case.outcome).label))
        parts.append(ngettext("took %(n)d day", "took %(n)d days", days) % {"n": days})
    else:
        parts.append(headline(Status(case.status), ours=case.due_ours))
        if case.asked is not None:
            parts.append(yuan(case.asked))
        if note := usual_note(case):
            parts.append(note)
    return " · ".join(parts)


def _bar(case: Complaint) -> tuple[str, str, str]:
    stage, won = stage_of(case), case.status == Status.KEPT or bool(case.received)
    now = "done" if won else "now"
    if case.is_over and not won:
        now = "done" if case.outcome else "todo"
    first, second, third = ("done" if n < stage else now if n == stage else "todo" for n in (1, 2, 3))
    return first, second, third
