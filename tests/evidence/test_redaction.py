"""Covering what is private: boxes are burnt into copies, the original stays, and what is given away is the copy."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import User
from complaints.models import Complaint
from evidence import curation, packs
from evidence.checklist import exhibits
from evidence.export.pictures import pages_of
from evidence.joining import View, joined
from evidence.models import Evidence, Redaction
from evidence.previews import make_previews
from evidence.redaction import covering
from evidence.redaction.boxes import WHOLE, BadBoxes, Box, read_boxes
from evidence.redaction.burning import burn, given
from evidence.redaction.offering import keep_found, marks, offer_for
from evidence.status import Private
from evidence.vault import storage
from evidence.vault.intake import add_evidence
from tests.evidence import making
from tests.evidence.conftest import NOON, upload
from tests.evidence.places import path_of

LEFT_HALF = Box(1, 0, 0, WHOLE // 2, WHOLE)


@pytest.fixture
def photo(case: Complaint, alice: User) -> Evidence:
    """A red picture of 64 by 48 pixels that says where and when it was taken, and stands on its side."""
    exif = making.taken("2026:11:20 10:00:00", orientation=6, place=True)
    file = SimpleUploadedFile("门牌.jpg", making.picture("JPEG", (64, 48), colour="red", exif=exif))
    added = add_evidence(case, file, kind="goods", actor=alice, now=NOON).evidence
    found: Evidence = Evidence.objects.with_files().get(pk=added.pk)
    return found


def again(piece: Evidence) -> Evidence:
    found: Evidence = Evidence.objects.with_files().get(pk=piece.pk)
    return found


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def copy_of(piece: Evidence) -> Image.Image:
    return opened(storage.read(given(piece)).read())


def is_black(pixel: object) -> bool:
    return isinstance(pixel, tuple) and max(pixel[:3]) < 24


def test_the_pixels_below_a_box_are_gone(photo: Evidence, alice: User) -> None:
    covering.cover(photo, [LEFT_HALF], actor=alice)
    copy = copy_of(photo)
    assert copy.size == (48, 64)  # upright by its EXIF
    assert is_black(copy.getpixel((2, 30)))
    assert not is_black(copy.getpixel((46, 30)))


def test_a_copy_says_nothing_but_pixels(photo: Evidence, alice: User) -> None:
    covering.cover(photo, [LEFT_HALF], actor=alice)
    copy = copy_of(photo)
    assert not copy.getexif()
    assert not copy.info.get("exif")


def test_the_original_stays_byte_for_byte(photo: Evidence, alice: User) -> None:
    before = storage.read(photo.blob).read()
    covering.cover(photo, [LEFT_HALF], actor=alice)
    burn(Redaction.objects.get())
    assert storage.read(again(photo).blob).read() == before


def test_what_is_given_away_is_the_covered_copy(photo: Evidence, alice: User) -> None:
    covering.cover(photo, [LEFT_HALF], actor=alice)
    [page] = pages_of(again(photo), original=False)
    picture = opened(page.data)
    assert is_black(picture.getpixel((2, picture.height // 2)))
    [own] = pages_of(again(photo), original=True)
    assert not is_black(opened(own.data).getpixel((2, picture.height // 2)))


def test_a_pack_shows_it_covered(case: Complaint, photo: Evidence, alice: User) -> None:
    before = packs.plan_for(case, "platform_form").key
    covering.cover(photo, [LEFT_HALF], actor=alice)
    wanted = packs.plan_for(case, "platform_form")
    assert wanted.key != before
    pack, _new = packs.pack_for(case, "platform_form", wanted)
    assert packs.make(pack, wanted)
    sent = opened(storage.read(pack.files.get().blob).read())
    assert is_black(sent.getpixel((2, sent.height // 2)))


def test_what_cannot_be_covered_is_not_given_away(photo: Evidence, alice: User) -> None:
    covering.cover(photo, [LEFT_HALF], actor=alice)
    path_of(photo.blob).write_bytes(making.png_undecodable())
    assert list(pages_of(again(photo), original=False)) == []


def test_one_redaction_stands(photo: Evidence, alice: User) -> None:
    covering.cover(photo, [LEFT_HALF], actor=alice)
    covering.cover(photo, [], actor=alice)
    assert Redaction.objects.count() == 2
    assert vars(again(photo))["covers"] == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        Redaction.objects.create(evidence=photo, by=alice, at=NOON)


def test_the_same_again_changes_nothing(photo: Evidence, alice: User) -> None:
    assert covering.cover(photo, [LEFT_HALF], actor=alice)
    assert not covering.cover(photo, [LEFT_HALF], actor=alice)
    assert covering.uncover(photo, actor=alice)
    assert not covering.uncover(photo, actor=alice)


def test_every_step_is_in_the_ledger(case: Complaint, photo: Evidence, alice: User) -> None:
    covering.cover(photo, [LEFT_HALF], actor=alice)
    covering.uncover(photo, actor=alice)
    curation.turn(photo, actor=alice)
    kinds = list(case.events.order_by("seq").values_list("kind", flat=True))
    assert kinds[-3:] == ["evidence_covered", "evidence_uncovered", "evidence_turned"]


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_box_drawn_on_a_turned_picture_lies_where_it_was_drawn(degrees: int) -> None:
    box = Box(1, 1000, 2000, 4000, 9000)
    assert read_boxes([box.turned(degrees).said], turned=degrees) == [box]


def test_a_quarter_turn_takes_the_top_to_the_right() -> None:
    assert Box(1, 0, 0, WHOLE, 1000).turned(90) == Box(1, WHOLE - 1000, 0, WHOLE, WHOLE)


@pytest.mark.parametrize(
    "said",
    ["", "1,2,3,4", "1,0,0,0,9", "1,0,0,10001,9", "0,0,0,9,9", "51,0,0,9,9", "1,9,0,3,9", "a,b,c,d,e", "1,-1,0,3,9"],
)
def test_what_is_no_box_is_refused(said: str) -> None:
    with pytest.raises(BadBoxes):
        read_boxes([said])


def test_boxes_cover_outward() -> None:
    assert Box(1, 1, 1, 9999, 9999).pixels(100, 100) == (0, 0, 100, 100)


def test_found_places_come_ticked_until_somebody_has_decided(photo: Evidence, alice: User) -> None:
    offer = offer_for(photo, turn=1)
    keep_found(offer, [(Private.PHONE, LEFT_HALF)])
    offer.refresh_from_db()
    assert [(mark.box, mark.ticked) for mark in marks(photo, offer)] == [(LEFT_HALF, True)]
    covering.cover(photo, [], actor=alice)
    assert [mark.ticked for mark in marks(photo, offer)] == [False]
    covering.cover(photo, [LEFT_HALF], actor=alice)
    assert [mark.ticked for mark in marks(photo, offer)] == [True]


def test_a_turned_picture_is_shown_and_sent_turned(photo: Evidence, alice: User) -> None:
    make_previews(photo)
    assert curation.turn(photo, actor=alice) == 90
    assert not photo.derivatives.exists()
    make_previews(photo)
    shown = photo.derivatives.get(kind="preview")
    assert opened(storage.read(shown.blob).read()).size == (64, 48)
    assert again(photo).preview_url.endswith("?turned=90")
    assert opened(joined([View(photo.blob, 90)], 10**6)).size == (64, 48)


def test_exhibits_are_numbered_as_people_want(case: Complaint, photo: Evidence, piece: Evidence, alice: User) -> None:
    first, second = (row.piece.public_code for row in exhibits(case))
    assert curation.order(case, [second, "nobody"], actor=alice)
    assert [row.piece.public_code for row in exhibits(case)] == [second, first]
    assert not curation.order(case, [second, first], actor=alice)


def test_places_are_read_from_the_page(client: Client, case: Complaint, photo: Evidence, alice: User) -> None:
    for colour in ("blue", "green"):
        file = upload(making.picture("PNG", colour=colour), f"{colour}.png")
        add_evidence(case, file, kind="goods", actor=alice)
    client.force_login(alice)
    before = [row.piece.public_code for row in exhibits(case)]
    page = reverse("evidence:order", args=(case.public_code,))
    client.post(page, {f"place-{code}": number for code, number in zip(before, (3, 2, 3), strict=True)})
    assert [row.piece.public_code for row in exhibits(case)] == [before[1], before[2], before[0]]


def test_the_page_saves_boxes_and_goes_on(
    client: Client, case: Complaint, photo: Evidence, piece: Evidence, alice: User
) -> None:
    client.force_login(alice)
    page = reverse("evidence:cover", args=(case.public_code, photo.public_code))
    assert client.get(page).status_code == 200
    answer = client.post(page, {"box": [LEFT_HALF.said], "turned": "0", "next": "1"})
    assert answer["Location"] == reverse("evidence:cover", args=(case.public_code, piece.public_code))
    answer = client.post(answer["Location"], {"clear": "1", "next": "1"})
    assert answer["Location"] == piece.get_absolute_url()
    assert [vars(again(one))["covers"] for one in (photo, piece)] == [1, 0]


@pytest.mark.parametrize("said", [{"box": ["x"]}, {"box": ["1,0,0,9,9"], "turned": "45"}, {"box": ["1,0,0,9,9"] * 201}])
def test_bad_boxes_change_nothing(
    client: Client, case: Complaint, photo: Evidence, alice: User, said: dict[str, object]
) -> None:
    client.force_login(alice)
    page = reverse("evidence:cover", args=(case.public_code, photo.public_code))
    assert client.post(page, said).status_code == 302
    assert not Redaction.objects.exists()


def test_the_list_says_what_was_looked_through(
    client: Client, case: Complaint, photo: Evidence, piece: Evidence, alice: User
) -> None:
    client.force_login(alice)
    page = reverse("evidence:covers", args=(case.public_code,))
    first = reverse("evidence:cover", args=(case.public_code, photo.public_code))
    assert first in client.get(page).content.decode()
    covering.cover(photo, [LEFT_HALF], actor=alice)
    covering.cover(piece, [], actor=alice)
    assert client.get(page).status_code == 200
