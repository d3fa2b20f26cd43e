"""What letters call the evidence: Chinese labels in the playbook's order, counted; the rest by name."""

from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from complaints import playbooks
from complaints.models import Complaint
from evidence import curation
from evidence.checklist import names_for_letter
from evidence.models import Blob
from evidence.status import BlobState
from evidence.vault.intake import add_evidence
from tests.evidence import making
from tests.evidence.conftest import screen, upload


def add(case: Complaint, alice: User, kind: str, *names: str) -> None:
    for name in names:
        add_evidence(case, screen(name, called=f"截图{name}"), kind=kind, actor=alice)


def label(case: Complaint, key: str) -> str:
    spec = playbooks.get(case.kind).slot(key)
    assert spec
    return spec.labels.zh


def test_no_evidence_has_no_names(case: Complaint) -> None:
    assert names_for_letter(case) == []


def test_slots_in_the_playbooks_order_whatever_came_first(case: Complaint, alice: User) -> None:
    add(case, alice, "goods", "000.jpg", "002.jpg", "005.png")
    add(case, alice, "promotion", "006.png")
    assert names_for_letter(case) == ["宣传截图", f"{label(case, 'goods')}3张"]


def test_labels_stay_chinese_on_an_english_page(case: Complaint, alice: User) -> None:
    add(case, alice, "promotion", "000.jpg")
    with translation.override("en"):
        assert names_for_letter(case) == ["宣传截图"]


def test_recordings_and_mixtures_have_their_own_measure(case: Complaint, alice: User) -> None:
    for content, name in ((making.MP4, "一.mp4"), (making.MP3, "二.mp3")):
        add_evidence(case, upload(content, name), kind="chat", actor=alice)
    add_evidence(case, upload(making.PDF, "单.pdf"), kind="order", actor=alice)
    add(case, alice, "order", "000.jpg")
    names = names_for_letter(case)
    assert set(names) == {f"{label(case, 'chat')}2段", f"{label(case, 'order')}2份"}


def test_the_rest_comes_last_by_its_name(case: Complaint, alice: User) -> None:
    add_evidence(case, upload(making.PDF, "检测报告.v2.pdf"), kind="other", actor=alice)
    add(case, alice, "no_longer_asked", "002.jpg")
    add(case, alice, "promotion", "000.jpg")
    assert names_for_letter(case) == ["宣传截图", "检测报告.v2", "截图002"]


def test_what_was_removed_or_cannot_be_shown_is_not_named(case: Complaint, alice: User) -> None:
    gone = add_evidence(case, screen("000.jpg"), kind="promotion", actor=alice).evidence
    broken = add_evidence(case, screen("002.jpg"), kind="goods", actor=alice).evidence
    curation.remove(gone, actor=alice)
    Blob.objects.filter(pk=broken.blob.pk).update(state=BlobState.BROKEN)
    assert names_for_letter(case) == []


def test_one_query(case: Complaint, alice: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    add(case, alice, "goods", "000.jpg", "002.jpg", "005.png")
    with django_assert_num_queries(1):
        names_for_letter(case)
