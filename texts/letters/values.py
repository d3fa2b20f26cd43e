"""The slots of letters, filled from facts: lists joined, names cut to a length, words of the other procedure left out."""

from law.reference import Counting
from texts.letters.cutting import clip
from texts.letters.facts import Facts
from texts.letters.wording import OTHER_PROCEDURE, ended, one_line, part, quoted, without

MOST_GOODS, MOST_ORDERS, MOST_PROOFS = 3, 3, 8
FEW = 3
PLAIN = (
    "credit_code", "placed", "received", "awaiting", "paid", "found", "kind", "platform_type", "options", "claimed",
    "talked", "platform", "person", "answer_by", "confirm", "ruled", "agreed_on", "agreement", "keep_by", "mediator",
    "confirm_by", "paid_on", "paid_back", "rest", "withdrawn", "external_no", "floor", "authority", "cite_reasons",
    "cite_review", "cite_version", "cite_snapshot", "cite_confirm",
)  # fmt: skip
_REPORTED = "涉嫌"
_NUMERALS = "一二三四五六七八九十"


def values_of(facts: Facts, leaves_out: str) -> dict[str, str]:
    """All slots but the names, by name; `leaves_out` is the procedure whose words the letter keeps out of ("" none)."""
    told = [part(one) for one in facts.told if part(one) and without(leaves_out, one) == one]
    proofs = [one_line(proof) for proof in facts.evidence if without(leaves_out, proof) == proof]
    broken = [ended(part(one)) for one in facts.broken if part(one)]
    claims = [claim.words for claim in facts.claims]
    return {key: part(getattr(facts, key)) for key in PLAIN} | {
        "order_no": _few(facts.order_nos, MOST_ORDERS, "笔订单"), "address": part(facts.address),
        "order_first": _few(facts.order_nos, 1, "笔订单"),
        "told": "；".join(told), "told_few": "；".join(told[:FEW]),
        "story": _story(facts, leaves_out),
        "claims": "，".join(claims), "claims_few": _few(_first_sum(facts), len(claims), ""),
        "claims_first": _few(claims, 1, "项"),
        "claims_listed": "；".join(f"\n{_NUMERALS[n]}、{claim.pleaded}" for n, claim in enumerate(facts.claims)),
        "costs_no": _NUMERALS[len(claims)],
        "evidence": _few(proofs, MOST_PROOFS, "项"), "evidence_few": _few(proofs, FEW, "项"),
        "exhibits": "".join(f"\n（{n}）{proof}" for n, proof in enumerate(proofs, start=1)),
        "broken": "".join(broken), "broken_last": broken[-1] if broken else "",
        "asked_for": quoted(part(facts.asked_for)), "violation": _violation(facts), "surname": facts.person[:1],
        "paid_sum": facts.paid.removeprefix("合计").removesuffix("元").replace(",", ""),
        "settled": "" if facts.rest else "双方就此事不再有争议",
    }  # fmt: skip


def names_of(facts: Facts, longest: int | None, counting: Counting) -> dict[str, str]:
    """The names of shop, respondent and goods, each cut to `longest` as counted (None: whole)."""
    shop, respondent = quoted(one_line(facts.shop)), one_line(facts.respondent)
    goods = [quoted(one_line(title)) for title in facts.goods]
    listed = _few(goods, MOST_GOODS, "件", between="、")
    if longest is None:
        return {"shop": shop, "respondent": respondent, "goods": listed}
    if len(goods) > 1 and counting.length(listed) > longest:
        listed = f"{clip(goods[0], longest, counting)}等{len(goods)}件"
    else:
        listed = clip(listed, longest, counting)
    return {"shop": clip(shop, longest, counting), "respondent": clip(respondent, longest, counting), "goods": listed}


def openings_of(facts: Facts, leaves_out: str) -> dict[str, str]:
    """The type's own sentences by addressee, but those that speak of the procedure the letter keeps out of; for the
    court, the one of the complaint told of the plaintiff or the consumer.
    """
    told = facts.openings.get("complaint", "")
    both = {**facts.openings, "plaintiff": told.replace("本人", "原告"), "consumer": told.replace("本人", "消费者")}
    return {key: text for key, text in both.items() if without(leaves_out, text) == text}


def left_out(facts: Facts, leaves_out: str) -> bool:
    """Whether the story says something that belongs to the other procedure."""
    return leaves_out in OTHER_PROCEDURE and without(leaves_out, one_line(facts.story)) != one_line(facts.story)


def _story(facts: Facts, leaves_out: str) -> str:
    return ended(without(leaves_out, one_line(facts.story)))


def _few(items: list[str] | tuple[str, ...], most: int, measure: str, *, between: str = "、") -> str:
    """The first `most` of them, and how many there are in all: 「宣传截图、聊天记录等5项」."""
    said = between.join(items[:most])
    return f"{said}等{len(items)}{measure}" if len(items) > most else said


def _first_sum(facts: Facts) -> list[str]:
    """The claims, the first with its sum, the others by name alone."""
    return [claim.words if place == 0 else claim.what for place, claim in enumerate(facts.claims)]


def _violation(facts: Facts) -> str:
    """「涉嫌虚假或者引人误解的商业宣传」: what the type's own report sentence calls it."""
    sentence = facts.openings.get("report", "")
    _before, found, named = sentence.rpartition(_REPORTED)
    return found + part(named) if found else f"{_REPORTED}侵害消费者的合法权益"
