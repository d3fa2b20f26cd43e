"""A real mail server in the test's own process, and a kind of notification to send through it."""

import asyncio
import contextlib
import socket
from collections.abc import Collection, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from notifications.registry import KindSpec, register

PAYLOAD: dict[str, object] = {
    "title": "玻尿酸面膜 10 片装",
    "lines": ["卖家还没有答复。", "如果到期仍未答复，可以申请平台介入。"],
    "url": "/c/abc23/",
    "button": "打开案件",
    "why": "《消费者权益保护法》第25条：卖家应在收到退货之日起七日内退款。",
    "due": "2026-10-12T18:00:00+08:00",
}

settled: set[str] = set()


def _still_due(refs: Collection[str]) -> set[str]:
    return set(refs) - settled


register("note", KindSpec("note", still_due=_still_due))


class Postbox:
    """Takes every mail unless told to answer otherwise.

    The answers are used up one by one, on DATA or on RCPT; "" takes the recipient.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.sessions: set[int] = set()
        self.data_answers: list[str] = []
        self.rcpt_answers: list[str] = []
        self.stall_on: int | None = None
        self.pipelining = True

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        more = ["250-PIPELINING"] if self.pipelining else []
        return [*responses[:-1], *more, responses[-1]]

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.rcpt_answers and (answer := self.rcpt_answers.pop(0)):
            return answer
        envelope.rcpt_tos.append(address)
        self.recipients.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.sessions.add(id(session))
        if self.data_answers:
            return self.data_answers.pop(0)
        content = envelope.content
        assert isinstance(content, bytes)
        self.mails.append(message_from_bytes(content, _class=EmailMessage, policy=policy.default))
        if len(self.mails) == self.stall_on:
            await asyncio.sleep(60)
        return "250 taken"

    def ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.mails]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextlib.contextmanager
def listening(handler: object, port: int) -> Iterator[None]:
    """A mail server on `port` that hands every mail to `handler`."""
    controller = Controller(handler, hostname="127.0.0.1", port=port, server_hostname="postbox.test")
    controller.start()
    try:
        yield
    finally:
        controller.stop()


@contextlib.contextmanager
def open_postbox() -> Iterator[Postbox]:
    box = Postbox(free_port())
    with listening(box, box.port):
        yield box
