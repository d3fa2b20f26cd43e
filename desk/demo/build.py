"""Building the demo: three people, their cases, made step by step through the doors, each step in its own past."""

import io
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import Role, User
from accounts.signin import vouch_for_address
from complaints import filing
from complaints.models import Complaint
from complaints.orders import OrderFacts, SellerFacts, edit_seller
from complaints.status import Scope
from desk.demo.stories import STORIES, Story
from escalation import consent
from escalation.sweeping import sweep
from escalation.transitions import Action
from escalation.workflow import perform
from evidence.vault.intake import add_evidence

PASSWORD = "juli-demo-2026"
PEOPLE = (
    ("xiaoyu@demo.juli.example", "林小雨", Role.CONSUMER),
    ("zhiyuan@demo.juli.example", "许志愿", Role.HELPER),
    ("shenhe@demo.juli.example", "沈审核", Role.ADMIN),
)
MOMENTS = ("answer_by", "keep_by")
IMAGES = Path(__file__).parent / "images"
_CHINA = ZoneInfo("Asia/Shanghai")


def people() -> list[User]:
    """The three accounts; made when they aren't there."""
    found = []
    for email, name, role in PEOPLE:
        user = User.objects.filter(email=email).first()
        user = user or User.objects.create_user(email, PASSWORD, name=name, role=role)
        vouch_for_address(user)
        found.append(user)
    return found


def build(now: datetime) -> list[Complaint]:
    """All stories that aren't there yet, for the demo's consumer; returns the new cases."""
    consumer, helper, _admin = people()
    there = set(consumer.orders.values_list("order_no", flat=True))
    made = [_case(story, consumer, helper, now) for story in STORIES if story.order_no not in there]
    sweep(now)
    return made


def _case(story: Story, owner: User, helper: User, now: datetime) -> Complaint:
    begun = now - timedelta(days=max((ago for ago, _action, _facts in story.steps), default=0.5) + 0.1)
    case = filing.begin_case(owner, _order(story, now), story.kind, now=begun)
    facts = filing.Facts(kind=story.kind, title=story.title, story=story.story, found_at=begun, safety=story.safety)
    filing.edit_draft(case, facts, now=begun)
    filing.set_claims(case, story.claims, actor=owner, now=begun)
    if story.licence and case.seller:
        edit_seller(
            case, SellerFacts(licence_name=story.licence, displayed_address=story.address), actor=owner, now=begun
        )
    for slot, name in story.pictures:
        add_evidence(case, _picture(name, story.order_no), kind=slot, actor=owner, now=begun)
    for moment, action, told in _steps(story, now):
        perform(case, action, owner, now=moment, **told)
        case.refresh_from_db()
    if story.helped:
        consent.grant(case, owner, helper.email, Scope(story.helped), purpose="帮我整理和跟进", now=now)
    return case


def _order(story: Story, now: datetime) -> OrderFacts:
    received = now - timedelta(days=story.received) if story.received is not None else None
    return OrderFacts(
        order_no=story.order_no, shop_name=story.shop, goods=story.goods, paid=story.paid,
        placed_at=now - timedelta(days=story.ordered), shipped_at=now - timedelta(days=story.ordered - 1), received_at=received,
    )  # fmt: skip


def _steps(story: Story, now: datetime) -> Iterator[tuple[datetime, Action, dict[str, Any]]]:
    """Each step at its moment; steps of one day follow each other by a minute, so that they stay in order."""
    for place, (ago, action, facts) in enumerate(story.steps):
        moment = now - timedelta(days=ago) + timedelta(minutes=place)
        told = dict(facts)
        for name in MOMENTS:
            if name in told:
                day = (moment + timedelta(days=told[name])).astimezone(_CHINA).date()
                told[name] = datetime.combine(day, time(21, 0), _CHINA)
        yield moment, action, told


def _picture(name: str, seed: str) -> SimpleUploadedFile:
    """A packaged screenshot where `name` is a file's, else a soft two-coloured picture that differs by name and order."""
    file = IMAGES / name
    if file.is_file():
        return SimpleUploadedFile(name, file.read_bytes())
    tint = sum(ord(letter) for letter in name + seed)
    top = (150 + tint % 80, 140 + tint * 7 % 70, 130 + tint * 13 % 80)
    low = tuple(value - 60 for value in top)
    picture = Image.linear_gradient("L").resize((720, 960))
    coloured = Image.merge(
        "RGB", [picture.point(lambda v, a=a, b=b: a + (b - a) * v // 255) for a, b in zip(top, low, strict=True)]
    )
    out = io.BytesIO()
    coloured.save(out, "PNG")
    return SimpleUploadedFile(f"{name}.png", out.getvalue())
