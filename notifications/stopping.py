"""The link in each mail that ends mail (RFC 8058): it works signed out, so it carries its own proof of whom it is for."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from notifications.models import Route
from notifications.status import Channel

_signer = signing.Signer(salt="notifications.stop")


class BadLink(Exception):
    """A link that we never made, or whose person is gone."""


def link_for(person: User) -> str:
    """The absolute address; whoever has it can switch this person's mail off and on, and nothing else."""
    return settings.SITE_URL + reverse("notifications:stop", args=[_signer.sign(person.public_code)])


def person_behind(token: str) -> User:
    """Whose mail it is. Raises BadLink."""
    try:
        code = _signer.unsign(token)
    except signing.BadSignature as error:
        raise BadLink from error
    person = User.objects.filter(public_code=code, is_active=True).exclude(email="").first()
    if person is None:
        raise BadLink
    return person


def set_mail(person: User, *, on: bool) -> None:
    """Mail goes there, or no more; what is on its way already isn't sent either."""
    defaults = {"is_on": on, "created_at": timezone.now()}
    _route, made = Route.objects.get_or_create(person=person, channel=Channel.EMAIL, defaults=defaults)
    if not made:
        Route.objects.filter(person=person, channel=Channel.EMAIL).update(is_on=on, failures=0)


def is_on(person: User) -> bool:
    """Whether mail goes there; who never chose gets it."""
    return not Route.objects.filter(person=person, channel=Channel.EMAIL, is_on=False).exists()
