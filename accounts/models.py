"""People: who signs in, as what, and when they may be disturbed."""

import secrets
from datetime import time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 60


class Role(models.TextChoices):
    """What a person is here for; sign-up makes consumers, an admin makes the others."""

    CONSUMER = "consumer", _("Consumer")
    HELPER = "helper", _("Volunteer helper")
    ADMIN = "admin", _("Admin")


def new_public_code() -> str:
    """A random code of 12 characters for URLs and the ledger: 62 bits, so it can't be guessed or counted through."""
    alphabet = "23456789abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
    return "".join(secrets.choice(alphabet) for _ in range(12))


class UserManager(BaseUserManager["User"]):
    """Makes people; e-mail addresses are kept in lower case, because people type them in any case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person with `email` (required) and a password (none: only a reset lets them in)."""
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_without_email(self, name: str, **fields: Any) -> "User":
        """A person whom somebody else signs in (see `ExternalIdentity`): no address, no password."""
        user = self.model(name=name.strip()[:NAME_LENGTH], **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An admin like any other; Django's superusers would read everybody's second step in its admin pages."""
        return self.create_user(email, password, **({"role": Role.ADMIN} | fields))


class User(AbstractBaseUser, PermissionsMixin):
    """One person. What they may do to a case is decided by the case (`complaints.access`), not here."""

    public_code = models.CharField(max_length=12, unique=True, default=new_public_code, editable=False)
    # Empty for those who come in by phone or WeChat and never gave one; nothing is mailed to them then.
    email = models.EmailField(_("e-mail"), blank=True, db_index=True)
    name = models.CharField(_("name"), max_length=NAME_LENGTH, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.CONSUMER)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Shanghai")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="zh-hans")
    quiet_from = models.TimeField(_("quiet from"), default=time(21, 0))
    quiet_to = models.TimeField(_("quiet until"), default=time(8, 30))
    # Whoever wants it is told on a last day even in these hours, and a few hours before a moment in the early morning.
    last_day_alarm = models.BooleanField(_("last-day reminders even in quiet hours"), default=False)
    daily_digest = models.BooleanField(_("one summary a day about entrusted cases"), default=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    # Django wants one column that names every person; an address doesn't, since not everybody has one.
    USERNAME_FIELD = "public_code"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = (
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_known"),
            models.UniqueConstraint(Lower("email"), condition=~models.Q(email=""), name="user_email_any_case"),
        )

    def __str__(self) -> str:
        return self.name or self.email or self.public_code

    @property
    def is_staff(self) -> bool:
        """Django's admin pages are open to admins only."""
        return self.role == Role.ADMIN

    @property
    def is_helper(self) -> bool:
        return self.role == Role.HELPER

    @property
    def is_admin(self) -> bool:
        return self.role == Role.ADMIN

    @property
    def gets_digest(self) -> bool:
        """Whether what happens in other people's cases is told to this person once a day, not one by one."""
        return self.is_helper and self.daily_digest

    @property
    def zone(self) -> ZoneInfo:
        """The person's time zone; a name that the system doesn't know (any more) counts as Beijing time."""
        try:
            return ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo(settings.TIME_ZONE)

    def get_short_name(self) -> str:
        return self.name or self.email.partition("@")[0] or self.public_code


class ExternalIdentity(models.Model):
    """Who a person is to somebody else who signs them in: a phone company's number, WeChat's unionid."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="external_identities")
    provider = models.SlugField(max_length=30, db_index=False)
    subject = models.CharField(max_length=190)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("way to sign in")
        verbose_name_plural = _("ways to sign in")
        constraints = (
            models.UniqueConstraint(fields=["provider", "subject"], name="identity_once"),
            models.CheckConstraint(condition=~models.Q(provider="") & ~models.Q(subject=""), name="identity_says_who"),
        )

    def __str__(self) -> str:
        return f"{self.provider} {self.user_id}"
