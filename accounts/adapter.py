"""Where allauth asks us: how a person is stored, how our mails read, where a finished step leads."""

import secrets
import time
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.forms import BaseForm
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy, override

from accounts.models import Role, User
from accounts.signin import spoken_now

FRESH = 300
"""Seconds after signing in in which the password isn't asked for once more."""


class JuliAccountAdapter(DefaultAccountAdapter):
    """Sign-up makes consumers, codes have 6 digits, mails come as plain text and HTML in the reader's language."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("This account is closed. Please write to us if that surprises you."),
        "duplicate_email": gettext_lazy("This is already your address."),
        "email_password_mismatch": gettext_lazy(
            "This e-mail address and password don't belong together. Please check both, or reset your password."
        ),
        "email_taken": gettext_lazy("This address can't be used here. Please choose another."),
        "enter_current_password": gettext_lazy("This isn't your current password."),
        "incorrect_code": gettext_lazy("This code isn't right. Please compare it with the newest one."),
        "incorrect_password": gettext_lazy("This password isn't right."),
        "rate_limited": gettext_lazy("That was very quick. Please wait a minute, then try again."),
        "same_as_current": gettext_lazy("This is the same address as before."),
        "too_many_login_attempts": gettext_lazy(
            "Too many tries in a row. To protect this account, please wait 5 minutes and then try again."
        ),
    }

    weak_passwords: ClassVar[dict[str, Promise]] = {
        "password_too_short": gettext_lazy("This password is too short; 8 characters are the least."),
        "password_too_common": gettext_lazy("This password is among the most common ones. Please choose another."),
        "password_entirely_numeric": gettext_lazy("Please add something other than digits."),
        "password_too_similar": gettext_lazy("This password is too much like your e-mail address or name."),
    }

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has just signed in sets up the second step without typing the password twice in a row."""
        user = self.request.user
        enrolling = app == "allauth.mfa" and user.is_authenticated and not is_mfa_enabled(user)
        records = get_authentication_records(self.request, user) if enrolling else []
        fresh = any(time.time() - record["at"] < FRESH for record in records)
        return not fresh and bool(super().is_reauthentication_required(app=app, **kwargs))

    def clean_password(self, password: str, user: AbstractBaseUser | None = None) -> str:
        """The password when Django's validators accept it; else ValidationError in our words, all reasons at once."""
        try:
            return str(super().clean_password(password, user))
        except ValidationError as refused:
            reasons = [str(self.weak_passwords.get(str(error.code), error.messages[0])) for error in refused.error_list]
            raise ValidationError(reasons) from refused

    def clean_email(self, email: str) -> str:
        """The address in lower case, as the database keeps it."""
        return email.strip().lower()

    def save_user(
        self, request: HttpRequest, user: AbstractBaseUser, form: BaseForm, commit: bool = True
    ) -> AbstractBaseUser:
        """Store the new person with name and language; whatever else the request carries, they begin as a consumer."""
        if isinstance(user, User):
            user.name = form.cleaned_data.get("name", "").strip()
            user.role = Role.CONSUMER
            user.language = spoken_now()
        return super().save_user(request, user, form, commit)

    def generate_email_verification_code(self) -> str:
        """Six digits: 3 tries of a million, and a phone's number keys suffice."""
        return six_digits()

    def generate_password_reset_code(self) -> str:
        """As for an address."""
        return six_digits()

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Someone signed in has just changed their address and came from the settings."""
        if self.request.user.is_authenticated:
            return reverse("accounts:settings")
        return str(super().get_email_verification_redirect_url(email_address))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the settings, where they came from."""
        return reverse("accounts:settings")

    def format_email_subject(self, subject: str) -> str:
        """The subject with our name in front, because inboxes show senders shortened."""
        return gettext("Juli: %(subject)s") % {"subject": subject}

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMultiAlternatives:
        """The mail as plain text from allauth's template names, and the same words as HTML in our frame.

        In the language of the person it goes to; in the page's where nobody has that address.
        """
        address = email if isinstance(email, str) else email[0]
        known = User.objects.filter(email=address.lower()).values_list("language", flat=True).first()
        with override(known or get_language()):
            return self._written(template_prefix, email, context, headers)

    def _written(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: dict[str, str] | None
    ) -> EmailMultiAlternatives:
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", context).split())
        text = render_to_string(f"{template_prefix}_message.txt", context).strip()
        to = [email] if isinstance(email, str) else email
        message = EmailMultiAlternatives(
            self.format_email_subject(subject), text, self.get_from_email(), to, headers=headers
        )
        paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
        frame = {"paragraphs": paragraphs, "code": context.get("code"), "subject": subject}
        message.attach_alternative(render_to_string("emails/account/frame.html", frame), "text/html")
        return message


def six_digits() -> str:
    """A random code like 048213, from the operating system's source of randomness."""
    return f"{secrets.randbelow(1_000_000):06d}"
