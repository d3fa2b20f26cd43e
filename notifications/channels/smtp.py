"""Django's SMTP backend, which asks once instead of thrice where the server announces PIPELINING (RFC 2920).

Sender, recipients and DATA travel together, so a mail takes two round trips instead of four: to a mail server some
30 ms away that is half of the time. Elsewhere, and in all that people see, it is what `smtplib` does.
"""

import re
import smtplib
from collections.abc import Sequence
from typing import Any, TypeAlias

from django.core.mail.backends import smtp

Reply: TypeAlias = tuple[int, bytes]

_TAKEN = (250, 251)
_GO_ON = 354
_CLOSING = 421  # the last reply of a line that the server hangs up (RFC 5321, 3.8)


class Pipelining(smtplib.SMTP):
    """`sendmail` in two round trips; it raises what `smtplib.SMTP.sendmail` raises, after the same answers."""

    def sendmail(
        self, from_addr: str, to_addrs: str | Sequence[str], msg: Any, mail_options: Sequence[str] = (),
        rcpt_options: Sequence[str] = (),
    ) -> dict[str, Reply]:  # fmt: skip
        """Send `msg` and return the recipients that were refused while others were taken."""
        self.ehlo_or_helo_if_needed()
        if not isinstance(msg, bytes) or not self.has_extn("pipelining"):
            return super().sendmail(from_addr, to_addrs, msg, mail_options, rcpt_options)
        to = [to_addrs] if isinstance(to_addrs, str) else list(to_addrs)
        size = [f"SIZE={len(msg)}"] if self.has_extn("size") else []
        sender, *recipients, data = self._asked([
            " ".join([f"MAIL FROM:{smtplib.quoteaddr(from_addr)}", *size, *mail_options]),
            *(" ".join([f"RCPT TO:{smtplib.quoteaddr(address)}", *rcpt_options]) for address in to),
            "DATA",
        ])  # fmt: skip
        refused = {address: reply for address, reply in zip(to, recipients, strict=True) if reply[0] not in _TAKEN}
        if sender[0] != 250:
            self._start_over(data)
            raise smtplib.SMTPSenderRefused(*sender, from_addr)
        if len(refused) == len(to):
            self._start_over(data)
            raise smtplib.SMTPRecipientsRefused(refused)
        if data[0] != _GO_ON:
            self._start_over(data)
            raise smtplib.SMTPDataError(*data)
        taken = self._body(msg)
        if taken[0] != 250:
            self._start_over(taken)
            raise smtplib.SMTPDataError(*taken)
        return refused

    def _asked(self, commands: Sequence[str]) -> list[Reply]:
        """The replies, one for each of `commands`; a server that hangs up means its last reply for all the others too."""
        for command in commands:
            if "\r" in command or "\n" in command:
                raise ValueError("A command of SMTP is one line.")
        self.send("".join(f"{command}\r\n" for command in commands))
        replies: list[Reply] = []
        while len(replies) < len(commands):
            replies.append(self.getreply())
            if replies[-1][0] == _CLOSING:
                self.close()
                replies += replies[-1:] * (len(commands) - len(replies))
        return replies

    def _body(self, msg: bytes) -> Reply:
        """Hand over the mail, whose lines end in CRLF already, each leading dot doubled (RFC 5321, 4.5.2)."""
        lines = re.sub(rb"(?m)^\.", b"..", msg)
        self.send(lines + (b".\r\n" if lines.endswith(b"\r\n") else b"\r\n.\r\n"))
        return self.getreply()

    def _start_over(self, last: Reply) -> None:
        """Leave the line ready for the next mail, or closed. A server may take DATA though it refused everybody: then an
        empty mail to nobody ends it (RFC 2920, 3.1).
        """
        try:
            if last[0] == _CLOSING:
                self.close()
                return
            if last[0] == _GO_ON:
                self.send(b".\r\n")
                self.getreply()
            self.rset()
        except smtplib.SMTPServerDisconnected:
            self.close()


class PipeliningOverTls(Pipelining, smtplib.SMTP_SSL):
    """The same with TLS from the start."""


class EmailBackend(smtp.EmailBackend):
    """What EMAIL_URL's smtp schemes lead to."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return PipeliningOverTls if self.use_ssl else Pipelining
