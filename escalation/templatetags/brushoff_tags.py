"""What to answer to the words with which seller, platform or office turned somebody away."""

from typing import Any

from django import template

from escalation.situation import Situation
from escalation.transitions import Action
from texts.brushoffs import By, all_in

register = template.Library()
MOST_ANSWERS = 2
_SAYS: dict[Action, tuple[By, str]] = {
    Action.RECORD_REFUSAL: (By.SELLER, "said"),
    Action.RECORD_RULING_AGAINST: (By.PLATFORM, "said"),
    Action.RECORD_DECLINED: (By.AUTHORITY, "ground"),
    Action.RECORD_MEDIATION_END: (By.AUTHORITY, "said"),
}
"""Where each keeps the words."""


def turned_away(sit: Situation) -> tuple[By, str] | None:
    """Who turned the person away last, and in which words; None where nobody has, or only in a screenshot."""
    for step in reversed(sit.steps):
        if step.action in _SAYS:
            by, where = _SAYS[Action(step.action)]
            said = str(step.facts.get(where) or "").strip()
            return (by, said) if said else None
    return None


@register.inclusion_tag("escalation/_brushoffs.html")
def brushoff_answers(away: tuple[By, str] | None) -> dict[str, Any]:
    """What the rules answer to it (at most two phrases); nothing where it holds none that we know."""
    if away is None:
        return {"answers": ()}
    by, said = away
    return {"answers": all_in(said, by=by)[:MOST_ANSWERS]}
