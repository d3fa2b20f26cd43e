"""Before a text goes out: what to say more gently is only advice, what must not leave is held back and named."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from complaints.models import Complaint
from escalation import gentler
from escalation.models import Channel, Submission
from tests.cases import LATER, at_stage
from texts.letters import channels

IDENTITY = "11010519491231002X"
RUDE = "你们这群骗子，三天内不退268元我就曝光你们。"


def url(case: Complaint, rest: str) -> str:
    return f"/c/{case.public_code}/{rest}"


def form(client: Client, case: Complaint, text: str, **more: str) -> dict[str, Any]:
    shown = client.get(url(case, "do/contact_seller/")).context["form"]
    data = {name: shown[name].value() for name in ("version", "key")}
    return data | {"text": text, "happened_at": LATER.strftime("%Y-%m-%dT%H:%M"), "track": ""} | more


def test_a_rude_text_may_be_sent(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "negotiating")
    as_alice.post(url(case, "do/contact_seller/"), form(as_alice, case, RUDE))
    assert Submission.objects.get(track__complaint=case).text == RUDE


def test_the_gentler_words_are_put_in_and_nothing_is_sent(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "negotiating")
    answer = as_alice.post(url(case, "do/contact_seller/"), form(as_alice, case, RUDE, soften="1"))
    text = answer.context["form"]["text"].value()
    assert answer.status_code == 200
    assert isinstance(text, str)
    assert "骗子" not in text
    assert "268元" in text
    assert "三天内" in text
    assert not Submission.objects.filter(track__complaint=case).exists()


def test_an_identity_number_is_held_back_and_named(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "negotiating")
    text = f"我的身份证号是{IDENTITY}，请退款。"
    answer = as_alice.post(url(case, "do/contact_seller/"), form(as_alice, case, text))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "110…2X" in page
    assert text in page
    assert "data-holds" in page
    assert not Submission.objects.filter(track__complaint=case).exists()


def test_while_typing_only_the_remarks_come_back(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "negotiating")
    page = as_alice.post(url(case, "tone/"), {"text": RUDE}).content.decode()
    assert page.lstrip().startswith("<section")
    assert "你们这群骗子" in page
    assert "soften" in page
    assert "soften" not in as_alice.post(url(case, "tone/"), {"text": "请在三天内退款。"}).content.decode()


@pytest.mark.parametrize("text", ["", "好", "好" * 4000, "好" * 4001, "<script>alert(1)</script>垃圾店"])
def test_any_text_is_answered(as_alice: Client, alice: User, text: str) -> None:
    answer = as_alice.post(url(at_stage(alice, "negotiating"), "tone/"), {"text": text})
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


def test_a_strangers_case_is_not_there(client: Client, alice: User, mallory: User) -> None:
    client.force_login(mallory)
    assert client.post(url(at_stage(alice, "negotiating"), "tone/"), {"text": "x"}).status_code == 404


def test_our_own_letters_are_never_remarked_on(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "negotiating")
    text = as_alice.get(url(case, "do/contact_seller/")).context["form"]["text"].value()
    assert gentler.check(text).remarks == ()
    assert set(channels()) <= set(Channel.values)
