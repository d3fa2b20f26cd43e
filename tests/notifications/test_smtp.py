"""The mail backend, side by side with what Django's own says and raises, to real servers."""

import contextlib
import smtplib
import socket
import threading
from collections.abc import Iterator, Sequence

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends import smtp as django_smtp

from notifications.channels.smtp import EmailBackend
from tests.notifications.post import Postbox, free_port

DJANGOS = "django.core.mail.backends.smtp.EmailBackend"
OURS = "notifications.channels.smtp.EmailBackend"
TEXT = "您好：\n.一行以点开头\n..两点\n结束\n.\n"


def line_to(port: int, backend: str = OURS) -> django_smtp.EmailBackend:
    line = get_connection(backend, host="127.0.0.1", port=port, timeout=5)
    assert isinstance(line, django_smtp.EmailBackend)
    return line


def mail(*to: str) -> EmailMultiAlternatives:
    letter = EmailMultiAlternatives("提醒", TEXT, "juli@juli.example", list(to) or ["a@b.example"])
    letter.attach_alternative("<p>您好</p>", "text/html")
    return letter


@pytest.mark.parametrize("pipelining", [True, False])
def test_what_arrives_is_what_djangos_own_sends(postbox: Postbox, pipelining: bool) -> None:
    postbox.pipelining = pipelining
    for backend in (DJANGOS, OURS):
        assert line_to(postbox.port, backend).send_messages([mail("a@b.example", "c@d.example")]) == 1
    theirs, ours = ([part.get_content() for part in got.walk() if not part.is_multipart()] for got in postbox.mails)
    assert ours == theirs
    assert ours[0] == TEXT.replace("\n", "\r\n")


@pytest.mark.parametrize("pipelining", [True, False])
@pytest.mark.parametrize(
    ("rcpt", "data"),
    [
        (["550 no such person"], []),
        (["450 later"], []),
        (["421 enough"], []),
        (["", "550 no such person"], []),
        ([], ["554 looks like spam"]),
        ([], ["451 later"]),
        ([], ["421 closing"]),
    ],
)
def test_a_refusal_says_the_same_and_the_line_goes_on(
    postbox: Postbox, pipelining: bool, rcpt: list[str], data: list[str]
) -> None:
    postbox.pipelining = pipelining
    said = []
    for backend in (DJANGOS, OURS):
        postbox.rcpt_answers, postbox.data_answers = list(rcpt), list(data)
        line = line_to(postbox.port, backend)
        line.open()
        said.append(outcome(line, mail("a@b.example", "c@d.example") if len(rcpt) > 1 else mail()))
        if "421" not in str(said[-1]):
            assert line.send_messages([mail()]) == 1
            assert line.send_messages([mail()]) == 1
        line.close()
    assert said[0] == said[1]


def outcome(line: django_smtp.EmailBackend, letter: EmailMultiAlternatives) -> object:
    try:
        return line.send_messages([letter])
    except smtplib.SMTPException as error:
        return type(error), error.args


@pytest.mark.parametrize("address", ["c@d.example>\r\nRCPT TO:<e@f.example", '"c\r\nRCPT TO:<e@f.example>"@d.example'])
def test_no_address_adds_a_recipient(postbox: Postbox, address: str) -> None:
    line = line_to(postbox.port)
    line.open()
    assert line.connection
    with contextlib.suppress(ValueError):
        line.connection.sendmail("a@b.example", [address], b"x")
    line.close()
    assert len(postbox.recipients) <= 1


@contextlib.contextmanager
def scripted(replies: Sequence[bytes]) -> Iterator[tuple[int, list[bytes]]]:
    """A server that answers by the script, a reply for each line of command, and keeps what it heard; b"" hangs up."""
    heard: list[bytes] = []
    port = free_port()

    def serve() -> None:
        with socket.create_server(("127.0.0.1", port)) as door:
            ready.set()
            with door.accept()[0] as line, line.makefile("rb") as said:
                line.sendall(b"220 script\r\n")
                for reply in replies:
                    heard.append(said.readline())
                    if not reply:
                        return
                    line.sendall(reply)

    ready = threading.Event()
    server = threading.Thread(target=serve, daemon=True)
    server.start()
    assert ready.wait(5)
    yield port, heard
    server.join(5)


HELLO = b"250-script\r\n250 PIPELINING\r\n"


def test_the_three_commands_come_before_the_first_answer() -> None:
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            with door.accept()[0] as line, line.makefile("rb") as said:
                line.sendall(b"220 script\r\n")
                said.readline()
                line.sendall(HELLO)
                heard.extend(said.readline() for _ in range(3))  # would wait for ever if the client did
                line.sendall(b"250 ok\r\n250 ok\r\n354 go\r\n")
                while said.readline() != b".\r\n":
                    pass
                line.sendall(b"250 taken\r\n")
                said.readline()
                line.sendall(b"221 bye\r\n")

        server = threading.Thread(target=serve, daemon=True)
        server.start()
        assert line_to(door.getsockname()[1]).send_messages([mail()]) == 1
        server.join(5)
    assert [words.split()[0] for words in heard] == [b"MAIL", b"RCPT", b"DATA"]


def test_a_server_that_takes_data_for_nobody_gets_an_empty_mail_and_the_line_is_fresh() -> None:
    ok, bad = b"250 ok\r\n", b"550 no such person\r\n"
    script = [HELLO, ok, bad, b"354 go\r\n", b"554 nobody\r\n", ok, b"221 bye\r\n"]
    with scripted(script) as (port, heard):
        line = line_to(port)
        line.open()
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            line.send_messages([mail()])
        line.close()
    assert [words.strip().upper() for words in heard[4:]] == [b".", b"RSET", b"QUIT"]


def test_a_sender_that_is_refused() -> None:
    script = [HELLO, b"553 not you\r\n", b"503 first MAIL\r\n", b"503 first RCPT\r\n", b"250 ok\r\n", b"221 bye\r\n"]
    with scripted(script) as (port, _heard):
        line = line_to(port)
        line.open()
        with pytest.raises(smtplib.SMTPSenderRefused) as refused:
            line.send_messages([mail()])
        assert (refused.value.smtp_code, refused.value.smtp_error) == (553, b"not you")
        line.close()


def test_a_server_that_hangs_up_in_the_middle() -> None:
    with scripted([HELLO, b"250 ok\r\n", b""]) as (port, _heard):
        line = line_to(port)
        line.open()
        with pytest.raises(smtplib.SMTPServerDisconnected):
            line.send_messages([mail()])


def test_tls_from_the_start_has_it_too() -> None:
    assert issubclass(EmailBackend(use_ssl=True).connection_class, smtplib.SMTP_SSL)
    assert not issubclass(EmailBackend(use_ssl=False, use_tls=True).connection_class, smtplib.SMTP_SSL)
