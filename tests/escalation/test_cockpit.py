"""The submission cockpit: the foreign form in its order, nothing to copy that has a blank, files in order, handed over."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from complaints.models import CaseAccess, Complaint
from complaints.status import Scope, TrackKind
from escalation.cockpit import Entry, blanks_in, cockpit
from escalation.models import Channel, Submission
from escalation.situation import Situation
from escalation.transitions import Action as A
from escalation.workflow import Unmet
from evidence import packs
from evidence.models import Evidence, Pack
from evidence.vault.intake import add_evidence
from tests.cases import LATER, at_stage, do
from tests.escalation.test_proofs import shot
from tests.evidence import making
from tests.evidence.conftest import upload


@pytest.fixture(autouse=True)
def one_step(settings: Settings) -> None:
    """Helpers' second step is tested where people sign in."""
    settings.SECOND_FACTOR = "offered"


def filing(owner: User, kind: TrackKind = TrackKind.COMPLAINT) -> Complaint:
    case = at_stage(owner, "ready_for_regulator")
    do(case, A.PREPARE_FILING, owner, channel=kind)
    return case


def rows(case: Complaint, user: User, channel: Channel = Channel.COMPLAINT_FORM) -> dict[str, Any]:
    return {row.key: row for row in cockpit(Situation.of(case, user, LATER), channel, "全文").rows}


def page_of(client: Client, case: Complaint, kind: str = "complaint") -> Any:
    return client.get(f"/c/{case.public_code}/do/escalate_to_regulator/", {"track": kind})


def test_the_fields_stand_in_the_forms_own_order(as_alice: Client, alice: User) -> None:
    case = filing(alice)
    page = page_of(as_alice, case).content.decode()
    ids = ["field-goods", "field-shop", "field-order-no", "field-paid", "id_text", "field-claims", "attachments"]
    places = [page.index(f'id="{name}"') for name in ids]
    assert places == sorted(places)


def test_what_is_chosen_there_has_no_copy_button(as_alice: Client, alice: User) -> None:
    found = rows(filing(alice), alice)
    assert found["platform"].entry is Entry.PICK
    assert found["contact"].entry is Entry.HAND
    assert found["order_no"].entry is Entry.COPY


def test_a_field_that_lacks_its_fact_leads_to_where_it_is_entered(as_alice: Client, alice: User) -> None:
    case = filing(alice)
    Complaint.objects.filter(pk=case.pk).update(seller=None)
    case.refresh_from_db()
    missing = rows(case, alice)["shop"]
    assert (missing.entry, missing.mend) == (Entry.MISSING, f"/c/{case.public_code}/edit/seller/")


def test_a_text_with_a_blank_can_neither_be_copied_nor_sent(as_alice: Client, alice: User) -> None:
    case = filing(alice)
    with pytest.raises(Unmet, match="〔"):
        do(case, A.ESCALATE_TO_REGULATOR, alice, track=TrackKind.COMPLAINT, text="订单号〔订单号〕，请退款")
    assert blanks_in("甲〔订单号〕乙〔金额〕丙〔订单号〕") == ("〔订单号〕", "〔金额〕")
    found = cockpit(Situation.of(case, alice, LATER), Channel.COMPLAINT_FORM, "订单号〔订单号〕")
    assert found.blanks == ("〔订单号〕",)


@pytest.mark.parametrize(("text", "count"), [("好", 1), ("😀", 2), ("一\n二", 4), ("", 0), ("ｆｕｌｌ", 4)])
def test_the_text_is_counted_as_the_form_counts(alice: User, text: str, count: int) -> None:
    assert cockpit(Situation.of(filing(alice), alice, LATER), Channel.REPORT_FORM, text).count == count


def test_the_screenshot_is_enough_and_is_kept_as_the_receipt(as_alice: Client, alice: User) -> None:
    case = filing(alice)
    form = page_of(as_alice, case).context["form"]
    data = {name: form[name].value() for name in ("version", "key", "track", "text")}
    data |= {"happened_at": LATER.strftime("%Y-%m-%dT%H:%M"), "proof_receipt": [shot()]}
    as_alice.post(f"/c/{case.public_code}/do/escalate_to_regulator/", data)
    sent = Submission.objects.filter(track__complaint=case, channel="complaint_form").get()
    assert sent.receipt == Evidence.objects.get(complaint=case)
    assert sent.text == data["text"]


def test_whoever_prepares_gets_a_link_for_the_person_concerned(client: Client, alice: User, bob: User) -> None:
    case = filing(alice)
    CaseAccess.objects.create(complaint=case, user=bob, scope=Scope.PREPARE, granted_by=alice, granted_at=LATER)
    client.force_login(bob)
    answer = page_of(client, case)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f"/c/{case.public_code}/do/escalate_to_regulator/?track=complaint" in page
    assert "<form" not in page.partition("<main")[2].partition("</main")[0]


def test_onlookers_get_no_cockpit(client: Client, alice: User, bob: User) -> None:
    case = filing(alice)
    CaseAccess.objects.create(complaint=case, user=bob, scope=Scope.READ, granted_by=alice, granted_at=LATER)
    client.force_login(bob)
    assert page_of(client, case).status_code == 409


def _with_pictures(case: Complaint, owner: User, count: int) -> None:
    for n in range(count):
        content = making.picture("JPEG", (300, 200), colour=f"#{20 * n:02x}8090")
        add_evidence(case, upload(content, f"{n}.jpg"), kind="chat", actor=owner)


def test_files_are_listed_at_once_and_offered_when_they_are_made(as_alice: Client, alice: User) -> None:
    case = filing(alice)
    _with_pictures(case, alice, 6)
    where = f"/c/{case.public_code}/attachments/complaint_form/"
    waiting = as_alice.get(where, headers={"HX-Request": "true"}).content.decode()
    assert "every 2s" in waiting
    packs.make(Pack.objects.get(), packs.plan_for(case, "complaint_form"))
    ready = as_alice.get(where, headers={"HX-Request": "true"}).content.decode()
    assert ("every 2s" not in ready, ready.count("data-file=")) == (True, 4)
    assert as_alice.get(f"{where}1/").headers["Content-Type"] == "image/jpeg"
    assert as_alice.get(f"{where}all.zip").headers["Content-Type"] == "application/zip"
    assert as_alice.get(f"{where}5/").status_code == 404


def test_the_page_stops_asking_when_the_worker_is_away(as_alice: Client, alice: User) -> None:
    case = filing(alice)
    _with_pictures(case, alice, 1)
    page = as_alice.get(f"/c/{case.public_code}/attachments/complaint_form/?turn=45", headers={"HX-Request": "true"})
    assert "every 2s" not in page.content.decode()


def test_without_script_the_files_have_a_page_of_their_own(as_alice: Client, alice: User) -> None:
    page = as_alice.get(f"/c/{filing(alice).public_code}/attachments/complaint_form/")
    assert page.templates[0].name == "escalation/attachments.html"


def test_files_of_another_persons_case_are_not_there(client: Client, alice: User, mallory: User) -> None:
    case = filing(alice)
    client.force_login(mallory)
    for name in ("complaint_form/", "complaint_form/all.zip", "complaint_form/1/"):
        assert client.get(f"/c/{case.public_code}/attachments/{name}").status_code == 404


def test_an_unknown_channel_is_not_there(as_alice: Client, alice: User) -> None:
    assert as_alice.get(f"/c/{filing(alice).public_code}/attachments/nowhere/").status_code == 404
