"""Filters for the account pages."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# The first that matches wins: WeChat and Edge also call themselves Chrome or Safari.
_PROGRAMS = (
    ("MicroMessenger", "WeChat"), ("Edg", "Edge"), ("HuaweiBrowser", "Huawei"), ("Firefox", "Firefox"),
    ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("HarmonyOS", "HarmonyOS"), ("Android", "Android"),
    ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


@register.filter
def device(user_agent: str) -> str:
    """「Safari · iPhone」 from a browser's self-description; "Unknown device" when it says nothing we know."""
    found = [next((name for mark, name in table if mark in user_agent), "") for table in (_PROGRAMS, _SYSTEMS)]
    return " · ".join(part for part in found if part) or _("Unknown device")
