"""A chat is pasted, its promises are shown, ticked and become dates."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from complaints.models import Complaint
from complaints.status import Scope
from escalation.models import Deadline, Promise
from escalation.talks import LONGEST_CHAT
from escalation.transitions import Action
from tests.cases import DAY, HOUR, LATER, at_stage, do
from tests.escalation.conftest import LetIn

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_the_case")]
CHAT = "小鹿客服 2026-11-02 20:14\n亲，明天上午给您退268元\n我 2026-11-02 20:15\n明天给我退，不然投诉"
NOON = datetime(2026, 11, 3, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai
SAID = datetime(2026, 11, 2, 12, 14, tzinfo=UTC)
NOW = LATER + HOUR


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def case(alice: User) -> Complaint:
    return at_stage(alice, "contacted")


def paste(client: Client, case: Complaint, chat: str) -> "Response":
    return client.post(reverse("escalation:talks", args=[case.public_code]), {"chat": chat})


def shown(response: "Response") -> dict[str, str]:
    """What the browser would send back: the hidden fields and dates of the page."""
    inputs = re.findall(r"<input[^>]*>", response.content.decode())
    named = [(re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in inputs]
    return {name[1]: value[1] if value else "" for name, value in named if name}


def tap(client: Client, case: Complaint, chat: str, **entered: object) -> "Response":
    """Paste, then record what is ticked, as the page offers it or with what is `entered` instead."""
    fields = {**shown(paste(client, case, chat)), "chat": chat, **entered}
    return client.post(reverse("escalation:keep_promises", args=[case.public_code]), fields)


def test_a_pasted_promise_is_shown_with_its_moment_and_nothing_is_kept(as_alice: Client, case: Complaint) -> None:
    page = paste(as_alice, case, CHAT)
    assert "明天上午给您退268元" in page.content.decode()
    assert shown(page)["due_1"] == "2026-11-03T12:00"
    assert not Promise.objects.exists()


def test_a_tap_makes_it_a_clock_from_the_messages_own_time(as_alice: Client, case: Complaint) -> None:
    assert tap(as_alice, case, CHAT).status_code == 302
    made = Promise.objects.get()
    assert (made.quote, made.what, made.who, made.said_at) == ("明天上午给您退268元", "refund", "小鹿客服", SAID)
    assert (made.amount, made.due_at) == (Decimal(268), NOON)
    assert Deadline.objects.get(promise=made).latest_at == NOON


def test_pasted_days_later_the_deadline_is_the_same(as_alice: Client, case: Complaint) -> None:
    with time_machine.travel(NOW + 9 * DAY):
        tap(as_alice, case, CHAT)
    assert Promise.objects.get().due_at == NOON


def test_a_day_ends_with_its_last_second(as_alice: Client, case: Complaint) -> None:
    tap(as_alice, case, "小鹿客服 2026-11-02 20:14\n后天给您退款")
    assert Promise.objects.get().due_at == datetime(2026, 11, 4, 15, 59, 59, tzinfo=UTC)


def test_pasting_again_does_not_double(as_alice: Client, case: Complaint) -> None:
    tap(as_alice, case, CHAT)
    again = paste(as_alice, case, CHAT)
    assert 'name="take"' not in again.content.decode()
    assert tap(as_alice, case, CHAT, take="1").status_code == 422
    assert Promise.objects.count() == 1


def test_pasting_again_without_times_does_not_double(as_alice: Client, case: Complaint) -> None:
    tap(as_alice, case, "客服：明天给您退款")
    with time_machine.travel(NOW + HOUR):
        assert 'name="take"' not in paste(as_alice, case, "客服：明天给您退款").content.decode()


def test_a_second_tap_is_the_first_one(as_alice: Client, case: Complaint) -> None:
    fields = {**shown(paste(as_alice, case, CHAT)), "chat": CHAT}
    for _tap in range(2):
        assert as_alice.post(reverse("escalation:keep_promises", args=[case.public_code]), fields).status_code == 302
    assert Promise.objects.count() == 1


def test_the_same_words_another_day_are_another_promise(as_alice: Client, case: Complaint) -> None:
    tap(as_alice, case, "小鹿客服 2026-11-02 19:00\n48小时内给您退款")
    with time_machine.travel(NOW + 3 * DAY):
        tap(as_alice, case, "小鹿客服 2026-11-05 19:00\n48小时内给您退款")
    assert [promise.due_at.day for promise in Promise.objects.all() if promise.due_at] == [4, 7]


def test_the_same_line_twice_in_one_paste_is_shown_once(as_alice: Client, case: Complaint) -> None:
    line = "小鹿客服 2026-11-02 20:14\n明天给您退款\n"
    assert paste(as_alice, case, line * 2).content.decode().count('name="take"') == 1


def test_several_are_recorded_with_one_tap(as_alice: Client, case: Complaint) -> None:
    tap(as_alice, case, "客服 11-02 20:14\n明天给您退20元，后天补发一件", take=["1", "2"])
    assert [promise.what for promise in Promise.objects.order_by("pk")] == ["refund", "resend"]


def test_all_or_none_is_recorded(as_alice: Client, case: Complaint) -> None:
    chat = "客服 11-02 20:14\n明天给您退20元，后天补发一件"
    answer = tap(as_alice, case, chat, take=["1", "2"], due_2="2020-01-01T00:00")
    assert answer.status_code == 422
    assert not Promise.objects.exists()


def test_an_emptied_moment_means_no_clock(as_alice: Client, case: Complaint) -> None:
    tap(as_alice, case, CHAT, due_1="")
    assert Promise.objects.get().due_at is None
    assert not Deadline.objects.filter(promise__isnull=False).exists()


def test_a_moment_entered_by_hand_holds(as_alice: Client, case: Complaint) -> None:
    tap(as_alice, case, "客服：收到退货后三天内给您退款", due_1="2026-11-09T18:30")
    assert Promise.objects.get().due_at == datetime(2026, 11, 9, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "due", ["2026-13-45T99:00", "morgen", "\x00", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"]
)
def test_what_is_no_moment_is_told_and_nothing_recorded(as_alice: Client, case: Complaint, due: str) -> None:
    assert tap(as_alice, case, CHAT, due_1=due).status_code == 422
    assert not Promise.objects.exists()


def test_what_no_database_keeps_is_left_out_of_the_words(as_alice: Client, case: Complaint) -> None:
    assert tap(as_alice, case, "客服：明天上\x00午给您退款", key="\x00").status_code == 302
    assert Promise.objects.get().quote == "明天上午给您退款"


@pytest.mark.parametrize("due", ["2099-01-01T00:00", "9999-12-31T23:59", "0001-01-01T00:00"])
def test_a_slip_of_the_year_is_told_and_what_was_entered_stays(as_alice: Client, case: Complaint, due: str) -> None:
    answer = tap(as_alice, case, CHAT, due_1=due)
    assert answer.status_code == 422
    assert shown(answer)["due_1"] == due
    assert not Promise.objects.exists()


def test_nothing_found_says_what_to_do(as_alice: Client, case: Complaint) -> None:
    page = paste(as_alice, case, "客服：在的亲").content.decode()
    assert "没有找到承诺、拒绝或威胁" in page
    assert reverse("escalation:do", args=[case.public_code, "record_promise"]) in page


def test_a_refusal_leads_to_recording_it(as_alice: Client, case: Complaint) -> None:
    page = paste(as_alice, case, "客服：拆封了不支持退货").content.decode()
    assert reverse("escalation:do", args=[case.public_code, "record_refusal"]) in page
    assert 'name="take"' not in page


def test_a_threat_is_answered_calmly_and_never_recorded_as_a_promise(as_alice: Client, case: Complaint) -> None:
    page = paste(as_alice, case, "客服：再投诉就把你的地址挂到网上").content.decode()
    assert 'name="take"' not in page
    assert tap(as_alice, case, "客服：拆封了不支持退货", take="2").status_code == 422


def test_nothing_ticked_keeps_the_text(as_alice: Client, case: Complaint) -> None:
    answer = tap(as_alice, case, CHAT, take=[])
    assert answer.status_code == 422
    assert "明天给我退，不然投诉" in answer.content.decode()


def test_a_case_that_moved_meanwhile_is_looked_at_again(as_alice: Client, case: Complaint, alice: User) -> None:
    fields = {**shown(paste(as_alice, case, CHAT)), "chat": CHAT}
    do(case, Action.RECORD_CONTACT, alice, way="phone", said="在吗")
    answer = as_alice.post(reverse("escalation:keep_promises", args=[case.public_code]), fields)
    assert answer.status_code == 409
    assert shown(answer)["version"] == str(case.version)
    assert not Promise.objects.exists()


@pytest.mark.parametrize("name", ["talks", "keep_promises"])
def test_another_persons_case_is_not_there(client: Client, case: Complaint, mallory: User, name: str) -> None:
    client.force_login(mallory)
    answer = client.post(reverse(f"escalation:{name}", args=[case.public_code]), {"chat": CHAT, "take": "1"})
    assert answer.status_code == 404
    assert not Promise.objects.exists()


def test_who_may_only_read_keeps_nothing(client: Client, case: Complaint, bob: User, let_in: LetIn) -> None:
    let_in(case, bob, Scope.READ)
    client.force_login(bob)
    assert client.get(reverse("escalation:talks", args=[case.public_code])).status_code == 200
    assert 'name="take"' not in paste(client, case, CHAT).content.decode()
    answer = client.post(reverse("escalation:keep_promises", args=[case.public_code]), {"chat": CHAT, "take": "1"})
    assert answer.status_code in (403, 404)
    assert not Promise.objects.exists()


def test_an_empty_paste_says_what_to_do(as_alice: Client, case: Complaint) -> None:
    for nothing in ("", " \r\n "):
        assert 'class="error"' in paste(as_alice, case, nothing).content.decode()
    assert 'class="error"' not in as_alice.get(reverse("escalation:talks", args=[case.public_code])).content.decode()


def test_one_character_is_read(as_alice: Client, case: Complaint) -> None:
    assert "没有找到承诺、拒绝或威胁" in paste(as_alice, case, "退").content.decode()


def _long(length: int) -> str:
    """A text of `length` characters whose promise stands at the very end."""
    last = "\n客服：明天退您"
    return ("客服：在的\n" * LONGEST_CHAT)[: length - len(last)] + last


def test_as_much_as_is_allowed_is_read_to_its_end(as_alice: Client, case: Complaint) -> None:
    page = paste(as_alice, case, _long(LONGEST_CHAT)).content.decode()
    assert 'name="take"' in page
    assert 'class="error"' not in page


def test_of_more_the_beginning_is_read_and_said_so(as_alice: Client, case: Complaint) -> None:
    page = paste(as_alice, case, _long(LONGEST_CHAT + 1)).content.decode()
    assert 'class="error"' in page
    assert page.count("20000") + page.count("20,000") + page.count("2万") >= 1


def test_line_ends_of_a_browser_count_once(as_alice: Client, case: Complaint) -> None:
    page = paste(as_alice, case, _long(LONGEST_CHAT).replace("\n", "\r\n")).content.decode()
    assert 'class="error"' not in page


def test_markup_in_a_chat_stays_text(as_alice: Client, case: Complaint) -> None:
    page = paste(as_alice, case, "<b>客服</b>：明天给您退<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page
