"""Addresses that are as good as passwords (a robot's key) are encrypted in the database.

The key is derived from SECRET_KEY (HKDF-SHA256, RFC 5869); after SECRET_KEY was changed, what is named in
SECRET_KEY_FALLBACKS still opens them.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(ValueError):
    """The text was sealed with a key that isn't there any more."""


def seal(text: str) -> str:
    """`text`, encrypted and authenticated; another result each time."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """What `seal` was given. Raises Unreadable."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable("This address can't be read any more; please enter it again.") from error


def _keys() -> MultiFernet:
    return MultiFernet([_key(str(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> Fernet:
    made = HKDF(SHA256(), length=32, salt=None, info=b"notifications.sealing").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(made))
