"""Changing one entry: a limit, a phone number, a channel, a figure."""

import pytest
from django.test import Client

from rulebook import editions
from rulebook.models import Edition
from rulebook.overlay import row_of
from tests.rulebook.making import page

pytestmark = pytest.mark.django_db
PHONE = "/rulebook/entries/phone/TEL_12345/"


def form_of(subject: str, key: str, **other: str) -> dict[str, str]:
    """What the page sends when the entry is confirmed as it is, and `other` in it."""
    row = row_of(subject, key)
    sure = row.get("confidence", "").partition(":")[0]
    return row | {"confidence": sure, "note": "核对过", "verified_on": "2026-11-25"} | other


CHANGES = [
    ("phone", "TEL_12345", {"number": "021-12345"}, "021-12345"),
    ("rule", "XHS_SHIP_48H", {"amount": "72"}, "72"),
    ("channel", "report_form", {"max_chars": "600"}, "600"),
    ("figure", "REVIEW_ABOVE", {"value": "8000"}, "8000"),
]


@pytest.mark.parametrize(("subject", "key", "other", "shown"), CHANGES)
def test_an_entry_gets_a_new_version(
    admin: Client, second: Client, subject: str, key: str, other: dict[str, str], shown: str
) -> None:
    url = f"/rulebook/entries/{subject}/{key}/"
    page(admin, url)
    response = admin.post(url, form_of(subject, key, **other))
    assert response.status_code == 302
    html = page(second, response["Location"])
    assert f'<span class="strong">{shown}</span>' in html
    edition = Edition.objects.get()
    assert all(edition.content[column] == text for column, text in other.items())
    assert editions.law_with(subject, key, edition.content)


def test_the_words_behind_how_sure_stay_while_the_first_word_stays(admin: Client) -> None:
    before = row_of("rule", "CPL25_RETURN_7D")["confidence"]
    admin.post("/rulebook/entries/rule/CPL25_RETURN_7D/", form_of("rule", "CPL25_RETURN_7D"))
    assert Edition.objects.get().content["confidence"] == before


@pytest.mark.parametrize(("subject", "key", "other"), [
    ("rule", "XHS_SHIP_48H", {"roll": "yes"}),
    ("rule", "XHS_SHIP_48H", {"amount": "0"}),
    ("rule", "XHS_SHIP_48H", {"effective_from": "2027-01-01", "effective_to": "2026-01-01"}),
    ("rule", "XHS_SHIP_48H", {"note": ""}),
    ("phone", "TEL_12345", {"number": "call us"}),
    ("phone", "TEL_12345", {"verified_on": "soon"}),
    ("channel", "report_form", {"min_chars": "900"}),
    ("figure", "REVIEW_ABOVE", {"value": "-1"}),
    ("figure", "REVIEW_ABOVE", {"value": "NaN"}),
])  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field(admin: Client, subject: str, key: str, other: dict[str, str]) -> None:
    response = admin.post(f"/rulebook/entries/{subject}/{key}/", form_of(subject, key, **other))
    assert response.status_code == 422
    assert 'class="error"' in response.content.decode()
    assert not Edition.objects.exists()


def test_a_form_sent_unchanged_is_told_that_nothing_changes(admin: Client) -> None:
    row = form_of("phone", "TEL_12345", verified_on=row_of("phone", "TEL_12345")["verified_on"])
    assert "与现行的内容完全一样" in admin.post(PHONE, row).content.decode()


@pytest.mark.parametrize("path", ["phone/TEL_1", "weather/TEL_12345", "calendar/2027", "rule/X"])
def test_what_nobody_knows_is_not_there(admin: Client, path: str) -> None:
    assert admin.get(f"/rulebook/entries/{path}/").status_code == 404


def test_endings_of_files_may_be_typed_in_capitals(admin: Client) -> None:
    admin.post("/rulebook/entries/channel/complaint_form/", form_of("channel", "complaint_form", types="JPG PDF"))
    assert Edition.objects.get().content["types"] == "jpg pdf"
