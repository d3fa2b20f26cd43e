"""Push messages of browsers: the subscription that a browser gives (RFC 8030), its message encrypted for that browser alone
(RFC 8188, 8291), and who we are to its service (VAPID, RFC 8292).
"""

import base64
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02

_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256 (FIPS 186-4, D.1.2.3)
_KEPT = timedelta(days=1)
"""How long the service keeps a message for a browser that is closed."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """Where to send, and the browser's public key (65 bytes) and secret (16 bytes)."""

    endpoint: str
    key: bytes
    secret: bytes

    @classmethod
    def read(cls, text: str) -> "Subscription":
        """From `JSON.stringify(subscription)`. Raises ValueError for anything else."""
        facts: Any = json.loads(text)
        if not isinstance(facts, dict) or not isinstance(facts.get("keys"), dict):
            raise ValueError("no subscription")
        endpoint, keys = facts.get("endpoint"), facts["keys"]
        if not isinstance(endpoint, str) or not all(isinstance(keys.get(name), str) for name in ("p256dh", "auth")):
            raise ValueError("no endpoint or keys")
        key, secret = _bytes(keys["p256dh"]), _bytes(keys["auth"])
        ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, key)
        if len(secret) != 16:
            raise ValueError("the secret has 16 bytes (RFC 8291, 3.2)")
        return cls(endpoint, key, secret)

    def as_text(self) -> str:
        """What `read` takes, and nothing else that the browser may have said."""
        keys = {"p256dh": _text(self.key), "auth": _text(self.secret)}
        return json.dumps({"endpoint": self.endpoint, "keys": keys})


def public_key() -> str:
    """Ours, for `pushManager.subscribe`; the same as long as SECRET_KEY is."""
    return _text(_private_key().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def sealed_for(to: Subscription, facts: dict[str, str], now: datetime) -> tuple[dict[str, str], bytes]:
    """Headers and body of the request that brings `facts` to the browser; its service can't read them."""
    parts = urlsplit(to.endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}", "exp": int((now + timedelta(hours=12)).timestamp()),
        "sub": f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}",
    }  # fmt: skip
    headers = Vapid02(private_key=_private_key()).sign(claims) | {
        "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream",
        "TTL": str(int(_KEPT.total_seconds())), "Urgency": "high",
    }  # fmt: skip
    once = ec.generate_private_key(_CURVE)
    text = json.dumps(facts, ensure_ascii=False).encode()
    return headers, http_ece.encrypt(text, private_key=once, dh=to.key, auth_secret=to.secret, version="aes128gcm")


def _private_key() -> ec.EllipticCurvePrivateKey:
    """Made from SECRET_KEY: nothing more to keep, and 64 bits more than the order has, so that no number is likelier."""
    made = HKDF(SHA256(), length=40, salt=None, info=b"notifications.webpush").derive(str(settings.SECRET_KEY).encode())
    return ec.derive_private_key(int.from_bytes(made, "big") % (_ORDER - 1) + 1, _CURVE)


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
