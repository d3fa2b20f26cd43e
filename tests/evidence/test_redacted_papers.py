"""Covering PDFs: each page is looked at and drawn on; what is given away has pixels only."""

from io import BytesIO

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import User
from complaints.models import Complaint
from evidence import packs
from evidence.decoding import asking
from evidence.export.pictures import pages_of
from evidence.models import Evidence, Redaction
from evidence.previews import make_previews, rebuild
from evidence.reading.ocr import is_available
from evidence.redaction import covering
from evidence.redaction.boxes import WHOLE, Box
from evidence.redaction.burning import burn, given
from evidence.redaction.looking import look
from evidence.redaction.offering import keep_found, marks, offer_for
from evidence.status import TRIES, DerivativeKind, Private
from evidence.vault import storage
from evidence.vault.intake import add_evidence
from tests.evidence.conftest import NOON, upload
from tests.evidence.films import paper, written_paper

SECOND_PAGE_LEFT = Box(2, 0, 0, WHOLE // 2, WHOLE)
A5 = (420, 595)


@pytest.fixture
def invoice(case: Complaint, alice: User) -> Evidence:
    """A PDF of three pages."""
    return added(case, alice, paper(A5, A5, A5))


def added(case: Complaint, alice: User, content: bytes) -> Evidence:
    piece = add_evidence(case, upload(content, "发票.pdf"), kind="goods", actor=alice, now=NOON).evidence
    return again(piece)


def again(piece: Evidence) -> Evidence:
    found: Evidence = Evidence.objects.with_files().get(pk=piece.pk)
    return found


def corner(data: bytes) -> int:
    """How light the upper left of a picture is, from 0 to 255."""
    pixel = Image.open(BytesIO(data)).convert("L").getpixel((20, 20))
    assert isinstance(pixel, int)
    return pixel


def test_every_page_has_a_preview(invoice: Evidence) -> None:
    make_previews(invoice)
    assert vars(again(invoice))["pages"] == 3
    assert invoice.derivatives.filter(kind=DerivativeKind.THUMB).count() == 1
    assert rebuild(invoice)
    assert sorted(invoice.derivatives.filter(kind=DerivativeKind.PREVIEW).values_list("page", flat=True)) == [1, 2, 3]


def test_a_box_covers_its_own_page_only(invoice: Evidence, alice: User) -> None:
    covering.cover(invoice, [SECOND_PAGE_LEFT], actor=alice)
    light = [corner(page.data) for page in pages_of(again(invoice), original=False)]
    assert [one > 200 for one in light] == [True, False, True]
    assert all(corner(page.data) > 200 for page in pages_of(again(invoice), original=True))


def test_the_copy_has_no_words_below_the_black(case: Complaint, alice: User) -> None:
    letter = added(case, alice, written_paper("13812345678"))
    with storage.read(letter.blob) as file:
        assert "13812345678" in words_of(file.read())
    covering.cover(letter, [Box(1, 0, 0, WHOLE, WHOLE // 20)], actor=alice)
    with storage.read(given(letter)) as file:
        copy = file.read()
    assert copy.startswith(b"%PDF")
    assert words_of(copy).strip() == ""


def words_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_copy_keeps_the_size_of_the_paper(invoice: Evidence, alice: User) -> None:
    covering.cover(invoice, [SECOND_PAGE_LEFT], actor=alice)
    with storage.read(given(invoice)) as file:
        sizes = [page.get_size() for page in pypdfium2.PdfDocument(file.read())]
    assert [(round(width), round(height)) for width, height in sizes] == [A5] * 3


def test_pages_beyond_those_that_are_shown_are_not_in_the_copy(case: Complaint, alice: User) -> None:
    long = added(case, alice, paper(*[(100, 100)] * (asking.MOST_PAGES + 2)))
    covering.cover(long, [SECOND_PAGE_LEFT], actor=alice)
    with storage.read(given(long)) as file:
        assert len(pypdfium2.PdfDocument(file.read())) == asking.MOST_PAGES


def test_a_pack_has_the_copy(case: Complaint, invoice: Evidence, alice: User) -> None:
    covering.cover(invoice, [SECOND_PAGE_LEFT], actor=alice)
    wanted = packs.plan_for(case, "platform_form")
    pack, _new = packs.pack_for(case, "platform_form", wanted)
    assert packs.make(pack, wanted)
    assert pack.files.get().blob == Redaction.objects.get().copy


def test_a_paper_that_cannot_be_opened_is_given_to_nobody_once_it_is_covered(invoice: Evidence, alice: User) -> None:
    covering.cover(invoice, [SECOND_PAGE_LEFT], actor=alice)
    invoice.blob.tries = TRIES
    invoice.blob.save()
    assert not again(invoice).may_be_covered
    assert covering.not_looked_through(invoice.complaint) == 0


def test_the_page_shows_each_page_with_its_boxes(client: Client, invoice: Evidence, alice: User) -> None:
    make_previews(invoice)
    client.force_login(alice)
    at = (invoice.complaint.public_code, invoice.public_code)
    offer = offer_for(invoice, turn=1)
    keep_found(offer, [(Private.PHONE, Box(3, 100, 200, 300, 400))])
    shown = client.get(reverse("evidence:cover", args=at)).content.decode()
    assert [f'data-page="{n}"' in shown for n in (1, 2, 3, 4)] == [True, True, True, False]
    assert shown.index('data-page="3"') < shown.index('x="100"')
    answer = client.post(reverse("evidence:cover", args=at), {"box": ["2,0,0,5000,10000"], "turned": "0"})
    assert answer.status_code == 302
    assert Redaction.objects.get().boxes == [[2, 0, 0, 5000, 10000]]
    assert burn(Redaction.objects.get())
    assert client.get(reverse("evidence:covered", args=at)).headers["Content-Type"] == "application/pdf"
    assert client.get(reverse("evidence:page", args=(*at, 3))).headers["Content-Type"] == "image/webp"
    assert client.get(reverse("evidence:page", args=(*at, 4))).status_code == 404


def test_a_mark_says_on_which_page_it_is(invoice: Evidence, alice: User) -> None:
    covering.cover(invoice, [SECOND_PAGE_LEFT], actor=alice)
    [mark] = marks(invoice, offer_for(invoice, turn=1))
    assert "2" in mark.words


@pytest.mark.skipif(not is_available(), reason="needs requirements-ocr.txt")
def test_what_is_private_is_found_on_its_page(case: Complaint, alice: User) -> None:
    letter = added(case, alice, written_paper("nothing here", "phone 13812345678"))
    offer = offer_for(letter, turn=1)
    assert look(offer)
    offer.refresh_from_db()
    assert [row[:2] for row in offer.found] == [["phone", 2]]
