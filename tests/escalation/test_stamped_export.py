"""What an outside clock said, on paper and in the archive, where openssl alone can check it."""

from datetime import timedelta
from pathlib import Path

import bagit
import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from complaints import ledger, roots, stamps
from complaints.models import Complaint, RootStamp
from escalation import exports
from escalation.exporting import content_of
from evidence.export import bag, dossier
from evidence.export.content import Profile
from tests.cases import opened
from tests.complaints import tsa
from tests.escalation.test_export import words_of
from tests.evidence.conftest import vault as vault

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault")]


@pytest.fixture
def case(alice: User, settings: Settings, tmp_path: Path) -> Complaint:
    """A case under a root that is stamped."""
    case, clock = opened(alice), tsa.made(tmp_path / "tsa")
    roots.seal(timezone.now())
    settings.TIMESTAMP_CERTIFICATES = str(clock.trusted)
    with tsa.serving(lambda handler, asked: tsa.send(handler, clock.answer(asked))) as (settings.TIMESTAMP_URL, _asked):
        assert stamps.sweep(timezone.now()) == 1
    return case


def test_the_dossier_says_who_stamped_it_and_when(case: Complaint) -> None:
    words = words_of(dossier.write(content_of(case, Profile.HAND_OVER, now=timezone.now())))
    assert "盖时间戳" in words
    assert "Test Clock" in words


def test_openssl_checks_what_lies_in_the_archive(case: Complaint, tmp_path: Path) -> None:
    folder = bag.write(content_of(case, Profile.OWN, now=timezone.now()), b"%PDF-", tmp_path / "bag")
    assert bagit.Bag(str(folder)).is_valid()
    lies = folder / "data" / "timestamp"
    assert (lies / "root.txt").read_text() in (folder / "bag-info.txt").read_text().replace("\n ", "")
    command = next(line for line in (lies / "怎样核对.txt").read_text().splitlines() if "-verify" in line).split()
    placed = [str(lies / word) if (lies / word).exists() else word for word in command[1:]]
    assert "Verification: OK" in tsa.openssl(*placed)


def test_an_older_stamp_names_its_own_root(case: Complaint, alice: User) -> None:
    stamped = RootStamp.objects.get().root
    ledger.append(case, "note", {}, actor=alice, at=timezone.now())
    roots.seal(timezone.now() + timedelta(days=1))
    content = content_of(case, Profile.OWN, now=timezone.now())
    assert stamped.root not in content.root
    assert content.stamp
    assert content.stamp.root == stamped.root
    words = words_of(dossier.write(content)).replace("\r", "").replace("\n", "")
    assert stamped.root in words


def test_without_a_stamp_nothing_is_said(alice: User, tmp_path: Path) -> None:
    case = opened(alice)
    content = content_of(case, Profile.OWN, now=timezone.now())
    assert "盖时间戳" not in words_of(dossier.write(content))
    assert not (bag.write(content, b"%PDF-", tmp_path / "bag") / "data" / "timestamp").exists()


def test_an_export_from_before_the_stamp_is_made_anew(case: Complaint) -> None:
    pack, _new = exports.export_for(case, Profile.OWN)
    RootStamp.objects.all().delete()
    older, new = exports.export_for(case, Profile.OWN)
    assert new
    assert older.key != pack.key
