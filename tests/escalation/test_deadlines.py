"""What each step starts and stops, until when, by which rule; and which moment a list shows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from complaints import filing
from complaints.models import Complaint, Track
from complaints.orders import edit_order, facts_of
from complaints.status import Kind, Status, TrackKind, TrackState
from escalation.deadlines import nearest
from escalation.models import Deadline, DeadlineState, Origin, Whose
from escalation.sweeping import sweep
from escalation.transitions import Action
from rulebook.snapshot import current_law
from tests.cases import DAY, HOUR, LATER, START, at_stage, do, opened
from tests.escalation.conftest import is_whole, running

CHINA = ZoneInfo("Asia/Shanghai")
A, COMPLAINT, COUNCIL = Action, TrackKind.COMPLAINT, TrackKind.ASSOCIATION
BEFORE_HOLIDAY = datetime(2026, 9, 24, 14, 0, tzinfo=CHINA)  # Mid-Autumn and the National Day lie ahead


def end_of(month: int, day: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, 23, 59, 59, tzinfo=CHINA)


def clock(case: Complaint, name: str) -> Deadline:
    return Deadline.objects.filter(complaint=case, name=name, state=DeadlineState.OPEN).get()


def moments(case: Complaint, name: str) -> tuple[str, datetime | None, datetime | None]:
    found = clock(case, name)
    return found.rule_id, found.safe_at, found.latest_at


@pytest.mark.django_db
def test_the_return_window_ends_on_the_seventh_day_and_rolls_over_the_holiday(alice: User) -> None:
    case = opened(alice, received_at=BEFORE_HOLIDAY, placed_at=BEFORE_HOLIDAY - 3 * DAY, shipped_at=None)
    assert not running(case).get("return_window")  # opened in November: it is long over
    case = at_stage(alice, "draft", received_at=BEFORE_HOLIDAY, placed_at=BEFORE_HOLIDAY - 3 * DAY, shipped_at=None)
    do(case, A.OPEN, alice, at=BEFORE_HOLIDAY + DAY)
    assert moments(case, "return_window") == ("CPL25_RETURN_7D", end_of(10, 1), end_of(10, 8))
    assert clock(case, "return_window").shown_at == end_of(10, 1)


@pytest.mark.django_db
def test_late_dispatch_is_counted_in_hours_from_payment(alice: User) -> None:
    case = opened(alice, kind=Kind.SHIPPING, shipped_at=None, received_at=None, placed_at=START, paid_at=START + HOUR)
    due = START + HOUR + timedelta(hours=48)
    assert moments(case, "dispatch") == ("XHS_SHIP_48H", due, due)


@pytest.mark.django_db
def test_what_was_shipped_is_not_waited_for(alice: User) -> None:
    assert "dispatch" not in running(opened(alice, kind=Kind.SHIPPING))
    assert "dispatch" not in running(opened(alice, shipped_at=None, received_at=None))


def ship(case: Complaint, alice: User, shipped_at: datetime | None) -> None:
    order = case.orders.get()
    edit_order(order, replace(facts_of(order), shipped_at=shipped_at), actor=alice, now=START + 2 * HOUR)
    case.refresh_from_db()


@pytest.mark.django_db
def test_goods_shipped_after_all_are_no_longer_waited_for(alice: User) -> None:
    case = opened(alice, kind=Kind.SHIPPING, shipped_at=None, received_at=None)
    ship(case, alice, START + HOUR)
    assert "dispatch" not in running(case)
    ship(case, alice, None)  # a slip: they weren't
    assert "dispatch" in running(case)


@pytest.mark.django_db
def test_another_day_of_noticing_counts_the_three_years_again(alice: User) -> None:
    case = opened(alice)
    facts = replace(filing.facts_of(case), found_at=START - 4 * DAY)
    filing.edit(case, facts, actor=alice, now=START + HOUR)
    assert clock(case, "limit").trigger_at == START - 4 * DAY
    assert is_whole(case)


@pytest.mark.django_db
def test_another_type_stops_waiting_for_the_goods(alice: User) -> None:
    case = opened(alice, kind=Kind.SHIPPING, shipped_at=None, received_at=None)
    filing.edit(case, replace(filing.facts_of(case), kind=Kind.QUALITY), actor=alice, now=START + HOUR)
    assert "dispatch" not in running(case)


@pytest.mark.django_db
def test_an_order_corrected_while_the_case_was_over_counts_when_it_is_reopened(alice: User) -> None:
    case = opened(alice, kind=Kind.SHIPPING, shipped_at=None, received_at=None)
    do(case, A.WITHDRAW, alice, at=START + HOUR)
    ship(case, alice, START + HOUR)
    assert not running(case)
    do(case, A.REOPEN, alice, at=START + DAY)
    assert "dispatch" not in running(case)


@pytest.mark.django_db
def test_a_complaint_may_be_filed_for_three_years(alice: User) -> None:
    case = opened(alice)
    assert moments(case, "limit")[0] == "SAMR121_LIMIT_3Y"
    assert clock(case, "limit").safe_at == datetime(2029, 10, 30, 23, 59, 59, tzinfo=CHINA)


@pytest.mark.django_db
def test_what_happened_before_the_first_rule_still_opens(alice: User) -> None:
    long_ago = datetime(2016, 5, 4, tzinfo=UTC)
    case = opened(alice, placed_at=long_ago, shipped_at=None, received_at=None)
    assert "limit" not in running(case)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stage", "action", "track", "name", "rule", "safe", "latest"),
    [
        ("negotiating", A.CONTACT_SELLER, None, "seller_answer", "XHS_SELLER_AUDIT_48H", 48, 48),
        ("contacted", A.RECORD_REFUSAL, None, "apply_platform", "XHS_APPLY_PLATFORM_7D", end_of(10, 1), end_of(10, 1)),
        ("ready_for_platform", A.ESCALATE_TO_PLATFORM, None, "ruling", "XHS_RULING_7WD", end_of(10, 12), end_of(10, 12)),
        ("with_platform", A.RECORD_PLATFORM_REQUEST, None, "material", "XHS_EVIDENCE_48H", 48, 48),
        ("preparing", A.ESCALATE_TO_REGULATOR, COMPLAINT, "acceptance", "SAMR121_ACCEPT_7WD", end_of(10, 12), end_of(10, 12)),
        ("filed", A.RECORD_ACCEPTANCE, COMPLAINT, "mediation", "SAMR121_MEDIATE_60D", end_of(11, 23), end_of(11, 23)),
    ],
)  # fmt: skip
def test_each_step_starts_its_clock(
    stage: str, action: Action, track: TrackKind | None, name: str, rule: str,
    safe: datetime | int, latest: datetime | int, alice: User,
) -> None:  # fmt: skip
    case = at_stage(alice, stage)
    do(case, action, alice, track=track, text="x", happened_at=BEFORE_HOLIDAY)
    wanted = [BEFORE_HOLIDAY + timedelta(hours=m) if isinstance(m, int) else m for m in (safe, latest)]
    assert moments(case, name) == (rule, *wanted)
    found, law = clock(case, name), current_law()
    assert (found.rule_version, found.calendar_version) == (law.version, law.calendar.version)
    assert found.trigger_at == BEFORE_HOLIDAY
    assert found.why["zh"]
    assert found.why["en"]


@pytest.mark.django_db
def test_the_association_mediates_sixty_days_and_its_agreement_can_be_confirmed_for_thirty(alice: User) -> None:
    case = at_stage(alice, "ready_for_regulator")
    do(case, A.PREPARE_FILING, alice, channel=COUNCIL)
    do(case, A.ESCALATE_TO_REGULATOR, alice, track=COUNCIL, text="x")
    assert "acceptance" not in running(case)
    do(case, A.RECORD_ACCEPTANCE, alice, track=COUNCIL, happened_at=BEFORE_HOLIDAY)
    assert moments(case, "mediation") == ("SHCR56_MEDIATE_60D", end_of(11, 23), end_of(11, 23))
    do(case, A.RECORD_MEDIATION_AGREEMENT, alice, track=COUNCIL, keep_by=LATER + DAY, happened_at=BEFORE_HOLIDAY)
    assert moments(case, "confirmation") == ("CPLAW205_CONFIRM_30D", end_of(10, 24), end_of(10, 26))
    do(case, A.RECORD_KEPT, alice)
    assert set(running(case)) == {"limit", "money_soon", "money_later"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stage", "action", "fact", "name"),
    [
        ("negotiating", A.CONTACT_SELLER, "answer_by", "seller_answer"),
        ("contacted", A.RECORD_REFUSAL, "apply_by", "apply_platform"),
        ("ready_for_platform", A.ESCALATE_TO_PLATFORM, "ruling_by", "ruling"),
        ("with_platform", A.RECORD_PLATFORM_REQUEST, "material_by", "material"),
    ],
)
def test_the_countdown_that_the_app_shows_wins(stage: str, action: Action, fact: str, name: str, alice: User) -> None:
    case, typed = at_stage(alice, stage), LATER + timedelta(hours=5)
    do(case, action, alice, text="x", **{fact: typed})
    found = clock(case, name)
    assert (found.safe_at, found.latest_at, found.origin) == (typed, typed, Origin.USER)


@pytest.mark.django_db
@pytest.mark.parametrize("stage", ["contacted", "with_platform", "mediating"])
def test_a_promise_runs_until_the_promised_moment(stage: str, alice: User) -> None:
    case, day = at_stage(alice, stage), LATER + 3 * DAY
    action = {"contacted": A.RECORD_AGREEMENT, "with_platform": A.RECORD_RULING_FOR}.get(
        stage, A.RECORD_MEDIATION_AGREEMENT
    )
    do(case, action, alice, keep_by=day, track=COMPLAINT if stage == "mediating" else None)
    found = clock(case, "promise")
    assert (found.safe_at, found.latest_at, found.origin, found.whose) == (day, day, Origin.PROMISE, Whose.SELLER)


@pytest.mark.django_db
def test_a_second_message_starts_the_answer_anew(alice: User) -> None:
    case = at_stage(alice, "contacted")
    first = clock(case, "seller_answer")
    do(case, A.CONTACT_SELLER, alice, text="再问一次")
    first.refresh_from_db()
    second = clock(case, "seller_answer")
    assert first.state in (DeadlineState.MET, DeadlineState.SUPERSEDED)
    assert second.trigger_at == LATER
    assert second.latest_at == LATER + timedelta(hours=48)


@pytest.mark.django_db
def test_our_user_sees_the_safe_moment_and_everybody_else_the_latest() -> None:
    safe, latest = START, START + 7 * DAY
    for whose in Whose:
        row = Deadline(whose=whose, safe_at=safe, latest_at=latest)
        assert row.shown_at == (safe if whose == Whose.CONSUMER else latest)


@pytest.mark.django_db
def test_time_passes_only_after_the_latest_moment(alice: User) -> None:
    case = at_stage(alice, "draft", received_at=BEFORE_HOLIDAY, placed_at=BEFORE_HOLIDAY - 3 * DAY, shipped_at=None)
    do(case, A.OPEN, alice, at=BEFORE_HOLIDAY + DAY)
    window = clock(case, "return_window")
    assert sweep(end_of(10, 5)).lapsed == 0  # the safe day is over, the law's isn't
    assert sweep(end_of(10, 8)).lapsed == 0
    assert sweep(end_of(10, 8) + timedelta(seconds=1)).lapsed == 1
    window.refresh_from_db()
    assert window.state == DeadlineState.LAPSED


@pytest.mark.django_db
def test_passed_time_is_written_down_and_moves_no_case(alice: User) -> None:
    case = at_stage(alice, "contacted")
    version, late = case.version, START + 4 * DAY
    sweep(late)
    case.refresh_from_db()
    assert (case.status, case.version, case.due_ours) == (Status.NEGOTIATING, version, True)
    entry = case.events.order_by("seq").last()
    assert entry is not None
    assert (entry.kind, entry.actor, entry.body.data["name"]) == ("deadline_lapsed", None, "seller_answer")
    assert sweep(late + DAY).lapsed == 0
    assert is_whole(case)


def row(whose: Whose, at: datetime, name: str = "x", state: str = "open", **more: object) -> Deadline:
    return Deadline(name=name, whose=whose, safe_at=at, latest_at=at, state=state, **more)


def track(state: TrackState) -> Track:
    return Track(kind=COMPLAINT, state=state)


SOON, PAST, THEN = START + DAY, START - DAY, START + 2 * DAY
OURS, THEIRS = Whose.CONSUMER, Whose.SELLER


@pytest.mark.parametrize(
    ("status", "rows", "tracks", "contacted", "shown"),
    [
        (Status.NEGOTIATING, [row(OURS, SOON)], [], False, (SOON, True)),
        (Status.NEGOTIATING, [], [], False, (None, True)),
        (Status.NEGOTIATING, [row(THEIRS, THEN), row(OURS, SOON)], [], True, (SOON, False)),
        (Status.NEGOTIATING, [row(THEIRS, THEN)], [], True, (THEN, False)),
        (Status.NEGOTIATING, [row(THEIRS, PAST)], [], True, (PAST, True)),
        (Status.NEGOTIATING, [row(THEIRS, PAST, state="lapsed")], [], True, (PAST, True)),
        (Status.NEGOTIATING, [row(THEIRS, PAST, state="lapsed", closed_by_id=1)], [], True, (None, False)),
        (Status.NEGOTIATING, [row(OURS, PAST, state="lapsed")], [], True, (None, False)),
        (Status.READY_FOR_PLATFORM, [row(THEIRS, SOON), row(OURS, THEN)], [], True, (THEN, True)),
        (Status.WITH_PLATFORM, [row(THEIRS, SOON)], [], True, (SOON, False)),
        (Status.PLATFORM_ASKED, [row(OURS, SOON), row(Whose.PLATFORM, THEN)], [], True, (SOON, True)),
        (Status.READY_FOR_REGULATOR, [], [], True, (None, True)),
        (Status.READY_FOR_REGULATOR, [], [track(TrackState.PREPARING)], True, (None, True)),
        (Status.READY_FOR_REGULATOR, [], [track(TrackState.IN_REVIEW)], True, (None, False)),
        (Status.READY_FOR_REGULATOR, [], [track(TrackState.APPROVED)], True, (None, True)),
        (Status.WITH_REGULATOR, [row(THEIRS, SOON)], [track(TrackState.FILED)], True, (SOON, False)),
        (Status.WITH_REGULATOR, [row(THEIRS, SOON)], [track(TrackState.APPROVED)], True, (None, True)),
        (Status.WITH_REGULATOR, [], [track(TrackState.CLOSED), track(TrackState.FILED)], True, (None, False)),
        (Status.COURT_READY, [], [], True, (None, True)),
        (Status.KEPT, [], [], True, (None, True)),
        (Status.NEGOTIATING, [row(OURS, START + 91 * DAY, "limit")], [], True, (None, False)),
        (Status.NEGOTIATING, [row(OURS, START + 89 * DAY, "limit")], [], True, (START + 89 * DAY, False)),
        (Status.WITH_PLATFORM, [row(THEIRS, SOON, state="met", closed_by_id=1)], [], True, (None, False)),
    ],
)  # fmt: skip
def test_a_list_shows_the_nearest_moment_that_matters(
    status: Status, rows: list[Deadline], tracks: list[Track], contacted: bool, shown: tuple[datetime | None, bool]
) -> None:
    assert nearest(status, rows, tracks, START, contacted=contacted) == shown
