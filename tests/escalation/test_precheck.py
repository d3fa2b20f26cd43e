"""The pre-check of a case: its page, its mends, who may do what."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from complaints import timeline
from complaints.models import Complaint, Event
from complaints.status import ClaimKind, Scope, TrackKind
from escalation import dossier
from escalation.situation import Situation
from law.conflicts import Channel
from law.precheck import Colour
from tests.cases import LATER, at_stage
from tests.escalation.conftest import LetIn, is_whole
from tests.escalation.prechecking import answer, lines_of, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_the_case")]
COMPLAINT, COUNCIL, REPORT = TrackKind.COMPLAINT, TrackKind.ASSOCIATION, TrackKind.REPORT


def test_the_page_shows_every_line_with_words_and_source(as_alice: Client, alice: User) -> None:
    page = as_alice.get(url(at_stage(alice, "ready_for_regulator"), "?for=complaint"))
    rows = page.context["rows"]
    assert len(rows) == 14
    for row in rows:
        assert row.line.sentence.zh in page.text
        assert f'data-rule="{row.line.norm}"' in page.text


def test_each_open_line_has_one_button_or_one_question(as_alice: Client, alice: User) -> None:
    page = as_alice.get(url(at_stage(alice, "ready_for_regulator")))
    for row in page.context["rows"]:
        questions = [q for q in row.questions if q.key == row.line.mend]
        assert (bool(row.href) + len(questions)) == (0 if row.line.ok else 1), row.line.key


def test_the_buttons_lead_to_pages_that_open(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "preparing")
    for way in ("platform", "complaint", "report", "association"):
        for row in as_alice.get(url(case, f"?for={way}")).context["rows"]:
            if row.href and not row.href.startswith("#") and "/do/" not in row.href:
                assert as_alice.get(row.href.partition("#")[0]).status_code == 200, row.href


def test_it_leads_to_the_seller_the_evidence_and_the_claims(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "ready_for_regulator", claims={ClaimKind.APOLOGY: None})
    hrefs = {row.line.key: row.href for row in as_alice.get(url(case)).context["rows"]}
    assert hrefs["respondent"] == f"/c/{case.public_code}/edit/seller/"
    assert hrefs["proof"] == f"/c/{case.public_code}/evidence/"
    assert hrefs["claim"] == f"/c/{case.public_code}/edit/claims/"


def test_the_summary_counts(as_alice: Client, alice: User) -> None:
    page = as_alice.get(url(at_stage(alice, "ready_for_regulator")))
    counts = page.context["checked"].counts
    assert counts.total == len(page.context["rows"])
    assert page.context["checked"].words in page.text


@pytest.mark.parametrize(
    ("stage", "kind"),
    [("contacted", TrackKind.PLATFORM), ("ready_for_platform", TrackKind.PLATFORM), ("ready_for_regulator", TrackKind.COMPLAINT),
     ("filed", TrackKind.COMPLAINT), ("court_ready", TrackKind.COMPLAINT)],
)  # fmt: skip
def test_without_a_way_it_shows_the_next_one(stage: str, kind: TrackKind, as_alice: Client, alice: User) -> None:
    assert as_alice.get(url(at_stage(alice, stage))).context["checked"].kind == kind


def test_an_answer_is_kept_and_turns_the_line(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "ready_for_regulator")
    assert lines_of(case, alice)["identity"].colour == Colour.AMBER
    done = answer(as_alice, case, "identity", "yes")
    assert done["Location"] == url(case, "?for=complaint#question-identity")
    case.refresh_from_db()
    assert case.answers == {"precheck.identity": "yes"}
    assert lines_of(case, alice)["identity"].colour == Colour.GREEN
    answer(as_alice, case, "identity", "no")
    case.refresh_from_db()
    assert lines_of(case, alice)["identity"].colour == Colour.RED
    assert is_whole(case)


def test_the_timeline_names_the_question(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "ready_for_regulator")
    answer(as_alice, case, "ordinary_use", "yes")
    event = Event.objects.filter(complaint=case, kind="answered").get()
    assert timeline.line_of(event).detail


def test_an_agent_is_asked_for_the_authorisation(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "ready_for_regulator")
    answer(as_alice, case, "agent", "yes")
    row = next(row for row in as_alice.get(url(case)).context["rows"] if row.line.key == "agent")
    assert [q.key for q in row.questions] == ["agent", "authorisation"]
    answer(as_alice, case, "authorisation", "yes")
    case.refresh_from_db()
    assert lines_of(case, alice)["agent"].norm == "D121_11"
    assert lines_of(case, alice)["agent"].ok


@pytest.mark.parametrize(("question", "said"), [("height", "yes"), ("identity", "maybe"), ("", "")])
def test_other_questions_are_refused(question: str, said: str, as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "ready_for_regulator")
    assert answer(as_alice, case, question, said).status_code == 400
    case.refresh_from_db()
    assert case.answers == {}


def test_a_closed_case_keeps_its_answers(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "closed")
    assert answer(as_alice, case, "identity", "yes").status_code == 302
    case.refresh_from_db()
    assert case.answers == {}
    assert not any(row.href or row.questions for row in as_alice.get(url(case)).context["rows"])


def test_strangers_see_nothing_and_readers_change_nothing(
    client: Client, alice: User, bob: User, mallory: User, let_in: LetIn
) -> None:
    case = at_stage(alice, "ready_for_regulator")
    client.force_login(mallory)
    assert client.get(url(case)).status_code == 404
    assert answer(client, case, "identity", "yes").status_code == 404
    access = let_in(case, bob, Scope.READ)
    client.force_login(bob)
    page = client.get(url(case))
    assert page.status_code == 200
    assert not any(row.href or row.questions for row in page.context["rows"])
    assert answer(client, case, "identity", "yes").status_code == 403
    access.scope = Scope.PREPARE
    access.save()
    assert answer(client, case, "ordinary_use", "yes").status_code == 302


def test_the_page_costs_few_queries(as_alice: Client, alice: User, django_assert_max_num_queries: Any) -> None:
    case = at_stage(alice, "mediating")
    as_alice.get(url(case))
    with django_assert_max_num_queries(12):
        as_alice.get(url(case))


def test_the_facts_cost_four_queries(alice: User, django_assert_max_num_queries: Any) -> None:
    case = Complaint.objects.select_related("seller").get(pk=at_stage(alice, "preparing").pk)
    sit = Situation.of(case, alice, LATER)
    assert sit.tracks
    with django_assert_max_num_queries(4):
        dossier.build(sit, TrackKind.COMPLAINT, text="请退款")


def test_the_printed_page_names_case_and_moment(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "ready_for_regulator")
    page = as_alice.get(url(case))
    assert case.number in page.text
    assert f"{timezone.localtime():%Y-%m-%d}" in page.text
    assert page.text.count('class="no-print"') >= 3


def test_the_ways_are_shown_in_words(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "accepted")
    ways = {way.ruling.words.zh: way for way in as_alice.get(url(case)).context["ways"]}
    assert len(as_alice.get(url(case)).context["ways"]) == len(Channel)
    assert any(way.verdict and way.tone == "seal" for way in ways.values())
