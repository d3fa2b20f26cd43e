"""Mail: one connection for a batch, and the same Message-ID each time the same delivery is sent."""

import hashlib
import re
import smtplib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from email.message import EmailMessage
from email.policy import Compat32
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.crypto import salted_hmac

from notifications.channels.base import Message, TransportError
from notifications.models import Delivery
from notifications.rendering import letter
from notifications.stopping import link_for

_ENOUGH = 421  # "closing transmission channel" (RFC 5321, 3.8): some servers take so many mails a connection


def endpoint_of(address: str) -> str:
    """Names an address without keeping it, so that a list of deliveries is no list of addresses."""
    return f"email:{salted_hmac('notifications.endpoint', address.lower()).hexdigest()[:32]}"


def message_id(row: Delivery) -> str:
    """The same for every try, so that after a crash the second copy is recognised as the same mail."""
    identity = hashlib.sha256(f"{row.notification.key}\n{row.endpoint}".encode()).hexdigest()[:40]
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{identity}@{host}>"


class _Written(Compat32):
    """How Django writes headers, without asking where to fold those that fit into a line: a fourth of all the writing."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if isinstance(value, str) and value.isascii() and value.isprintable() and len(name) + len(value) < 76:
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return bytes(super().fold_binary(name, value))


class _Mail(EmailMultiAlternatives):
    """A mail whose parts are divided by its own identity, so that every try sends the same bytes.

    Python would search the parts for a line that divides them, which takes a fifth of the writing; the hash that names the
    delivery doesn't stand in its text.
    """

    def message(self, **options: Any) -> EmailMessage:
        made = super().message(**options)
        made.policy = _Written()
        made.set_boundary("=_" + self.extra_headers["Message-ID"].strip("<>").partition("@")[0])
        return made


def compose(message: Message, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """The mail, plain and HTML, to the address the person has now."""
    row = message.row
    words = letter(row.notification, message.spec, message.due)
    headers = {
        "Message-ID": message_id(row),
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{link_for(row.notification.recipient)}>",
    }
    if settings.SITE_URL.startswith("https:"):  # one tap in the mail program, which RFC 8058 allows by https only
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    to = [row.notification.recipient.email]
    mail = _Mail(words.subject, words.text, to=to, headers=headers, connection=connection)
    mail.attach_alternative(words.html, "text/html")
    return mail


class MailBatch:
    """One line to the mail server, opened by the first mail and again after an error."""

    def __init__(self) -> None:
        self._line: BaseEmailBackend = get_connection()
        self._taken = 0

    def send(self, message: Message) -> None:
        """Send one mail; TransportError says whether another try can help."""
        mail = compose(message, self._line)
        try:
            if self._line.open():
                self._taken = 0
        except OSError as error:
            raise TransportError(_words(error), permanent=False, whole_channel=True) from error
        try:
            self._line.send_messages([mail])
        except OSError as error:
            self.hang_up()
            raise self._judged(error) from error
        self._taken += 1

    def _judged(self, error: OSError) -> TransportError:
        """Whose fault it was. A server that hangs up after some mails had enough of this line, no more than that."""
        if isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError | smtplib.SMTPNotSupportedError):
            return TransportError(_words(error), permanent=_is_final(error))
        hung_up = not isinstance(error, smtplib.SMTPResponseException) or error.smtp_code == _ENOUGH
        broken = not (hung_up and self._taken)
        return TransportError(_words(error), permanent=False, whole_channel=broken)

    def hang_up(self) -> None:
        """Close the line; a server that is gone needs no goodbye."""
        with suppress(OSError):
            self._line.close()


def _is_final(error: smtplib.SMTPException) -> bool:
    """5xx: this mail will never be taken; 4xx: try again later (RFC 5321, 4.2.1)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return int(error.smtp_code) >= 500
    return True


def _words(error: OSError) -> str:
    """What the server said, without the address: errors are kept longer than people."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return f"{code} {_text(said)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return f"{type(error).__name__}: {error}"


def _text(said: bytes | str) -> str:
    """A server's words; many repeat the address in them."""
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return re.sub(r"<?[^\s<>]+@[^\s<>]+>?", "…", text)


class Mail:
    """The e-mail channel."""

    def batch(self) -> AbstractContextManager[MailBatch]:
        return _open_batch()


@contextmanager
def _open_batch() -> Iterator[MailBatch]:
    batch = MailBatch()
    try:
        yield batch
    finally:
        batch.hang_up()
