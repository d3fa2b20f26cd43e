"""Ways in that don't begin with the sign-up form: accounts an operator opens, and people whom a provider knows."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import ExternalIdentity, User


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a provider has just proven: its slug ("phone", "wechat"), its own lasting id for them, what they are called.

    Only a provider's own view makes one, after it has checked the code or the signature; the id of WeChat is the
    unionid, of a phone the number in E.164 form.
    """

    provider: str
    subject: str
    name: str = ""


def person_for(identity: Identity, *, now: datetime | None = None) -> User:
    """The person behind `identity`; a consumer without e-mail and password is made when it is seen the first time.

    It never looks at names or addresses: whoever holds another one's address at a provider doesn't get their cases.
    Of two first visits at once the database's unique key lets one make the person, and the other gets the same.
    """
    known = _known(identity)
    if known is not None:
        return known
    moment = now or timezone.now()
    try:
        with transaction.atomic():
            user = User.objects.create_without_email(identity.name, language=spoken_now(), date_joined=moment)
            user.external_identities.create(provider=identity.provider, subject=identity.subject, created_at=moment)
    except IntegrityError:
        winner = _known(identity)
        if winner is None:
            raise
        return winner
    return user


def enter(request: HttpRequest, user: User) -> HttpResponse:
    """Sign `user` in, whom a provider has proven: the answer to give, which leads home, or to the second step first.

    allauth decides as after a password: an app set up is asked for, a closed account isn't let in. An unproven e-mail
    address doesn't matter here, because it isn't what they sign in with.
    """
    response: HttpResponse = perform_login(request, user, email_verification=EmailVerificationMethod.NONE)
    return response


def spoken_now() -> str:
    """The language of the page somebody is looking at, as `User.language` keeps it."""
    language = get_language()
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def vouch_for_address(user: User) -> EmailAddress:
    """Mark the person's address as proven without a code: for accounts that an operator opens (demo, first admin).

    Harmless when called again; another primary address of theirs is replaced.
    """
    EmailAddress.objects.filter(user=user, primary=True).exclude(email=user.email).update(primary=False)
    address, _ = EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return address


def note_address(user: User) -> EmailAddress:
    """Record the person's address as theirs but unproven; the code of their first password reset proves it."""
    address, _ = EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": False, "primary": True}
    )
    return address


def _known(identity: Identity) -> User | None:
    rows = ExternalIdentity.objects.filter(provider=identity.provider, subject=identity.subject)
    found = rows.select_related("user").first()
    return found.user if found else None
