"""Ways in that don't begin with the sign-up form."""

from allauth.account.models import EmailAddress

from accounts.models import User


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
