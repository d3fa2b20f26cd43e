"""The filters over `accounts.wording`; each gives "" for nothing, so templates need no `if` around an open date."""

from datetime import datetime
from decimal import Decimal

from django import template
from django.utils import timezone

from accounts import wording

register = template.Library()


@register.filter
def moment(at: datetime | None) -> str:
    """`{{ dt|moment }}`: 「10月12日（周一）」."""
    return wording.moment_words(at, timezone.now()) if at else ""


@register.filter
def left(at: datetime | None) -> str:
    """`{{ dt|left }}`: 「还剩 2 天 6 小时」「今天 18:00 前」「逾期 1 天」."""
    return wording.left_words(at, timezone.now()) if at else ""


@register.filter
def left_short(at: datetime | None) -> str:
    """`{{ dt|left_short }}`: the same without hours, for chips."""
    return wording.left_words(at, timezone.now(), short=True) if at else ""


@register.filter
def tone(at: datetime | None) -> str:
    """`{{ dt|tone }}`: "seal", "amber" or "" for the chip of a moment."""
    return wording.tone_of(at, timezone.now()) if at else ""


@register.filter
def ago(at: datetime | None) -> str:
    """`{{ dt|ago }}`: 「12 分钟前」「昨天」, then the date."""
    return wording.ago_words(at, timezone.now()) if at else ""


@register.filter
def yuan(amount: Decimal | int | None) -> str:
    """`{{ amount|yuan }}`: ¥1,497.00."""
    return "" if amount is None else wording.yuan(amount)


@register.filter
def masked(name: str) -> str:
    """`{{ name|masked }}`: 林**."""
    return wording.masked(name)
