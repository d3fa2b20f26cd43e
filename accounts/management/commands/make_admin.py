"""`manage.py make_admin EMAIL`: the first admin, whom nobody else could make."""

import sys
from getpass import getpass
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from accounts.models import Role, User
from accounts.signin import vouch_for_address


class Command(BaseCommand):
    help = "Make somebody an admin: a new account, or one that exists. Their address counts as proven."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="what they are called")
        parser.add_argument("--password-stdin", action="store_true", help="set the password to the first line of stdin")

    def handle(self, *args: Any, **options: Any) -> None:
        email = checked_address(options["email"])
        user = User.objects.filter(email=email).first() or User(email=email)
        user.name = options["name"].strip() or user.name
        password = self._password(user, from_stdin=options["password_stdin"])
        with transaction.atomic():
            make_admin(user, password)
        self.stdout.write(f"{email} is an admin and signs in at {settings.SITE_URL}{reverse('account_login')}")
        if not user.has_usable_password():
            self.stdout.write(f"They choose a password at {settings.SITE_URL}{reverse('account_reset_password')}")
        if settings.SECOND_FACTOR == "required":
            self.stdout.write("They will be asked to set up two-step sign-in first.")

    def _password(self, user: User, *, from_stdin: bool) -> str:
        """The new password; "" leaves things as they are. A terminal is asked only for somebody who has none yet."""
        if from_stdin:
            password = sys.stdin.readline().rstrip("\r\n")
        elif sys.stdin.isatty() and not (user.password and user.has_usable_password()):
            password = getpass("Password (empty: they choose one by e-mail): ")
        else:
            return ""
        if from_stdin or password:
            check_password(password, user)
        return password


def make_admin(user: User, password: str) -> None:
    """Store `user` as an active admin with a proven address; an empty `password` changes none, a new person has none."""
    user.role, user.is_active = Role.ADMIN, True
    if password:
        user.set_password(password)
    elif not user.password:
        user.set_unusable_password()
    user.save()
    vouch_for_address(user)


def checked_address(typed: str) -> str:
    """The address in lower case; CommandError when it is none."""
    email = typed.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise CommandError(f"{typed!r} isn't an e-mail address.") from error
    return email


def check_password(password: str, user: User) -> None:
    """CommandError with every reason for which the rules refuse it; an empty one is too short."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
