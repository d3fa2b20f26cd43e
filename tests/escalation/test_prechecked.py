"""What stays of the pre-check when something is submitted, and what the pages that submit show of it."""

from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from complaints import timeline
from complaints.models import Event
from complaints.status import TrackKind
from escalation import dossier
from escalation.situation import Situation
from escalation.transitions import Action
from escalation.workflow import Unmet
from law.conflicts import Channel, State
from law.precheck import Colour
from tests.cases import LATER, at_stage, do, opened
from tests.escalation.conftest import is_whole
from tests.escalation.prechecking import answer, lines_of, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_the_case")]
COMPLAINT, COUNCIL, REPORT = TrackKind.COMPLAINT, TrackKind.ASSOCIATION, TrackKind.REPORT


def test_filing_keeps_what_was_checked(alice: User) -> None:
    case = at_stage(alice, "preparing")
    step = do(
        case, Action.ESCALATE_TO_REGULATOR, alice, track=COMPLAINT, text="2026年11月1日在小红书购买，268元。请退款。"
    )
    checked = step.facts["prechecked"]
    assert checked["identity"] == "amber"
    assert checked["text"] == "green"
    event = Event.objects.filter(complaint=case, kind="step").last()
    assert event is not None
    assert event.body.data["facts"]["prechecked"] == checked
    sound = sum(colour == "green" for colour in checked.values())
    assert f"{sound}" in timeline.line_of(event).detail
    assert is_whole(case)


def test_the_text_that_is_sent_is_the_one_that_is_checked(alice: User) -> None:
    case = at_stage(alice, "preparing")
    step = do(case, Action.ESCALATE_TO_REGULATOR, alice, track=COMPLAINT, text="给我2000元就撤诉。")
    assert step.facts["prechecked"]["lawful"] == "red"


def test_asking_the_platform_keeps_the_shorter_list(alice: User) -> None:
    case = at_stage(alice, "ready_for_platform")
    step = do(case, Action.ESCALATE_TO_PLATFORM, alice, text="请介入")
    assert list(step.facts["prechecked"]) == ["contacted", "order", "story", "claim", "proof", "text"]


def test_other_steps_carry_no_check(alice: User) -> None:
    case = at_stage(alice, "with_platform")
    assert "prechecked" not in do(case, Action.RECORD_RULING_AGAINST, alice).facts
    assert "prechecked" not in do(opened(alice), Action.CONTACT_SELLER, alice, text="请退款").facts


def test_the_guard_says_what_the_matrix_says(alice: User) -> None:
    case = at_stage(alice, "ready_for_regulator")
    do(case, Action.PREPARE_FILING, alice, channel=COUNCIL)
    do(case, Action.ESCALATE_TO_REGULATOR, alice, track=COUNCIL, text="请调解")
    with pytest.raises(Unmet) as refused:
        do(case, Action.PREPARE_FILING, alice, channel=COMPLAINT)
    line = lines_of(case, alice)["elsewhere"]
    assert line.colour == Colour.RED
    assert refused.value.reasons == [line.why.spoken("zh")] or refused.value.reasons == [line.why.en]
    do(case, Action.PREPARE_FILING, alice, channel=REPORT)


def test_a_way_that_ended_without_result_costs_but_stays_open(alice: User) -> None:
    case = at_stage(alice, "court_ready")
    assert lines_of(case, alice, TrackKind.ASSOCIATION)["elsewhere"].colour == Colour.AMBER
    do(case, Action.PREPARE_FILING, alice, channel=COUNCIL)


def test_a_broken_ruling_is_no_promise_any_more(alice: User) -> None:
    case = at_stage(alice, "upheld")
    assert (Channel.PLATFORM, State.AGREED) in dossier.channels_of(Situation.of(case, alice, LATER))
    do(case, Action.RECORD_BROKEN, alice, they_said_no=True)
    assert (Channel.PLATFORM, State.BROKEN) in dossier.channels_of(Situation.of(case, alice, LATER))


def test_the_submitting_page_shows_the_check_above_the_text(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "preparing")
    page = as_alice.get(f"/c/{case.public_code}/do/escalate_to_regulator/?track=complaint")
    assert f'href="{url(case, "?for=complaint")}"' in page.text
    assert page.text.index('id="precheck"') < page.text.index('id="id_text"')


@pytest.mark.parametrize(
    ("stage", "action"),
    [("ready_for_platform", "escalate_to_platform"), ("ready_for_regulator", "prepare_filing"),
     ("preparing", "ask_review?track=complaint")],
)  # fmt: skip
def test_the_pages_before_it_show_it_too(stage: str, action: str, as_alice: Client, alice: User) -> None:
    case = at_stage(alice, stage)
    name, _, query = action.partition("?")
    assert 'id="precheck"' in as_alice.get(f"/c/{case.public_code}/do/{name}/?{query}").text


def test_pages_that_submit_nothing_show_none(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "with_platform")
    assert 'id="precheck"' not in as_alice.get(f"/c/{case.public_code}/do/record_ruling_against/").text


def test_a_red_line_changes_the_button_and_blocks_nothing(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "preparing")
    answer(as_alice, case, "identity", "no")
    place = f"/c/{case.public_code}/do/escalate_to_regulator/?track=complaint"
    page = as_alice.get(place)
    assert 'aria-describedby="anyway"' in page.text
    form = page.context["form"]
    sent = {name: form[name].value() for name in ("version", "key", "track")} | {
        "text": "请退款268元。",
        "happened_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}",
    }
    assert as_alice.post(place, sent).status_code == 302
    case.refresh_from_db()
    assert case.tracks.get(kind=COMPLAINT).state == "filed"


def test_what_was_bought_and_claimed_reaches_the_check(alice: User) -> None:
    case = at_stage(alice, "ready_for_regulator")
    built = dossier.build(Situation.of(case, alice, LATER), TrackKind.COMPLAINT)
    assert (built.paid, built.quantity, built.purchases) == (Decimal("268.00"), 1, 1)
    assert built.claims[0].amount == Decimal("268.00")
    assert built.text
    assert "268.00" in built.text
    second = opened(alice)
    assert dossier.build(Situation.of(second, alice, LATER), TrackKind.COMPLAINT, text="x").complaints == 1
