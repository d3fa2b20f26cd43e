"""Films and papers as pictures: what they show, and what a hostile one can't do."""

import os
import socket
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from accounts.models import User
from complaints.models import Complaint
from evidence.child import Child
from evidence.decoding import asking, films
from evidence.export.pictures import pages_of
from evidence.filetypes import sniff
from evidence.imaging import Unreadable
from evidence.models import Evidence
from evidence.pixels import seen
from evidence.previews import make_previews, without_previews
from evidence.status import TRIES, BlobState, DerivativeKind
from evidence.vault import storage
from evidence.vault.intake import add_evidence
from tests.evidence import making
from tests.evidence.conftest import upload
from tests.evidence.films import film, paper

Add = Callable[[bytes, str], Evidence]


@pytest.fixture
def add(case: Complaint, alice: User) -> Add:
    return lambda content, name: add_evidence(case, upload(content, name), kind="goods", actor=alice).evidence


def shown(evidence: Evidence, kind: DerivativeKind) -> Image.Image:
    with storage.read(evidence.derivatives.get(kind=kind, page=1).blob) as file:
        return Image.open(BytesIO(file.read())).convert("RGB")


@pytest.mark.parametrize(("codec", "kind"), [("mpeg4", "mp4"), ("libx264", "mp4"), ("libx265", "mov")])
def test_a_film_shows_its_beginning_and_what_follows(add: Add, codec: str, kind: str) -> None:
    piece = add(film(codec=codec, kind=kind), f"开箱.{kind}")
    assert {made.kind for made in make_previews(piece)} == {"thumb", "preview"}
    assert shown(piece, DerivativeKind.THUMB).size == (320, 320)
    assert shown(piece, DerivativeKind.PREVIEW).size == (320, 180)
    frames = list(pages_of(piece, original=True))
    assert 3 <= len(frames) <= asking.MOST_FRAMES
    moments = [frame.moment for frame in frames]
    assert moments == sorted(moments)
    assert moments[0] == "00:00"
    greys = [_grey(frame.data) for frame in frames]
    assert greys == sorted(greys)
    assert greys[-1] - greys[0] > 100


def _grey(data: bytes) -> int:
    pixel = Image.open(BytesIO(data)).convert("L").getpixel((10, 10))
    assert isinstance(pixel, int)
    return pixel


def test_a_paper_shows_its_first_page_and_prints_all(add: Add) -> None:
    piece = add(paper(*[(300, 400)] * 9), "合同.pdf")
    make_previews(piece)
    assert shown(piece, DerivativeKind.PREVIEW).getpixel((5, 5)) == (255, 255, 255)
    pages = list(pages_of(piece, original=True))
    assert len(pages) == 9
    assert not any(page.moment for page in pages)
    middle = Image.open(BytesIO(pages[8].data)).convert("L")
    assert middle.size == (625, 834)
    assert middle.getpixel((312, 417)) == 0


def test_a_page_that_claims_to_be_metres_long_is_drawn_small(add: Add) -> None:
    [page] = pages_of(add(paper((14_000, 14_000)), "a.pdf"), original=True)
    assert max(Image.open(BytesIO(page.data)).size) <= 2400


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (making.MP4, "a.mp4"), (making.MOV, "a.mov"), (making.PDF, "a.pdf"),
        (film()[:9000], "cut.mp4"), (paper((300, 300))[:300], "cut.pdf"),
    ],
)  # fmt: skip
def test_what_cannot_be_decoded_is_kept_and_not_tried_again(add: Add, content: bytes, name: str) -> None:
    piece = add(content, name)
    assert make_previews(piece) == []
    piece.blob.refresh_from_db()
    assert (piece.blob.state, piece.blob.tries) == (BlobState.STORED, TRIES)
    assert not piece.is_waiting
    assert not without_previews().exists()
    assert list(pages_of(piece, original=True)) == []


def test_sound_waits_for_no_picture(add: Add) -> None:
    piece = add(making.M4A, "a.m4a")
    assert make_previews(piece) == []
    assert not piece.is_waiting
    assert not without_previews().exists()


@pytest.mark.parametrize("kind", ["ffconcat version 1.0\nfile {there}\n", "#EXTM3U\n#EXTINF:1,\nfile://{there}\n"])
def test_a_list_of_other_files_is_no_film(tmp_path: Path, kind: str) -> None:
    there = tmp_path / "other.mp4"
    there.write_bytes(film())
    list_of_files = tmp_path / "a.mp4"
    list_of_files.write_text(kind.format(there=there))
    with pytest.raises(films.Undecodable):
        list(films.frames(list_of_files, "video/mp4", most=1, edge=100))
    assert sniff(list_of_files.read_bytes()) is None


def test_a_film_whose_data_lie_in_another_file_shows_nothing(tmp_path: Path, add: Add) -> None:
    """A reference out of the container (`dref` with an address) is not followed."""
    whole = film()
    secret = tmp_path / "secret.mp4"
    secret.write_bytes(whole)
    at = whole.index(b"url \x00\x00\x00\x01")
    address = f"file://{secret}".encode() + b"\0"
    bent = bytearray(whole)
    bent[at + 4 : at + 8] = b"\0\0\0\0"  # "the data are elsewhere"
    piece = add(bytes(bent) + address, "bent.mp4")
    make_previews(piece)
    assert list(pages_of(piece, original=True)) == [] or piece.blob.size > len(whole)


def test_the_process_reaches_no_network_and_knows_no_secrets(tmp_path: Path) -> None:
    child = Child("tests.evidence.decoding.nosy")
    with socket.create_server(("127.0.0.1", 0)) as server:
        told = child.ask(tmp_path, within=20, port=server.getsockname()[1])
    child.end()
    assert not any("SECRET" in name or "DATABASE" in name for name in told["environment"])
    assert told["written"] == "File too large"
    assert told["taken"] == "refused"
    if told["apart"]:
        assert told["reached"] is False


def test_a_decoder_that_hangs_is_ended_and_the_next_file_is_decoded(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    piece = add(film(), "a.mp4")
    monkeypatch.setattr(asking, "WITHIN", 0.0)
    with pytest.raises(Unreadable, match="not decoded"):
        asking.cover(piece.blob, edge=100)
    monkeypatch.undo()
    assert asking.cover(piece.blob, edge=100).size == (100, 56)
    number = asking._child.number
    assert number
    os.kill(number, 9)
    assert asking.cover(piece.blob, edge=100).size == (100, 56)


@pytest.mark.parametrize(("kind", "ending"), [("HEIF", "heic"), ("AVIF", "avif")])
def test_photographs_coded_like_films_are_decoded_apart(add: Add, kind: str, ending: str) -> None:
    piece = add(making.picture(kind, (640, 480), colour="red"), f"a.{ending}")
    asking._child.end()
    picture = seen(piece.blob, turned=90, across=240)
    assert asking._child.number
    assert picture.size == (240, 320)
    red, green, blue = (channel.getpixel((120, 160)) for channel in picture.convert("RGB").split())
    assert (red, green, blue) == pytest.approx((255, 0, 0), abs=20)


@pytest.mark.parametrize("ending", ["heic", "avif"])
def test_a_photograph_whose_pixels_are_damaged_is_marked_broken(add: Add, ending: str) -> None:
    whole = bytearray(making.picture("HEIF" if ending == "heic" else "AVIF", (640, 480), colour="red"))
    at = whole.index(b"mdat") + 4
    whole[at:] = b"\xff" * (len(whole) - at)
    piece = add(bytes(whole), f"a.{ending}")
    assert make_previews(piece) == []
    piece.blob.refresh_from_db()
    assert piece.blob.state == BlobState.BROKEN
