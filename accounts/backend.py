"""How a session becomes a person: allauth's way in, with the second step looked up in the same query."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from accounts.models import User


class JuliBackend(AuthenticationBackend):
    """Signs in by e-mail and password; each later request loads the person and `has_second_step` at once."""

    def get_user(self, user_id: int) -> User | None:
        """The active person of a session, or None."""
        totp = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
        return User.objects.annotate(has_second_step=Exists(totp)).filter(pk=user_id, is_active=True).first()
