"""The words of a picture that are not the label of a status or an action. They speak the language that is active."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from complaints.status import LIVE, Status, TrackKind, TrackOutcome, TrackState
from escalation.diagram.graph import Entry, Subject
from escalation.transitions import AS_BROKEN, BEFORE, BY_TRACKS, Actor, Where


def lanes(subject: Subject) -> tuple[str, ...]:
    """The headings of the lanes; those of a case are its three stages, and how it ends."""
    ends = pgettext("lane", "How it ends")
    if subject == Subject.CASE:
        return _("Talk with the seller"), _("Platform steps in"), _("12315 / association"), ends
    return pgettext("lane", "Prepare"), pgettext("lane", "Review"), pgettext("lane", "With the office"), ends


def title(subject: Subject) -> str:
    """What the picture is called."""
    return _("The way of a case") if subject == Subject.CASE else _("The way of one filing")


def hub() -> tuple[str, str]:
    """Name and text of the box that stands for what the filings say."""
    return _("As its filings go"), _("Filed, accepted, mediated, ended: the case stands where its filings stand.")


def description(boxes: int, arrows: int) -> str:
    """For those who can't see it."""
    return _("%(boxes)d boxes and %(arrows)d arrows; the table that goes with it says the same in words.") % {
        "boxes": boxes,
        "arrows": arrows,
    }


def ways(kinds: Iterable[TrackKind]) -> str:
    """Kinds of filing in short: 「投诉、消协」."""
    words = {
        TrackKind.SELLER: pgettext("way", "seller"), TrackKind.PLATFORM: pgettext("way", "platform"),
        TrackKind.COMPLAINT: pgettext("way", "complaint"), TrackKind.REPORT: pgettext("way", "report"),
        TrackKind.ASSOCIATION: pgettext("way", "association"), TrackKind.ODR: pgettext("way", "online settlement"),
        TrackKind.COURT: pgettext("way", "court"),
    }  # fmt: skip
    chosen = set(kinds)
    return _listed(words.get(kind, str(kind.label)) for kind in TrackKind if kind in chosen)


def who(actors: Iterable[Actor]) -> str:
    """Whose act it is, where not that of everybody on the consumer's side."""
    words = {Actor.OWNER: pgettext("actor", "owner only"), Actor.ADMIN: pgettext("actor", "reviewer")}
    some = list(actors)
    return words.get(some[0], "") if len(some) == 1 else ""


def outcomes(ends: Iterable[TrackOutcome]) -> str:
    """How a filing can end."""
    return _listed(str(outcome.label) for outcome in dict.fromkeys(ends))


def heading(entry: Entry) -> tuple[int, str]:
    """Where the action of a note can be done, with the place of these words among the others."""
    if set(LIVE) <= set(entry.sources):
        return 0, _("At any time")
    missing = [status for status in LIVE if status not in entry.sources]
    if len(entry.sources) <= len(missing) or isinstance(entry.sources[0], TrackState):
        return 2, pgettext("place", "At %(places)s") % {"places": quoted(entry.sources)}
    return 1, pgettext("place", "At any time, but not at %(places)s") % {"places": quoted(missing)}


def also(entry: Entry) -> str:
    """Where an action that is there at any time can be done besides; empty for all others."""
    more = [status for status in entry.sources if status not in LIVE]
    if not more or not set(LIVE) <= set(entry.sources):
        return ""
    return pgettext("place", "also at %(places)s") % {"places": quoted(more)}


def goal(target: Where | str) -> str:
    """Where a row leads, in words; empty where the case stays as it is."""
    if isinstance(target, Status | TrackState):
        return str(target.label)
    back = {
        BEFORE: pgettext("target", "back to where it stood"),
        AS_BROKEN: pgettext("target", "on, as after a broken word"),
    }
    return back.get(target, "")


def leads(target: Where | str) -> str:
    """The same for a table, where no place may stay empty."""
    if target == BY_TRACKS:
        return hub()[0]
    return goal(target) or pgettext("target", "stays where it is")


def named(places: Sequence[Where]) -> str:
    """Names of places where nothing else is said: 已结案、已撤回."""
    return _listed(str(where.label) for where in places)


def quoted(places: Sequence[Where]) -> str:
    """Names of places within a sentence: 「已结案」、「已撤回」.

    English has straight marks: curly ones become as wide as a character in the Chinese fonts that the page asks for first.
    """
    return _listed(pgettext("quotes", '"%(words)s"') % {"words": where.label} for where in places)


def _listed(words: Iterable[str]) -> str:
    return pgettext("list", ", ").join(words)
