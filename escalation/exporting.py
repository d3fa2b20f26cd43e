"""A case gathered for export: its facts, texts as sent, exhibits, timeline and ledger, in Chinese whoever asks."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation

from complaints import playbooks, roots, stamps, timeline
from complaints.ledger import canonical, plain
from complaints.models import Complaint, Event
from escalation.letter_facts import day, yuan
from escalation.letters import claims_in_words
from escalation.models import Submission
from evidence.checklist import exhibits
from evidence.export.content import Content, Profile, SentText, Stamp
from evidence.export.words import moment_words


def content_of(complaint: Complaint, profile: Profile, *, now: datetime) -> Content:
    """The case as it stands. The hand-over copy has no bodies of the ledger: they tell more than evidence and texts do."""
    with translation.override("zh-hans"):
        events = list(complaint.events.select_related("body", "actor").order_by("seq"))
        return Content(
            number=complaint.number, code=complaint.public_code, title=complaint.title, facts=tuple(_facts(complaint)),
            texts=tuple(_texts(complaint)), exhibits=tuple(exhibits(complaint)),
            timeline=tuple(_told(events)) if profile is Profile.OWN else (),
            ledger=tuple(_entry(event, with_body=profile is Profile.OWN) for event in events),
            head=complaint.ledger_head, entries=complaint.ledger_seq, root=_root(complaint), made_at=now, profile=profile,
            stamp=_stamp(complaint),
        )  # fmt: skip


def _root(case: Complaint) -> str:
    covering = roots.covering(case)
    return f"{covering.day.isoformat()} {covering.root}" if covering else ""


def _stamp(case: Complaint) -> Stamp | None:
    found = stamps.covering(case)
    if found is None or found.token is None or found.said_at is None:
        return None
    with suppress(OSError):
        certificates = Path(settings.TIMESTAMP_CERTIFICATES).read_bytes()
        return Stamp(
            found.root.day.isoformat(), stamps.message_of(found.root), bytes(found.token), found.said_at, found.authority,
            certificates,
        )  # fmt: skip
    return None


def _facts(case: Complaint) -> Iterator[tuple[str, str]]:
    seller, orders = case.seller, list(case.orders.order_by("placed_at"))
    yield "类型", playbooks.get(case.kind).title.zh
    if case.owner and case.owner.name:
        yield "消费者", case.owner.name
    if seller:
        yield "店铺", f"小红书「{seller.shop_name}」"
        yield from ((label, value) for label, value in _registered(seller) if value)
    for order in orders:
        received = f"，{day(order.received_at)}签收" if order.received_at else ""
        yield "订单", f"{order.order_no}，{day(order.placed_at)}下单，实付{yuan(order.paid)}{received}"
    if asked := claims_in_words(case.claims.all()):
        yield "诉求", asked
    if case.story:
        yield "情况", case.story


def _registered(seller: Any) -> tuple[tuple[str, str], ...]:
    return ("经营者", seller.licence_name), ("统一社会信用代码", seller.credit_code), ("地址", seller.displayed_address)


def _texts(case: Complaint) -> Iterator[SentText]:
    sent = Submission.objects.filter(track__complaint=case, frozen_at__isnull=False).order_by("frozen_at", "pk")
    for one in sent:
        yield SentText(str(one.get_channel_display()), day(one.submitted_at or one.frozen_at), one.text, one.reference)


def _told(events: list[Event]) -> Iterator[tuple[str, str]]:
    for event in events:
        line = timeline.line_of(event)
        yield moment_words(event.at), f"{line.text}\n{line.detail}" if line.detail else line.text


def _entry(event: Event, *, with_body: bool) -> Mapping[str, Any]:
    """One line of ledger.jsonl: what the hash covers, and what the commitment covers as the very text it was made from."""
    entry = {
        "seq": event.seq, "kind": event.kind, "at": plain(event.at), "actor": event.actor.public_code if event.actor else "",
        "body_commit": event.body_commit, "prev": event.prev, "hash": event.hash,
    }  # fmt: skip
    body = getattr(event, "body", None)
    if body and (with_body or event.kind == "evidence_added"):
        entry |= {"salt": body.salt, "body": canonical(body.data).decode()}
    return entry
