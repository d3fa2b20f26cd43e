"""What a step has to be told before it is done."""

from django.utils.translation import gettext as _

from escalation.situation import Situation
from texts.letters import BLANK


def needs(sit: Situation, name: str, sentence: str) -> str | None:
    return sentence if sit.facts is not None and sit.fact(name) in (None, "") else None


def has_order(sit: Situation) -> str | None:
    return None if sit.complaint.orders.exists() else _("Enter the order first.")


def has_story(sit: Situation) -> str | None:
    return None if sit.complaint.story.strip() else _("Say in a few words what happened.")


def has_claim(sit: Situation) -> str | None:
    return None if sit.complaint.claims.exists() else _("Choose what you ask for.")


def has_text(sit: Situation) -> str | None:
    if BLANK.search(str(sit.fact("text") or "")):
        return _("Something in the text is still to be filled in: it stands between 〔 and 〕.")
    return needs(sit, "text", _("The text is empty. It is kept with the case as it was sent."))


def has_reason(sit: Situation) -> str | None:
    return needs(sit, "reason", _("Say what should be changed, so that it can be."))


def has_ground(sit: Situation) -> str | None:
    return needs(sit, "ground", _("Enter the reason they gave; it decides which way is open now."))


def has_result(sit: Situation) -> str | None:
    return needs(sit, "outcome", _("Say how it ended."))


def says_something(sit: Situation) -> str | None:
    empty = sit.facts is not None and not str(sit.fact("said") or "").strip() and not sit.fact("proof")
    return _("Put down in a few words what was said, or add the screenshot.") if empty else None
