"""May goods bought online be returned without a reason? Facts in; a verdict with reasons, dates and advice out.

消费者权益保护法 art. 25; 网络购买商品七日无理由退货暂行办法; 消费者权益保护法实施条例 art. 19. Pure: `now` is one of the facts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from law.calendar import CHINA
from law.counting import Due
from law.eligibility_data import Category, Goods, Intactness, Nature, Statement, Statutory, goods, intactness, statement
from law.eligibility_facts import Facts, Point, Side, point
from law.eligibility_grounds import (
    bought_in_a_shop,
    confirmation,
    intact,
    statutory,
    taken_out_by_confirmation,
    taken_out_by_law,
)
from law.eligibility_window import RETURN_WINDOW, Standing, Window, window_of
from law.snapshot import Law

__all__ = [
    "RETURN_WINDOW", "Category", "Eligibility", "Facts", "Goods", "Intactness", "Point", "Side", "Standing",
    "Statement", "Verdict", "goods", "intactness", "questions", "seven_day_return",
]  # fmt: skip


class Verdict(StrEnum):
    """Yes; likely, with a doubt; no, the seller may refuse; unknown, as long as a decisive fact is missing."""

    YES = "yes"
    LIKELY = "likely"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The answer. `due` holds the safe and the latest day of the notice; `missing` the facts that would change or settle
    it; `intact` what counts as intact for these goods (None while their kind is unknown); `steps` what to do now;
    `quality` whether the rights for faulty goods (消费者权益保护法 art. 24) remain beside it, in words.
    """

    verdict: Verdict
    points: tuple[Point, ...]
    standing: Standing
    due: Due | None
    missing: tuple[str, ...]
    intact: Intactness | None
    steps: tuple[Statement, ...]
    quality: Statement
    quality_survives: bool

    @property
    def decisive(self) -> tuple[Point, ...]:
        """What to read first: against a refusal's grounds, then what is open or doubtful, then what speaks for it."""
        order = (Side.AGAINST, Side.OPEN, Side.DOUBT, Side.FOR, Side.NOTE)
        return tuple(sorted(self.points, key=lambda found: order.index(found.side)))


def seven_day_return(facts: Facts, law: Law) -> Eligibility:
    """Whether the goods may go back without a reason. Odd or missing facts make the answer unknown; nothing is raised."""
    window, kind = window_of(facts, law), _kind(facts)
    points = [*window.points, *bought_in_a_shop(facts), *_grounds(facts, kind)]
    verdict = _verdict(points)
    received = window.standing is not Standing.NOT_BEGUN
    return Eligibility(
        verdict=verdict,
        points=tuple(_in_force(found, _day(facts), law) for found in points),
        standing=window.standing,
        due=window.due,
        missing=_missing(points),
        intact=intactness(kind.category) if kind else None,
        steps=tuple(map(statement, _steps(verdict, window, facts, points))),
        quality=statement(_quality(facts, received=received)),
        quality_survives=received,
    )


def questions(facts: Facts, law: Law) -> tuple[str, ...]:
    """The facts worth asking for, given what is known: at most eight, none that can't change the answer."""
    kind, window = _kind(facts), window_of(facts, law)
    if kind is None:
        return ("category",)
    names = ["category"]
    if window.due and facts.now > window.due.latest and facts.asked_on is None:
        names.append("asked_in_time")
    if window.standing is Standing.OVER:
        return tuple(names)
    return (*names, *_about_exceptions(facts, kind), *_about_goods(facts, kind, window))


def _kind(facts: Facts) -> Goods | None:
    return goods().get(facts.category) if facts.category else None


def _grounds(facts: Facts, kind: Goods | None) -> tuple[Point, ...]:
    if kind is None:
        return (point(Side.OPEN, "open_category", "category"),)
    points = statutory(facts, kind)
    by_law = taken_out_by_law(facts, kind) is not None
    if not by_law:
        points += confirmation(facts, kind)
    if any(found.side is Side.AGAINST for found in points) or facts.received_at is None:
        return points
    return points + intact(facts, kind.category)


def _verdict(points: Iterable[Point]) -> Verdict:
    sides = {found.side for found in points}
    if Side.AGAINST in sides:
        return Verdict.NO
    if Side.OPEN in sides:
        return Verdict.UNKNOWN
    return Verdict.LIKELY if Side.DOUBT in sides else Verdict.YES


def _missing(points: Iterable[Point]) -> tuple[str, ...]:
    """What would settle the answer; where grounds speak against it, only what would overcome all of them."""
    against = [found for found in points if found.side is Side.AGAINST]
    if any(not found.missing for found in against):
        return ()
    return tuple(dict.fromkeys(fact for found in against or points for fact in found.missing))


def _day(facts: Facts) -> date:
    moment = facts.received_at or facts.now
    return moment.astimezone(CHINA).date() if moment.tzinfo else moment.date()


def _in_force(found: Point, on: date, law: Law) -> Point:
    """`found` citing only what was in force that day; all of it where nothing was."""
    norms = law.reference.norms
    then = tuple(n for n in found.said.norms if n not in norms or (norms[n].effective_from or on) <= on)
    return replace(found, said=replace(found.said, norms=then or found.said.norms))


def _steps(verdict: Verdict, window: Window, facts: Facts, points: Iterable[Point]) -> tuple[str, ...]:
    if verdict is Verdict.NO:
        against = [found.said.key for found in points if found.side is Side.AGAINST]
        if against == ["spoiled_accessories_complete"]:
            return ("do_accessories", "do_ask")
        return ("do_ask",) if all(key.startswith("spoiled_") for key in against) else ("do_promise", "do_ask")
    if window.standing is Standing.NOT_BEGUN:
        return ("do_wait",)
    if verdict is Verdict.UNKNOWN:
        first = "do_dates" if window.due is None else "do_answer"
        return (first, "do_notice_anyway", "do_photos") if window.standing.running else (first,)
    notice = ("do_photos", "do_notice") if window.standing.running else ("do_keep_proof", "do_photos")
    promise = ("do_promise_proof",) if facts.seller_promised_returns else ()
    return (*notice, *promise, "do_address", "do_send", "do_freight", "do_refund")


def _quality(facts: Facts, *, received: bool) -> str:
    if not received:
        return "quality_later"
    return "quality_but_flaw" if facts.near_expiry_disclosed else "quality"


def _about_exceptions(facts: Facts, kind: Goods) -> list[str]:
    names = ["unsealed"] if kind.statutory is Statutory.UNSEALED else []
    if taken_out_by_law(facts, kind):
        return [*names, "seller_promised_returns"]
    names.append("confirmed_at_purchase")
    if facts.confirmed_at_purchase and kind.nature is Nature.DEPENDS:
        names += ["near_expiry_disclosed"] if facts.near_expiry_disclosed else ["unsuited", "near_expiry_disclosed"]
    return [*names, "seller_promised_returns"] if taken_out_by_confirmation(facts, kind) else names


def _about_goods(facts: Facts, kind: Goods, window: Window) -> list[str]:
    barred = taken_out_by_law(facts, kind) or taken_out_by_confirmation(facts, kind)
    if window.standing is Standing.NOT_BEGUN or (barred and not facts.seller_promised_returns):
        return []
    return [spoiler.fact for spoiler in intactness(kind.category).spoilers]
