"""How a mail reads when it has gone through a real server."""

from email.message import EmailMessage

import pytest
from django.utils import translation
from pytest_django import Settings

from accounts.models import User
from notifications.delivering import deliver_waiting
from notifications.models import Notification
from notifications.outbox import enqueue
from notifications.registry import KindSpec, always
from notifications.rendering import letter
from notifications.status import State
from tests.notifications.conftest import NOW, tell
from tests.notifications.post import PAYLOAD, Postbox

pytestmark = pytest.mark.django_db


def words(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


@pytest.fixture
def mail(alice: User, postbox: Postbox, settings: Settings) -> EmailMessage:
    settings.SITE_URL = "https://juli.example"
    tell(alice)
    deliver_waiting(now=NOW)
    return postbox.mails[0]


def test_the_chinese_subject_arrives_right(mail: EmailMessage) -> None:
    assert "玻尿酸面膜 10 片装" in str(mail["Subject"])


def test_it_says_that_a_machine_wrote_it_and_where_to_stop_it(mail: EmailMessage) -> None:
    assert mail["Auto-Submitted"] == "auto-generated"
    assert str(mail["List-Unsubscribe"]).strip().startswith("<https://juli.example/mail/")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_both_versions_hold_the_whole_message(mail: EmailMessage, kind: str) -> None:
    text = words(mail, kind)
    for wanted in ("林小雨", "卖家还没有答复。", "打开案件", "https://juli.example/c/abc23/", "第25条", "18:00"):
        assert wanted in text


def test_the_due_moment_is_in_the_persons_own_time_zone(alice: User) -> None:
    alice.time_zone = "Europe/Berlin"
    alice.save()
    said = tell(alice)
    assert "12:00" in letter(said, KindSpec("note", still_due=always)).text


def test_the_date_leads_to_its_reason_where_there_is_one(alice: User, settings: Settings) -> None:
    settings.SITE_URL = "https://juli.example"
    spec = KindSpec("note", still_due=always)
    assert '<p class="when"><a' not in letter(tell(alice), spec).html
    said = enqueue(alice, "note", key="dated", ref="r", payload=PAYLOAD | {"date_url": "/c/abc23/why/7/"})
    assert said is not None
    assert '<p class="when"><a href="https://juli.example/c/abc23/why/7/">' in letter(said, spec).html


def test_plain_text_and_subject_are_not_escaped_but_html_is(alice: User) -> None:
    said = enqueue(alice, "note", key="k", ref="r", payload=PAYLOAD | {"title": "A & <b>\nB"})
    assert said is not None
    words = letter(said, KindSpec("note", still_due=always))
    assert "A & <b> B" in words.subject
    assert "\n" not in words.subject
    assert "A & <b>" in words.text
    assert "A &amp; &lt;b&gt;" in words.html


def test_a_kind_may_bring_its_own_subject(alice: User) -> None:
    spec = KindSpec("note", still_due=always, subject=lambda facts: f"{facts['title']} is due")
    assert letter(tell(alice), spec).subject == "玻尿酸面膜 10 片装 is due"


def test_a_resend_has_the_same_message_id(alice: User, postbox: Postbox) -> None:
    said = tell(alice)
    tell(alice, "note:2")
    deliver_waiting(now=NOW)
    said.deliveries.update(state=State.WAITING, sent_at=None, next_try_at=NOW)
    deliver_waiting(now=NOW)
    first, second, again = postbox.ids()
    assert {first, second} > {again}
    assert first != second


def test_the_message_id_names_no_one(mail: EmailMessage) -> None:
    said = Notification.objects.get()
    assert "alice" not in mail["Message-ID"]
    assert said.key not in mail["Message-ID"]


@pytest.mark.parametrize(("language", "written"), [("zh-hans", "林小雨，你好"), ("en", "Hello 林小雨")])
def test_it_is_in_the_language_of_whom_it_goes_to_whoever_works(alice: User, language: str, written: str) -> None:
    alice.language = language
    alice.save()
    said = tell(alice)
    for active in ("en", "zh-hans"):
        with translation.override(active):
            assert written in letter(said, KindSpec("note", still_due=always)).text


def test_somebody_without_an_address_finds_it_in_the_inbox_only(db: None) -> None:
    said = tell(User.objects.create_without_email("小雨"))
    assert not said.deliveries.exists()
    assert deliver_waiting(now=NOW).sent == 0
