"""From a case to the law's question whether its goods may go back without a reason, and from taps to its facts.

Answers live in `Complaint.answers` (see `complaints.answers`) as "yes", "no" or "unsure" under `returning.<fact>`; the
kind of goods under `goods.category`, because other questions ask for it too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from complaints.models import Order
from law import Law
from law.eligibility import Category, Eligibility, Facts, goods, questions, seven_day_return

YES, NO, UNSURE = "yes", "no", "unsure"
CATEGORY = "category"
FACTS = (
    "asked_in_time", "confirmed_at_purchase", "unsuited", "near_expiry_disclosed", "unsealed", "activated", "tags_on",
    "damaged", "accessories_complete", "one_time_seal_broken", "seller_promised_returns",
)  # fmt: skip
"""The yes-or-no questions that may be asked; the rest is known from the order."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the answers come to: the law's answer, the questions worth asking, and how many of them nobody tapped yet."""

    eligibility: Eligibility
    names: tuple[str, ...]
    unanswered: int

    @property
    def begun(self) -> bool:
        """Whether the first question, for the kind of goods, was answered."""
        return self.eligibility.intact is not None


def key_of(fact: str) -> str:
    """Under which key the answer to `fact` is kept."""
    return "goods.category" if fact == CATEGORY else f"returning.{fact}"


def read(answers: Mapping[str, Any], received_at: datetime | None, law: Law, *, now: datetime) -> Reading:
    """What the answers kept with a case say, with the order's moment of receipt; costs no query."""
    facts = facts_of(answers, received_at, now=now)
    names = questions(facts, law)
    unanswered = sum(1 for name in names if not _known(answers, name))
    return Reading(seven_day_return(facts, law), names, unanswered)


def facts_of(answers: Mapping[str, Any], received_at: datetime | None, *, now: datetime) -> Facts:
    """The facts; an answer that isn't one of ours counts as none."""
    said: dict[str, Any] = {fact: {YES: True, NO: False}.get(str(answers.get(key_of(fact)))) for fact in FACTS}
    return Facts(now=now, received_at=received_at, category=_category(answers), **said)


def _category(answers: Mapping[str, Any]) -> Category | None:
    kind = str(answers.get(key_of(CATEGORY)))
    return Category(kind) if kind in goods() else None


def _known(answers: Mapping[str, Any], name: str) -> bool:
    if name == CATEGORY:
        return _category(answers) is not None
    return answers.get(key_of(name)) in (YES, NO, UNSURE)


def first_receipt(orders: Iterable[Order]) -> datetime | None:
    """The earliest receipt of several orders: the safe one, as the case's own clock counts."""
    return min((order.received_at for order in orders if order.received_at), default=None)
