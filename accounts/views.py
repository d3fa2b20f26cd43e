"""The settings page, setting up the second step, and what someone sees who tried too often."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.access import signed_in
from accounts.changes import HOURS, hours_changed
from accounts.forms import SettingsForm
from accounts.middleware import lacks_second_step
from accounts.models import User


@login_required
def settings_page(request: HttpRequest) -> HttpResponse:
    """Name, language, time zone, quiet hours, and the ways to everything else about the account."""
    # A copy of their own for the form: a refused name must not show in the page's frame as if it were stored.
    user = User.objects.get(pk=signed_in(request).pk)
    form = SettingsForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        if HOURS & set(form.changed_data):
            hours_changed(user)
        with translation.override(user.language):
            messages.success(request, _("Your settings are saved."))
        response = redirect("accounts:settings")
        return with_language(response, user.language) if "language" in form.changed_data else response
    two_steps = is_mfa_enabled(user, [Authenticator.Type.TOTP])
    context = {"form": form, "two_steps": two_steps, "unguarded": lacks_second_step(request)}
    return render(request, "accounts/settings.html", context)


class EnrolView(ActivateTOTPView):
    """allauth's page to set up the app; then all other sessions end, for those began with the password alone."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        sessions = UserSession.objects.filter(user=signed_in(self.request))
        for other in sessions.exclude(session_key=self.request.session.session_key):
            other.end()
        return response


def admin_entrance(request: HttpRequest) -> HttpResponse:
    """Django's own sign-in page knows neither the second step nor the limits; whoever is inside and sent here is no admin."""
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.GET.get("next", ""))


def with_language(response: HttpResponse, language: str) -> HttpResponse:
    """`response`, letting this browser's pages speak `language` from now on, as the switch on every page does."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Status 429: what happened and how long to wait (`handler429`, asked for by allauth's limits)."""
    return render(request, "accounts/too_many.html", status=429)
