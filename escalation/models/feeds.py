"""A person's dates as a calendar that other programs subscribe to."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import new_public_code


def new_nonce() -> str:
    """What makes a link differ from the one before it."""
    return secrets.token_urlsafe(16)


class Feed(models.Model):
    """The private link of one person. It is made of `code` and a code over `nonce` that needs the site's secret key, so
    the table alone opens no calendar; a new nonce ends the old link.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed")
    code = models.CharField(max_length=12, unique=True, default=new_public_code)
    nonce = models.CharField(max_length=30, default=new_nonce)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(nonce=""), name="feed_has_nonce")]

    def __str__(self) -> str:
        return self.code
