"""When, with what and where a film says it was taken: read by the worker, told to the owner alone."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from accounts.models import User
from complaints.models import Complaint
from evidence import filmed
from evidence.capture import Capture
from evidence.models import Evidence
from evidence.tasks import previews
from evidence.vault.intake import add_evidence
from tests.evidence import making
from tests.evidence.conftest import NOON, upload
from tests.evidence.films import film

APPLE = {
    "com.apple.quicktime.make": "Apple",
    "com.apple.quicktime.model": "iPhone 17",
    "com.apple.quicktime.location.ISO6709": "+31.2304+121.4737+012.1/",
    "com.apple.quicktime.creationdate": "2026-11-20T10:00:00+0800",
    "creation_time": "2026-11-21T09:00:00Z",
}
NOW = datetime(2026, 11, 25, tzinfo=UTC)


def added(case: Complaint, alice: User, content: bytes, name: str = "开箱.mov") -> Evidence:
    return add_evidence(case, upload(content, name), kind="goods", actor=alice, now=NOON).evidence


def test_the_makers_own_words_come_first(case: Complaint, alice: User) -> None:
    piece = added(case, alice, film(kind="mov", says=APPLE))
    assert not Capture.objects.exists()  # the web process doesn't open films
    previews(piece.pk)
    previews(piece.pk)
    piece.refresh_from_db()
    assert piece.captured_at == datetime(2026, 11, 20, 2, tzinfo=UTC)
    found = Capture.objects.get()
    assert (found.device, found.latitude, found.longitude) == (
        "Apple iPhone 17",
        Decimal("31.2304"),
        Decimal("121.4737"),
    )


def test_android_says_it_in_its_own_way(case: Complaint, alice: User) -> None:
    said = {"creation_time": "2026-11-20T02:00:00Z", "location": "+31.2304+121.4737/", "com.android.manufacturer": "HUAWEI",
            "com.android.model": "HUAWEI Mate 70"}  # fmt: skip
    piece = added(case, alice, film(says=said), "VID_1.mp4")
    previews(piece.pk)
    piece.refresh_from_db()
    assert piece.captured_at == datetime(2026, 11, 20, 2, tzinfo=UTC)
    assert str(Capture.objects.get()) == "HUAWEI Mate 70"


@pytest.mark.parametrize(
    "said",
    [
        {}, {"creation_time": "1904-01-01T00:00:00Z"}, {"creation_time": "2031-01-01T00:00:00Z"}, {"creation_time": "gestern"},
        {"location": "31.2,121.4"}, {"location": "+91.0000+121.4737/"}, {"location": "+00.0000+000.0000/"},
        {"location": "+31.2304+181.4737/"}, {"location": "+" + "9" * 190}, {"com.android.model": "\x00\x07 "},
    ],
)  # fmt: skip
def test_what_is_absurd_or_damaged_tells_nothing(said: dict[str, str]) -> None:
    taken = filmed.read(said, NOW)
    assert (taken.at, taken.device, taken.place) == (None, "", None)


def test_what_is_no_film_after_all_tells_nothing(case: Complaint, alice: User) -> None:
    previews(added(case, alice, making.MOV, "a.mov").pk)
    assert not Capture.objects.exists()


def test_a_removed_film_is_not_asked(case: Complaint, alice: User) -> None:
    piece = added(case, alice, film(kind="mov", says=APPLE))
    piece.deleted_at = piece.erased_at = NOON
    piece.save()
    filmed.note(piece)
    assert not Capture.objects.exists()
