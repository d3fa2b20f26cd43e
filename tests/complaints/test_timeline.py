"""The ledger in words."""

from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from accounts.models import User
from complaints import filing, ledger, timeline
from complaints.models import Complaint, EventBody, Order
from complaints.orders import edit_order
from complaints.status import Kind, Status
from tests.complaints.conftest import FACTS, NOW, reopen_as

pytestmark = pytest.mark.django_db


def test_an_entry_nobody_speaks_for_has_a_calm_sentence(alice: User, draft: Complaint) -> None:
    with translation.override("en"):
        line = timeline.line_of(ledger.append(draft, "stars_aligned", {}, actor=alice, at=NOW))
    assert line.text == "Something was noted in the case."


def test_upper_floors_speak_for_their_kinds_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "_registry", {})

    def say(_event: object) -> timeline.Line:
        return timeline.Line("It happened.")

    timeline.register("happened", say)
    timeline.register("happened", say)
    with pytest.raises(ValueError, match="happened"):
        timeline.register("happened", lambda _event: timeline.Line("No, it didn't."))


def test_a_change_says_from_what_to_what(alice: User, draft: Complaint) -> None:
    reopen_as(draft, Status.NEGOTIATING)
    filing.edit(draft, filing.Facts(kind=Kind.QUALITY, title="面霜变质", story="长文"), actor=alice, now=NOW)
    with translation.override("en"):
        detail = timeline.line_of(draft.events.get(kind="facts_edited")).detail
    assert "Type: Not as described → Quality problem" in detail
    assert "→ 面霜变质" in detail
    assert "What happened" in detail
    assert "长文" not in detail


def test_a_corrected_date_is_shown_in_the_readers_time(alice: User, order: Order, draft: Complaint) -> None:
    edit_order(order, replace(FACTS, received_at=None, paid=Decimal("1497")), actor=alice, now=NOW)
    with translation.override("en"), timezone.override(ZoneInfo("Asia/Shanghai")):
        detail = timeline.line_of(draft.events.get(kind="order_edited")).detail
    assert detail == "Amount paid: ¥268.00 → ¥1,497.00; Received: 2025-11-18 10:00 → nothing"


def test_an_erased_text_still_has_its_line(draft: Complaint) -> None:
    EventBody.objects.filter(event__complaint=draft).delete()
    assert timeline.line_of(draft.events.get()).detail == ""


def test_the_tag_says_when_what_and_who_and_escapes(alice: User, draft: Complaint) -> None:
    alice.name = "<b>小雨"
    event = draft.events.get()
    event.actor = alice
    page = Template("{% load complaint_tags %}{% event_line event %}").render(Context({"event": event}))
    assert "tl-when" in page
    assert "P758291046375182736" in page
    assert "&lt;b&gt;小雨" in page
