"""Two things that hold on every page: a person's own clock, and the second step for those who see others' cases."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.models import Role, User

_NEEDS_SECOND_STEP = (Role.HELPER, Role.ADMIN)
# Signing in and out, enrolling, help, the language switch and the pulse must stay reachable without a second step.
_ALWAYS_OPEN = ("account_", "mfa_", "usersessions_", "pages:", "set_language", "healthz", "readyz")


class PersonalTimeZoneMiddleware:
    """Shows times on the person's own clock; whoever isn't signed in sees Beijing time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(zone_of(request)):
            return self.get_response(request)


class SecondFactorMiddleware:
    """Sends helpers and admins without an authenticator app to set one up, when `SECOND_FACTOR` is "required"."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """None lets the request through; a redirect to enrolment otherwise."""
        if settings.SECOND_FACTOR != "required" or is_always_open(request):
            return None
        return redirect("mfa_activate_totp") if lacks_second_step(request) else None


def zone_of(request: HttpRequest) -> ZoneInfo:
    """The person's zone, or Beijing time for whoever isn't signed in."""
    return request.user.zone if isinstance(request.user, User) else ZoneInfo(settings.TIME_ZONE)


def is_always_open(request: HttpRequest) -> bool:
    """Whether this address must work without a second step."""
    match = request.resolver_match
    name = (match.view_name or "") if match else ""
    return name.startswith(_ALWAYS_OPEN) or request.path.startswith(str(settings.STATIC_URL))


def lacks_second_step(request: HttpRequest) -> bool:
    """Whether someone who may see other people's cases signs in with a password alone."""
    user = request.user
    if not isinstance(user, User) or user.role not in _NEEDS_SECOND_STEP:
        return False
    known: bool | None = user.__dict__.get("has_second_step")  # answered by `accounts.backend`
    return not (is_mfa_enabled(user, [Authenticator.Type.TOTP]) if known is None else known)
