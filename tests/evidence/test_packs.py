"""Files for a channel that takes few and small ones: chosen, joined, made small, and never anything that was removed."""

import zipfile
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from accounts.models import User
from complaints.models import Complaint
from evidence import curation, packs
from evidence.attaching import plan
from evidence.checklist import slots_for
from evidence.models import Evidence, Pack, PackedFile
from evidence.tasks import pack as task
from evidence.vault import storage
from evidence.vault.intake import add_evidence
from law.reference import ChannelLimit
from rulebook.snapshot import current_law
from tests.evidence import making
from tests.evidence.conftest import upload

FORM = "report_form"


def limit() -> ChannelLimit:
    return current_law().reference.channel(FORM)


def add(case: Complaint, actor: User, content: bytes, name: str, kind: str = "goods") -> Evidence:
    return add_evidence(case, upload(content, name), kind=kind, actor=actor).evidence


def pictures(case: Complaint, actor: User, count: int, size: tuple[int, int] = (600, 900)) -> list[Evidence]:
    return [
        add(case, actor, making.picture("JPEG", size, colour=f"#{10 * n:02x}50c0"), f"{n}.jpg") for n in range(count)
    ]


def noise(size: tuple[int, int]) -> bytes:
    """What compresses worst."""
    target = BytesIO()
    Image.effect_noise(size, 90).save(target, "JPEG", quality=90)
    return target.getvalue()


def packed(case: Complaint) -> Pack:
    wanted = packs.plan_for(case, FORM)
    pack, _new = packs.pack_for(case, FORM, wanted)
    packs.make(pack, wanted)
    pack.refresh_from_db()
    return pack


def read(file: PackedFile) -> bytes:
    with storage.read(file.blob) as opened:
        return opened.read()


def test_few_pictures_go_one_by_one(case: Complaint, alice: User) -> None:
    pictures(case, alice, 3)
    assert [(file.joined, len(file.pieces)) for file in packs.plan_for(case, FORM).files] == [(False, 1)] * 3


@pytest.mark.parametrize("count", [5, 8, 9, 23])
def test_many_pictures_are_joined_in_their_order(case: Complaint, alice: User, count: int) -> None:
    made = pictures(case, alice, count)
    files = packs.plan_for(case, FORM).files
    assert len(files) == limit().attachments
    assert [piece.pk for file in files for piece in file.pieces] == [piece.pk for piece in made]
    sizes = [len(file.pieces) for file in files]
    assert max(sizes) - min(sizes) <= 1


def test_a_joined_picture_shows_every_one_of_them(case: Complaint, alice: User) -> None:
    pictures(case, alice, 8, (600, 900))
    first = packed(case).files.get(n=1)
    with Image.open(BytesIO(read(first))) as image:
        assert (image.format, image.size) == ("JPEG", (600, 900 * 2 + 24))
        assert not image.getexif()


def test_no_file_is_larger_than_the_channel_takes(case: Complaint, alice: User) -> None:
    for n in range(3):
        add(case, alice, noise((2400, 3200)), f"{n}.jpg")
    small = ChannelLimit(**(_as_dict(limit()) | {"attachments": 1, "attachment_mb": 1}))
    wanted = plan(slots_for(case), small)
    pack, _new = packs.pack_for(case, FORM, wanted)
    packs.make(pack, wanted)
    (only,) = pack.files.all()
    assert 0 < only.blob.size <= 1024**2


def test_a_recording_goes_as_it_is_and_one_too_large_stays_behind(case: Complaint, alice: User) -> None:
    pictures(case, alice, 1)
    paper = add(case, alice, making.PDF, "发票.pdf")
    wanted = packs.plan_for(case, FORM)
    assert [file.name.rpartition(".")[2] for file in wanted.files] == ["jpg", "pdf"]
    narrow = ChannelLimit(**(_as_dict(limit()) | {"types": ("jpg",)}))
    assert plan(slots_for(case), narrow).left == (paper,)


def test_the_archive_holds_the_files_under_their_names(case: Complaint, alice: User) -> None:
    pictures(case, alice, 2)
    pack = packed(case)
    assert pack.archive
    with storage.read(pack.archive) as file, zipfile.ZipFile(file) as archive:
        assert archive.namelist() == [each.name for each in pack.files.all()]
        assert archive.read(archive.namelist()[0]) == read(pack.files.get(n=1))


def test_what_was_removed_is_in_no_pack_any_more(case: Complaint, alice: User) -> None:
    first, _second = pictures(case, alice, 2)
    old = packed(case)
    curation.remove(first, actor=alice)
    new = packed(case)
    assert new.key != old.key
    assert new.files.count() == 1
    assert not Pack.objects.filter(pk=old.pk).exists()


def test_the_worker_writes_nothing_when_the_evidence_has_changed(case: Complaint, alice: User) -> None:
    pictures(case, alice, 1)
    pack, new = packs.pack_for(case, FORM, packs.plan_for(case, FORM))
    pictures(case, alice, 3)
    task(pack.pk)
    pack.refresh_from_db()
    assert packs.is_due(pack, new=new, turn=0)
    assert (pack.made_at, pack.tries) == (None, 0)


def test_it_is_made_once_and_not_tried_without_end(case: Complaint, alice: User) -> None:
    pictures(case, alice, 1)
    wanted = packs.plan_for(case, FORM)
    pack, _new = packs.pack_for(case, FORM, wanted)
    assert packs.make(pack, wanted)
    assert not packs.make(pack, wanted)
    again, new = packs.pack_for(case, FORM, wanted)
    assert not packs.is_due(again, new=new, turn=0)
    Pack.objects.filter(pk=pack.pk).update(made_at=None, tries=packs.TRIES)
    assert not packs.make(pack, wanted)
    pack.refresh_from_db()
    assert not packs.is_due(pack, new=False, turn=0)


def _as_dict(found: ChannelLimit) -> dict[str, Any]:
    return {name: getattr(found, name) for name in ChannelLimit.__slots__}
