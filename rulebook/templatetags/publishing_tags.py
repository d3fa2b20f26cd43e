"""What pages outside the rulebook say of it to admins."""

from django import template
from django.utils import timezone

from rulebook import gaps
from rulebook.snapshot import current_law

register = template.Library()


@register.simple_tag
def calendar_gap() -> int | None:
    """`{% calendar_gap as gap %}`: the year whose holidays should have been entered by now, or None."""
    return gaps.calendar_gap(current_law().calendar, timezone.now())
