"""The grounds on which a return without reason may be refused, each as points for and against.

What the law takes out by itself, what a confirmation at purchase takes out, and goods that are no longer intact.
"""

from law.eligibility_data import Category, Goods, Nature, Statement, Statutory, intactness, statement
from law.eligibility_facts import Facts, Point, Side, point

MINOR = "accessories_complete"
"""What can still be mended before the goods are sent: not knowing it leaves a doubt, not the whole question open."""


def bought_in_a_shop(facts: Facts) -> tuple[Point, ...]:
    """The right belongs to distance selling (消费者权益保护法 art. 25(1)); a shop may promise the same."""
    if facts.online:
        return ()
    if facts.seller_promised_returns:
        return (point(Side.DOUBT, "shop_promise"),)
    return (_against(statement("not_online"), facts),)


def taken_out_by_law(facts: Facts, kind: Goods) -> Statement | None:
    """Why the law itself takes these goods out, None where it doesn't (or it isn't known yet)."""
    if facts.custom_made:
        return statement("custom_made")
    unsealed = kind.statutory is Statutory.UNSEALED and facts.unsealed is True
    return kind.why if kind.statutory is Statutory.ALWAYS or unsealed else None


def statutory(facts: Facts, kind: Goods) -> tuple[Point, ...]:
    """The four exceptions of 消费者权益保护法 art. 25(1); a voluntary promise overcomes them (网络消费规定（一） art. 2)."""
    why = taken_out_by_law(facts, kind)
    if why is None:
        unknown = kind.statutory is Statutory.UNSEALED and facts.unsealed is None
        return (point(Side.OPEN, "open_unsealed", "unsealed"),) if unknown else ()
    if facts.seller_promised_returns:
        return (point(Side.FOR, "promise"),)
    return (_against(why, facts),)


def _against(why: Statement, facts: Facts) -> Point:
    asked = facts.seller_promised_returns is None
    return Point(Side.AGAINST, why, ("seller_promised_returns",) if asked else ())


def confirmation(facts: Facts, kind: Goods) -> tuple[Point, ...]:
    """Goods unsuited by nature, and confirmed so at this purchase (art. 25(2); 七日无理由退货暂行办法 arts 7, 20)."""
    if facts.confirmed_at_purchase is None:
        return (point(Side.DOUBT, "confirmation_unknown", "confirmed_at_purchase"),)
    if not facts.confirmed_at_purchase:
        return (point(Side.FOR, "not_confirmed"),)
    why = taken_out_by_confirmation(facts, kind)
    if why and facts.seller_promised_returns:
        return (point(Side.DOUBT, "promise_and_confirmation"),)
    if why:
        return (_against(why, facts),)
    missing = tuple(fact for fact in ("unsuited", "near_expiry_disclosed") if facts.says(fact) is None)
    return (point(Side.OPEN, "nature_unknown", *missing),) if missing else (point(Side.FOR, "widened"),)


def taken_out_by_confirmation(facts: Facts, kind: Goods) -> Statement | None:
    """Why the confirmation at purchase holds, None where it was never given, doesn't, or it isn't known yet."""
    if not facts.confirmed_at_purchase:
        return None
    if facts.near_expiry_disclosed:
        return statement("near_expiry")
    if kind.nature is Nature.UNSUITED:
        return kind.why
    return statement("confirmed_by_nature") if facts.unsuited else None


def intact(facts: Facts, category: Category) -> tuple[Point, ...]:
    """Whether the goods count as intact (七日无理由退货暂行办法 arts 8, 9)."""
    spoilers = intactness(category).spoilers
    broken = [Point(Side.AGAINST, s.reason) for s in spoilers if facts.says(s.fact) is s.breaks]
    missing = tuple(s.fact for s in spoilers if facts.says(s.fact) is None)
    points = [*broken, *_unknown(missing)]
    if not points:
        points.append(point(Side.FOR, "intact"))
    if facts.unsealed and not broken and category is not Category.DIGITAL:
        points.append(point(Side.FOR, "unsealed"))
    return tuple(points)


def _unknown(missing: tuple[str, ...]) -> list[Point]:
    if decisive := [fact for fact in missing if fact != MINOR]:
        return [point(Side.OPEN, "open_intact", *decisive, *(fact for fact in missing if fact == MINOR))]
    return [point(Side.DOUBT, "accessories_unknown", MINOR)] if missing else []
