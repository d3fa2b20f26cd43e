"""Pictures that come with a step go into the evidence first, and the step leads to them."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from complaints.models import Complaint
from evidence.models import Evidence
from tests.cases import at_stage
from tests.evidence.making import picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_the_case")]


@pytest.fixture(autouse=True)
def vault(settings: Settings, tmp_path: Path) -> Path:
    root = tmp_path / "files"
    default = {"BACKEND": "evidence.vault.disk.Disk", "OPTIONS": {"location": root}}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    return root


def shot(name: str = "拒绝.png", colour: str = "teal") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(colour=colour), content_type="image/png")


def url(case: Complaint, action: str) -> str:
    return reverse("escalation:do", args=(case.public_code, action))


def form(case: Complaint, **more: object) -> dict[str, object]:
    return {"version": case.version, "key": "k", "happened_at": "2026-11-02T20:00", **more}


def test_a_refusal_is_recorded_with_its_screenshot(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "contacted")
    page = as_alice.get(url(case, "record_refusal"))
    assert 'name="proof_answer"' in page.content.decode()
    answer = as_alice.post(url(case, "record_refusal"), form(case, proof_answer=[shot()]))
    assert answer.status_code == 302
    piece = Evidence.objects.get()
    assert piece.kind == "chat"
    assert case.steps.get(action="record_refusal").facts["proof"] == piece.public_code


def test_a_form_with_a_fault_keeps_the_picture_and_the_next_try_takes_it_along(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "contacted")
    wrong = form(case, happened_at="2099-01-01T00:00", proof_answer=[shot()])
    page = as_alice.post(url(case, "record_refusal"), wrong)
    assert page.status_code == 422
    piece = Evidence.objects.get()
    assert f'name="kept" value="{piece.public_code}"' in page.content.decode()
    as_alice.post(url(case, "record_refusal"), form(case, kept=[piece.public_code]))
    assert case.steps.get(action="record_refusal").facts["proof"] == piece.public_code
    assert Evidence.objects.count() == 1


def test_a_file_that_is_none_is_named_and_the_step_is_done_all_the_same(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "contacted")
    bad = SimpleUploadedFile("x.png", b"MZ" + bytes(200), content_type="image/png")
    page = as_alice.post(url(case, "record_refusal"), form(case, proof_answer=[bad]), follow=True)
    assert "x.png" in page.content.decode()
    assert "proof" not in case.steps.get(action="record_refusal").facts


def test_a_picture_of_another_case_is_not_this_ones_proof(as_alice: Client, alice: User) -> None:
    other = at_stage(alice, "contacted")
    as_alice.post(url(other, "record_refusal"), form(other, proof_answer=[shot()]))
    case = at_stage(alice, "contacted")
    as_alice.post(url(case, "record_refusal"), form(case, kept=[Evidence.objects.get().public_code]))
    assert "proof" not in case.steps.get(action="record_refusal").facts


def test_before_the_goods_go_back_each_picture_has_its_place(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "agreed_return")
    page = as_alice.get(url(case, "record_sent_back")).content.decode()
    parts = ("goods", "label", "weight", "sealed")
    assert all(f'name="proof_{part}"' in page for part in parts)
    colours = zip(parts, ("red", "blue", "green", "black"), strict=True)
    files = {f"proof_{part}": [shot(f"{part}.png", colour)] for part, colour in colours}
    as_alice.post(url(case, "record_sent_back"), form(case, waybill="SF1029384756", **files))
    step = case.steps.get(action="record_sent_back")
    assert len(step.facts["proofs"]) == Evidence.objects.count() == 4


def test_who_may_only_read_brings_nothing_in(client: Client, alice: User, carol: User) -> None:
    case = at_stage(alice, "contacted")
    client.force_login(carol)
    assert client.post(url(case, "record_refusal"), form(case, proof_answer=[shot()])).status_code == 404
    assert not Evidence.objects.exists()


def test_a_call_is_noted_with_its_minutes(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "contacted")
    page = as_alice.get(reverse("escalation:call", args=(case.public_code,))).content.decode()
    assert case.orders.get().order_no in page
    notes = "20:01 接通，客服 017\n20:03 说三天内答复"
    as_alice.post(url(case, "record_contact"), form(case, way="phone", who="客服 017", said=notes))
    contact = case.contacts.get()
    assert (contact.way, contact.who) == ("phone", "客服 017")
    assert contact.said.splitlines()[1] == "20:03 说三天内答复"


def test_a_case_that_has_ended_takes_no_picture(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "closed")
    as_alice.post(url(case, "record_refusal"), form(case, proof_answer=[shot()]))
    assert not Evidence.objects.exists()
