"""The case as files for somebody else: a dossier that prints, an archive that anybody can check."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import bagit
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import Image

from accounts.models import User
from complaints.models import Complaint
from complaints.status import Scope
from escalation import exports
from escalation.exporting import content_of
from escalation.transitions import Action
from evidence.export import bag, dossier
from evidence.export.content import Profile
from evidence.models import Blob, Pack
from evidence.packs import is_due
from evidence.redaction import covering
from evidence.vault.intake import add_evidence
from tests.cases import LATER, at_stage, do
from tests.escalation.conftest import LetIn
from tests.evidence import making
from tests.evidence.conftest import SCREENS
from tests.evidence.conftest import vault as vault
from tests.evidence.films import film

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault", "only_the_case")]
HOSTILE = '#read("/etc/passwd") = 标题 $x$ [a] *b* <c> \\ "d" 🙂\x07\u202e 𠮷'


def pdf_of(case: Complaint, profile: Profile = Profile.OWN) -> bytes:
    return dossier.write(content_of(case, profile, now=LATER))


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.fixture
def case(alice: User) -> Complaint:
    case = at_stage(alice, "filed", story=HOSTILE)
    located = making.picture("JPEG", exif=making.taken("2026:11:01 09:00:00", place=True))
    for content, name, kind in (
        ((SCREENS / "000.jpg").read_bytes(), "订单截图.jpg", "order"),
        (located, "实物.jpg", "goods"),
        (making.CHAT.encode(), "聊天记录.txt", "chat"),
        (making.MP4, "开箱.mp4", "goods"),
        (making.AMR, "../../语音.amr", "chat"),
    ):
        add_evidence(case, SimpleUploadedFile(name, content), kind=kind, actor=alice)
    return case


@pytest.fixture
def folder(case: Complaint, tmp_path: Path) -> Iterator[Path]:
    content = content_of(case, Profile.OWN, now=LATER)
    yield bag.write(content, dossier.write(content), tmp_path / "bag")


def test_the_dossier_has_everything_in_its_order(case: Complaint) -> None:
    with translation.override("en"):  # who asks may read English; who gets it reads Chinese
        pdf = pdf_of(case)
    words = words_of(pdf)
    order = case.orders.get()
    wanted = ["目录", order.order_no, "发出的文书", "12315 投诉单", "证据目录", "订单截图", "经过", "证据 1", "证据 5"]
    assert [each for each in wanted if each not in words] == []
    assert "亲，明天上午给您退款" in words, "a text is printed"
    assert "本件无法打印" in words, "film and sound are named"
    assert case.ledger_head in words.replace("\r", "").replace("\n", "")
    assert b"pdfaid:part" in pdf
    assert pdf == pdf_of(case), "the same case gives the same bytes"


def test_what_people_wrote_is_never_read_as_markup(case: Complaint) -> None:
    words = words_of(pdf_of(case))
    assert '#read("/etc/passwd")' in words
    assert "root:" not in words


def test_a_sign_that_no_font_has_costs_the_mark_and_not_the_document(alice: User) -> None:
    case = at_stage(alice, "contacted", story="埃及象形文字\U00013000与甲骨\U00016a40")
    assert words_of(pdf_of(case)).count("埃及象形文字") == 1


def test_a_case_without_anything_has_a_dossier(alice: User) -> None:
    assert "本案还没有证据" in words_of(pdf_of(at_stage(alice, "draft")))


def test_the_archive_is_a_valid_bag(folder: Path, case: Complaint) -> None:
    assert bagit.Bag(str(folder)).validate()
    originals = sorted(path.name[3:] for path in (folder / "data/originals").iterdir())
    assert originals == ["实物.jpg", "开箱.mp4", "聊天记录.txt", "订单截图.jpg", "语音.amr"]
    lines = [json.loads(line) for line in (folder / "data/ledger.jsonl").read_text().splitlines()]
    assert [line["seq"] for line in lines] == list(range(1, case.ledger_seq + 1))
    assert lines[-1]["hash"] == case.ledger_head
    assert len(list((folder / "data/texts").iterdir())) == 3


def test_the_hand_over_copy_has_no_originals_no_place_and_no_bodies(case: Complaint, tmp_path: Path) -> None:
    content = content_of(case, Profile.HAND_OVER, now=LATER)
    folder = bag.write(content, dossier.write(content), tmp_path / "bag")
    assert not (folder / "data/originals").exists()
    copies = list((folder / "data/copies").iterdir())
    assert copies
    for copy in copies:
        with Image.open(io.BytesIO(copy.read_bytes())) as picture:
            assert not picture.getexif()
    lines = [json.loads(line) for line in (folder / "data/ledger.jsonl").read_text().splitlines()]
    assert {line["kind"] for line in lines if "body" in line} == {"evidence_added"}
    assert "经过" not in words_of((folder / f"data/{bag.DOSSIER}").read_bytes())


def test_the_command_writes_both_and_overwrites_nothing(case: Complaint, tmp_path: Path) -> None:
    call_command("export_case", case.number, "--out", str(tmp_path / "out"))
    assert (tmp_path / "out" / f"{case.number}.pdf").read_bytes().startswith(b"%PDF")
    assert bagit.Bag(str(tmp_path / "out" / case.number)).validate()
    with pytest.raises(CommandError):
        call_command("export_case", case.public_code, "--out", str(tmp_path / "out"))


def url_of(case: Complaint, profile: str = "", what: str = "") -> str:
    if what:
        return reverse("escalation:export_file", args=(case.public_code, profile, what))
    return reverse("escalation:export", args=(case.public_code,)) + (f"?for={profile}" if profile else "")


def test_the_page_prepares_and_then_offers_both_files(case: Complaint, as_alice: Client) -> None:
    assert "?for=own" in page(as_alice, url_of(case))
    assert "hx-get" in page(as_alice, url_of(case, "own"))
    assert as_alice.get(url_of(case, "own", "pdf")).status_code == 404
    assert exports.make(Pack.objects.get(complaint=case, channel="export_own").pk)
    ready = page(as_alice, url_of(case, "own"))
    assert "hx-get" not in ready
    paper, archive = (as_alice.get(url_of(case, "own", what)) for what in ("pdf", "zip"))
    assert paper.getvalue().startswith(b"%PDF")
    assert case.number in archive["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(archive.getvalue())) as zipped:
        assert f"{case.number}/index.html" in zipped.namelist()
    assert as_alice.get(url_of(case, "own", "exe")).status_code == 404


def test_a_case_that_moved_on_is_exported_anew_and_the_old_export_goes(
    case: Complaint, as_alice: Client, alice: User
) -> None:
    page(as_alice, url_of(case, "own"))
    old = Pack.objects.get(complaint=case)
    do(case, Action.RECORD_CONTACT, alice, said="再等等", way="chat")
    assert not exports.make(old.pk), "it would show a state that is over"
    page(as_alice, url_of(case, "own"))
    new = Pack.objects.exclude(pk=old.pk).get(complaint=case)
    assert exports.make(new.pk)
    assert not exports.make(new.pk)
    assert [pack.pk for pack in Pack.objects.filter(complaint=case, made_at__isnull=False)] == [new.pk]


def test_the_copy_with_the_originals_is_the_owners_alone(
    case: Complaint, client: Client, bob: User, let_in: LetIn
) -> None:
    let_in(case, bob, Scope.ACT)
    client.force_login(bob)
    shown = page(client, url_of(case))
    assert "?for=own" not in shown
    assert "?for=hand_over" in shown
    for address in (url_of(case, "own"), url_of(case, "own", "pdf"), url_of(case, "own", "zip")):
        assert client.get(address).status_code == 404


def test_nobody_else_learns_of_it(case: Complaint, client: Client, mallory: User) -> None:
    assert client.get(url_of(case, "hand_over")).status_code == 302
    assert client.get(url_of(case, "hand_over"), headers={"HX-Request": "true"}).status_code == 401
    client.force_login(mallory)
    assert {client.get(url).status_code for url in (url_of(case), url_of(case, "hand_over", "pdf"))} == {404}


def test_what_was_made_before_costs_no_room_for_ever(case: Complaint, alice: User) -> None:
    pack, _new = exports.export_for(case, Profile.OWN)
    exports.make(pack.pk)
    first = Pack.objects.get(pk=pack.pk).archive
    do(case, Action.RECORD_CONTACT, alice, said="再等等", way="chat")
    again, _new = exports.export_for(case, Profile.OWN)
    exports.make(again.pk)
    assert first
    assert not Blob.objects.filter(pk=first.pk).exists()


def test_what_was_asked_for_and_never_made_goes_with_the_next(case: Complaint, alice: User) -> None:
    stale, _new = exports.export_for(case, Profile.OWN)
    do(case, Action.RECORD_CONTACT, alice, said="再等等", way="chat")
    newer, new = exports.export_for(case, Profile.OWN)
    assert new
    assert exports.make(newer.pk)
    assert not Pack.objects.filter(pk=stale.pk).exists()
    assert is_due(newer, new=True, turn=7), "the case moved on while a page was waiting"
    assert not is_due(newer, new=False, turn=7)


def test_frames_of_a_film_are_printed_with_their_times(alice: User) -> None:
    case = at_stage(alice, "contacted")
    add_evidence(case, SimpleUploadedFile("开箱.mp4", film(4)), kind="goods", actor=alice)
    words = words_of(pdf_of(case, Profile.HAND_OVER))
    assert "录像中的几帧" in words
    assert "00:01" in words
    assert "00:03" in words


def test_the_page_says_what_nobody_looked_through(case: Complaint, as_alice: Client, alice: User) -> None:
    assert "还有 2 张图没检查过" in page(as_alice, url_of(case))
    for piece in case.evidence.filter(blob__media_type="image/jpeg"):
        covering.cover(piece, [], actor=alice)
    assert "没检查过" not in page(as_alice, url_of(case))
