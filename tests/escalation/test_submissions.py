"""What was sent stays as it was sent: text, evidence, hashes."""

import hashlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from pytest_django import Settings

from accounts.models import User
from complaints.ledger import canonical
from complaints.models import Complaint
from complaints.status import TrackKind
from escalation.models import Channel, Submission
from escalation.transitions import Action
from evidence.models import Evidence
from evidence.vault.intake import add_evidence
from tests.cases import HOUR, LATER, START, at_stage, do
from tests.evidence.making import picture

pytestmark = pytest.mark.django_db
A = Action


@pytest.fixture(autouse=True)
def vault(settings: Settings, tmp_path: Path) -> None:
    default = {"BACKEND": "evidence.vault.disk.Disk", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": default}


def add(case: Complaint, who: User, name: str = "聊天记录.png", colour: str = "teal") -> Evidence:
    upload = SimpleUploadedFile(name, picture(colour=colour), content_type="image/png")
    return add_evidence(case, upload, kind="chat", actor=who, now=START).evidence


def sent(case: Complaint) -> Submission:
    return Submission.objects.filter(track__complaint=case).order_by("pk").last() or pytest.fail("nothing was sent")


def test_what_is_sent_is_kept_with_its_evidence(alice: User) -> None:
    case = at_stage(alice, "ready_for_platform")
    piece = add(case, alice)
    do(case, A.ESCALATE_TO_PLATFORM, alice, text="请平台介入。", happened_at=LATER - HOUR, reference="AS-1")
    kept = sent(case)
    assert (kept.text, kept.n, kept.channel, kept.reference) == ("请平台介入。", 1, Channel.PLATFORM_FORM, "AS-1")
    assert (kept.frozen_at, kept.submitted_at) == (LATER, LATER - HOUR)
    assert [(row["code"], row["sha256"]) for row in kept.manifest] == [(piece.public_code, piece.blob.sha256)]
    assert kept.manifest_sha256 == hashlib.sha256(canonical([kept.text, kept.manifest])).hexdigest()


def test_its_hash_covers_text_and_evidence(alice: User) -> None:
    case = at_stage(alice, "negotiating")
    digests = set()
    for text, colour in (("一", ""), ("二", ""), ("二", "red")):
        if colour:
            add(case, alice, colour=colour)
        do(case, A.CONTACT_SELLER, alice, text=text)
        digests.add(sent(case).manifest_sha256)
    assert len(digests) == 3
    assert sent(case).n == 3


def test_evidence_added_or_removed_later_changes_nothing(alice: User) -> None:
    case = at_stage(alice, "negotiating")
    piece = add(case, alice)
    do(case, A.CONTACT_SELLER, alice, text="您好")
    before = sent(case).manifest
    Evidence.objects.filter(pk=piece.pk).update(deleted_at=LATER)
    add(case, alice, "新的.png", "red")
    assert sent(case).manifest == before


def test_evidence_in_the_bin_is_not_sent(alice: User) -> None:
    case = at_stage(alice, "negotiating")
    Evidence.objects.filter(pk=add(case, alice).pk).update(deleted_at=START)
    do(case, A.CONTACT_SELLER, alice, text="您好")
    assert sent(case).manifest == []


@pytest.mark.parametrize(
    "change",
    [{"text": "改"}, {"manifest": []}, {"manifest_sha256": "0"}, {"n": 7}, {"frozen_at": None}, {"channel": "x"}],
)
def test_the_database_refuses_to_change_it(change: dict[str, object], alice: User) -> None:
    case = at_stage(alice, "contacted")
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=sent(case).pk).update(**change)


def test_the_database_refuses_to_delete_it(alice: User) -> None:
    case = at_stage(alice, "contacted")
    with pytest.raises(IntegrityError), transaction.atomic():
        sent(case).delete()


def test_its_number_may_be_added_when_it_comes(alice: User) -> None:
    case = at_stage(alice, "contacted")
    assert Submission.objects.filter(pk=sent(case).pk).update(reference="TS-8") == 1


@pytest.mark.parametrize(
    ("kind", "channel"),
    [
        (TrackKind.COMPLAINT, Channel.COMPLAINT_FORM),
        (TrackKind.REPORT, Channel.REPORT_FORM),
        (TrackKind.ASSOCIATION, Channel.ASSOCIATION_LETTER),
    ],
)
def test_each_office_has_its_channel(kind: TrackKind, channel: Channel, alice: User) -> None:
    case = at_stage(alice, "ready_for_regulator")
    do(case, A.PREPARE_FILING, alice, channel=kind)
    do(case, A.ESCALATE_TO_REGULATOR, alice, track=kind, text="正文")
    assert sent(case).channel == channel
