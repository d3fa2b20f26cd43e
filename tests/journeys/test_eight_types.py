"""All eight types on their ways through the three stages and every kind of filing, in the browser, by what the pages offer."""

from datetime import datetime, timedelta

import pytest

from tests.journeys.browser import Person
from tests.journeys.conftest import Meet
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.browser]

Step = tuple[str, dict[str, str]]
BLANK = "〔"
SENDS = ("contact_seller", "escalate_to_platform", "answer_platform", "appeal_ruling", "escalate_to_regulator",
         "withdraw_filing", "apply_confirmation")  # fmt: skip


def moment(days: float) -> str:
    """A moment `days` from now, as a picker fills it in."""
    return f"{datetime.now() + timedelta(days=days):%Y-%m-%dT%H:%M}"


def said(words: str) -> dict[str, str]:
    return {"said": words}


WORD = {"promised": "268.00", "keep_by": moment(5)}
REFUSED: list[Step] = [("open", {}), ("contact_seller", {}), ("record_refusal", said("拆封了，不能退。"))]
RULED: list[Step] = [*REFUSED, ("escalate_to_platform", {}), ("record_ruling_against", said("证据不足。"))]


def filed(kind: str) -> list[Step]:
    return [("prepare_filing", {"channel": kind}), ("escalate_to_regulator", {"track": kind, "reference": "TS-1"})]


def opened(kind: str) -> list[Step]:
    return [*filed(kind), ("record_acceptance", {"track": kind, "reference": "SL-1"})]


def mediated(kind: str) -> list[Step]:
    return [*opened(kind), ("record_mediation", {"track": kind})]


PAID: list[Step] = [("record_kept", {}), ("close", {"outcome": "resolved", "received": "268.00"})]
WAYS: dict[str, tuple[str, list[Step]]] = {  # what can be done at the end, and how one gets there
    # To the office, an agreement there, paid.
    "quality": ("reopen", [
        *REFUSED, ("escalate_to_platform", {}), ("record_platform_request", said("请补充开箱视频。")), ("answer_platform", {}),
        ("record_ruling_against", said("证据不足。")), *mediated("complaint"),
        ("record_mediation_agreement", {"track": "complaint", **WORD}), *PAID,
    ]),
    # A fake: straight to the office, a report beside it, and to the court when mediation fails.
    "counterfeit": ("record_kept", [
        ("open", {}), ("contact_seller", {}), ("skip_to_regulator", {}), *opened("report"), *mediated("complaint"),
        ("record_result", {"track": "report", "said": "已立案查处。"}), ("record_mediation_end", {"track": "complaint"}),
        *opened("court"), ("record_mediation_agreement", {"track": "court", **WORD}),
    ]),
    # The platform agrees and nothing happens; settled online.
    "false_advertising": ("reopen", [
        *REFUSED, ("escalate_to_platform", {}), ("record_ruling_for", WORD), ("record_broken", {"they_said_no": "on"}),
        *filed("odr"), ("record_mediation_agreement", {"track": "odr", **WORD}), *PAID,
    ]),
    # Silence of the seller, then of the platform; an agreement before the association, confirmed by the court.
    "shipping": ("record_kept", [
        ("open", {}), ("contact_seller", {"happened_at": moment(-9), "answer_by": moment(-6)}), ("record_silence", {}),
        ("escalate_to_platform", {"happened_at": moment(-5), "ruling_by": moment(-1)}), ("record_platform_silence", {}),
        *mediated("association"), ("record_mediation_agreement", {"track": "association", **WORD}),
        ("apply_confirmation", {}),
    ]),
    # Promises: one broken, an agreement broken, a ruling that a person corrects, money that was said to be paid.
    "refund_delayed": ("prepare_filing", [
        ("open", {}), ("contact_seller", {}), ("record_promise", {"quote": "48小时内退款", "keep_by": moment(2)}),
        ("record_agreement", WORD), ("record_broken", {"they_said_no": "on"}), ("escalate_to_platform", {}),
        ("record_ruling_against", said("系统判定证据不足。")), ("appeal_ruling", {}), ("record_ruling_for", WORD),
        ("record_kept", {}), ("record_not_arrived", {}), *filed("complaint"),
        ("record_declined", {"track": "complaint", "ground": "被投诉人不在本辖区"}),
    ]),
    # The goods go back first; closed, and opened again.
    "return_refused": ("close", [
        ("open", {}), ("contact_seller", {}),
        ("record_agreement", {"promised": "268.00", "goods_back": "on", "return_address": "杭州市西湖区文三路1号 王先生"}),
        ("record_sent_back", {"carrier": "顺丰", "waybill": "SF1029384756"}), ("record_return_received", {}), *PAID,
        ("reopen", {}),
    ]),
    # Paid late, so what still runs is taken back.
    "service_attitude": ("close", [
        ("open", {}), ("contact_seller", {}), ("record_contact", {"who": "客服017", "said": "让我再等等。"}),
        ("record_refusal", said("管不了。")), ("escalate_to_platform", {}), ("record_ruling_against", said("不属于受理范围。")),
        *filed("association"), ("record_paid_late", {"received": "268.00"}), ("withdraw_filing", {"track": "association"}),
    ]),
    # A slip that is taken back, then an agreement.
    "not_as_described": ("reopen", [*REFUSED, ("correct", {}), ("record_agreement", WORD), *PAID]),
}  # fmt: skip


@pytest.mark.parametrize("kind", WAYS)
def test_a_type_goes_its_way(meet: Meet, stack: Stack, kind: str) -> None:
    dora = meet("dora", "desk" if kind == "shipping" else "phone")
    case, (end, steps) = stack.case_url(f"type_{kind}"), WAYS[kind]
    dora.go(case)
    for action, facts in steps:
        take(dora, case, action, dict(facts))
    assert dora.count(f"a[href*='/do/{end}/'], form[action*='/do/{end}/']"), "it stands elsewhere"


def take(person: Person, case: str, action: str, facts: dict[str, str]) -> None:
    """One step by the button that the case's page has for it; a step more on the timeline afterwards."""
    before = person.count("#timeline .timeline > li")
    track = facts.pop("track", "")
    direct = person.page.locator(f".next form[action*='/do/{action}/'] button")
    if direct.count():
        direct.first.click()
    else:
        _fill_in(person, case, action, track, facts)
        person.tap(".actionbar button.btn-primary")
    person.page.wait_for_url(lambda url: url.split("#")[0] == case)
    person.sees("main .toasts .banner-jade")
    assert person.count("#timeline .timeline > li") == before + 1, action


def _fill_in(person: Person, case: str, action: str, track: str, facts: dict[str, str]) -> None:
    wanted = f"/do/{action}/?track={track}" if track else f"/do/{action}/"
    link = person.page.locator(f".next a[href*='{wanted}'], .menu a[href*='{wanted}']")
    person.go(case + wanted.removeprefix("/") if action == "record_promise" else str(link.first.get_attribute("href")))
    if action in SENDS:
        text = person.page.locator("#id_text").input_value()
        assert text.strip()
        assert BLANK not in text, f"{action}: {text}"
    for name, value in facts.items():
        field = person.page.locator(f"#do [name={name}]")
        if field.first.get_attribute("type") in ("radio", "checkbox"):
            person.page.locator(f'#do [name="{name}"]' + (f'[value="{value}"]' if value != "on" else "")).check(
                force=True
            )
        else:
            field.fill(value)
