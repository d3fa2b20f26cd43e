"""The table is the whole truth: what stands in it can be done, everything else is refused and leaves no trace."""

from itertools import product

import pytest

from accounts.models import Role, User
from complaints.models import Complaint, Track
from complaints.status import FINAL, LIVE, Scope, Status, TrackKind, TrackOutcome, TrackState
from escalation.guards import GUARDS
from escalation.transitions import (
    AS_BROKEN,
    BEFORE,
    BY_TRACKS,
    CORRECTABLE,
    STAY,
    TABLE,
    Action,
    Actor,
    Transition,
    find,
    summary,
)
from escalation.workflow import NotAllowed, Unmet, perform
from tests.cases import LATER, START, opened
from tests.conftest import person
from tests.escalation.conftest import LetIn, written

K, T, Out, S = TrackKind.COMPLAINT, TrackState, TrackOutcome, Status
ACTOR_OF = {"alice": Actor.OWNER, "acting": Actor.ACTING, "preparing": Actor.PREPARING, "ada": Actor.ADMIN}
SCOPES = {"acting": Scope.ACT, "preparing": Scope.PREPARE, "reading": Scope.READ}


def rows_for(action: Action) -> list[Transition]:
    return [row for row in TABLE if row.action == action]


def leads_on(row: Transition, status: Status, state: TrackState | None, kind: TrackKind | None) -> bool:
    """Read off the table anew, without `find`."""
    if row.on_track:
        return state in row.source and (not row.kinds or kind in row.kinds)
    return status in row.source


def allowed(action: Action, status: Status, state: TrackState | None, role: str, kind: TrackKind = K) -> bool:
    """Does any row take this person from here?"""
    actor = ACTOR_OF.get(role)
    return any(actor in row.actors and leads_on(row, status, state, kind) for row in rows_for(action))


def test_every_action_has_a_row_and_every_guard_a_function() -> None:
    assert {row.action for row in TABLE} == set(Action)
    named = {name for row in TABLE for name in row.guards}
    assert named == set(GUARDS)


def test_no_two_rows_answer_for_the_same_step() -> None:
    places: list[tuple[TrackKind | None, Status | TrackState]] = [(None, source) for source in Status]
    places += list(product(TrackKind, TrackState))
    for action, (kind, source) in product(Action, places):
        rows = [row for row in rows_for(action) if row.on_track == (kind is not None) and source in row.source]
        assert len([row for row in rows if not row.kinds or kind in row.kinds]) <= 1, (action, kind, source)


def test_a_row_moves_either_the_case_or_a_track() -> None:
    for row in TABLE:
        assert len({type(source) for source in row.source}) == 1
        if row.on_track:
            assert isinstance(row.target, TrackState)
        else:
            assert row.target in (BEFORE, STAY, BY_TRACKS, AS_BROKEN) or isinstance(row.target, Status)
            assert not row.kinds


@pytest.mark.parametrize("action", Action)
def test_find_is_the_table(action: Action) -> None:
    for status, state, kind in product(Status, (None, *TrackState), (None, *TrackKind)):
        row = find(action, status, state, kind)
        wanted = [r for r in rows_for(action) if leads_on(r, status, state, kind)]
        assert row == (wanted[0] if wanted else None)


def test_every_status_can_be_reached_from_a_draft() -> None:
    reached, before = {Status.DRAFT}, set[Status]()
    through_tracks = {S.READY_FOR_REGULATOR, S.WITH_REGULATOR, S.SETTLED, S.COURT_READY, S.IN_COURT}
    while reached != before:
        before = set(reached)
        targets = {row.target for row in TABLE if not row.on_track and reached & set(row.source)}
        reached |= {target for target in targets if isinstance(target, Status)}
        if S.READY_FOR_REGULATOR in reached:
            reached |= through_tracks
    assert reached == set(Status)


def test_an_ended_case_has_no_way_out_but_to_reopen() -> None:
    out = {row.action for row in TABLE if not row.on_track and set(FINAL) & set(row.source)}
    assert out == {Action.REOPEN}


def test_an_ended_track_has_no_way_out() -> None:
    assert not [row for row in TABLE if row.on_track and TrackState.CLOSED in row.source]


def test_only_the_owner_files_and_closes() -> None:
    for action in (Action.ESCALATE_TO_REGULATOR, Action.WITHDRAW_FILING, Action.CLOSE):
        assert {actor for row in rows_for(action) for actor in row.actors} == {Actor.OWNER}


def test_an_admin_reviews_and_does_nothing_else() -> None:
    mine = {row.action for row in TABLE if Actor.ADMIN in row.actors}
    assert mine == {Action.PASS_ON, Action.APPROVE_FILING, Action.RETURN_FILING}


def test_who_may_prepare_moves_no_case() -> None:
    mine = [row for row in TABLE if Actor.PREPARING in row.actors]
    assert {row.action for row in mine} == {Action.PREPARE_FILING, Action.ASK_REVIEW, Action.DROP_FILING}
    assert all(row.on_track or row.target == STAY for row in mine)


def test_only_what_was_recorded_can_be_corrected() -> None:
    assert {action.value for action in CORRECTABLE} == {a.value for a in Action if a.value.startswith("record_")}


@pytest.mark.parametrize(
    ("tracks", "status"),
    [
        ([], S.READY_FOR_REGULATOR),
        ([(K, T.PREPARING, "")], S.READY_FOR_REGULATOR),
        ([(K, T.IN_REVIEW, "")], S.READY_FOR_REGULATOR),
        ([(K, T.APPROVED, "")], S.READY_FOR_REGULATOR),
        ([(K, T.FILED, "")], S.WITH_REGULATOR),
        ([(K, T.ACCEPTED, "")], S.WITH_REGULATOR),
        ([(K, T.MEDIATING, "")], S.WITH_REGULATOR),
        ([(K, T.CLOSED, Out.DECLINED)], S.READY_FOR_REGULATOR),
        ([(K, T.CLOSED, Out.SILENT)], S.READY_FOR_REGULATOR),
        ([(K, T.CLOSED, Out.DROPPED)], S.READY_FOR_REGULATOR),
        ([(K, T.CLOSED, Out.TERMINATED)], S.COURT_READY),
        ([(K, T.CLOSED, Out.BROKEN)], S.COURT_READY),
        ([(K, T.CLOSED, Out.AGREEMENT)], S.SETTLED),
        ([(K, T.CLOSED, Out.AGREEMENT), (TrackKind.REPORT, T.FILED, "")], S.SETTLED),
        ([(K, T.CLOSED, Out.TERMINATED), (TrackKind.ASSOCIATION, T.PREPARING, "")], S.COURT_READY),
        ([(K, T.CLOSED, Out.TERMINATED), (TrackKind.ASSOCIATION, T.FILED, "")], S.WITH_REGULATOR),
        ([(K, T.CLOSED, Out.DECLINED), (TrackKind.ASSOCIATION, T.CLOSED, Out.TERMINATED)], S.COURT_READY),
        ([(K, T.SECOND_READ, "")], S.READY_FOR_REGULATOR),
        ([(K, T.CLOSED, Out.WITHDRAWN)], S.READY_FOR_REGULATOR),
        ([(TrackKind.ODR, T.FILED, "")], S.WITH_REGULATOR),
        ([(TrackKind.ODR, T.CLOSED, Out.AGREEMENT)], S.SETTLED),
        ([(TrackKind.ODR, T.CLOSED, Out.TERMINATED)], S.READY_FOR_REGULATOR),
        ([(TrackKind.ODR, T.CLOSED, Out.BROKEN)], S.READY_FOR_REGULATOR),
        ([(TrackKind.ODR, T.CLOSED, Out.TERMINATED), (K, T.CLOSED, Out.TERMINATED)], S.COURT_READY),
        ([(TrackKind.REPORT, T.CLOSED, Out.HANDLED)], S.READY_FOR_REGULATOR),
        ([(TrackKind.COURT, T.PREPARING, ""), (K, T.CLOSED, Out.TERMINATED)], S.COURT_READY),
        ([(TrackKind.COURT, T.FILED, ""), (K, T.CLOSED, Out.TERMINATED)], S.IN_COURT),
        ([(TrackKind.COURT, T.ACCEPTED, ""), (TrackKind.REPORT, T.FILED, "")], S.IN_COURT),
        ([(TrackKind.COURT, T.CLOSED, Out.AGREEMENT), (K, T.CLOSED, Out.TERMINATED)], S.SETTLED),
        ([(TrackKind.COURT, T.CLOSED, Out.HANDLED)], S.COURT_READY),
        ([(TrackKind.SELLER, T.ACTIVE, ""), (TrackKind.PLATFORM, T.CLOSED, Out.BROKEN)], S.READY_FOR_REGULATOR),
    ],
)
def test_the_status_is_the_summary_of_the_filings(
    tracks: list[tuple[TrackKind, TrackState, TrackOutcome | str]], status: Status
) -> None:
    assert summary(tracks) == status
    assert summary(reversed(tracks)) == status


def put(case: Complaint, status: Status, state: TrackState | None) -> None:
    """Put the case where no guard was asked: only a test of refusals may."""
    ended = START if status in FINAL else None
    ending = {"closed_at": ended, "outcome": "resolved" if status == S.CLOSED else ""}
    Complaint.objects.filter(pk=case.pk).update(status=status, due_at=None, due_ours=False, **ending)
    if state:
        over = START if state == TrackState.CLOSED else None
        how = Out.DROPPED if over else ""
        Track.objects.filter(complaint=case).update(kind=K, state=state, closed_at=over, outcome=how)
    case.refresh_from_db()


@pytest.fixture
def people(alice: User, bob: User, ada: User, mallory: User) -> dict[str, User]:
    helpers = {role: bob if role == "acting" else person(f"{role}@example.org", role, Role.HELPER) for role in SCOPES}
    return {"alice": alice, "ada": ada, "mallory": mallory} | helpers


def refused_without_a_trace(case: Complaint, who: User, actions: list[Action], track: TrackKind | None) -> None:
    before = written(case)
    for action in actions:
        with pytest.raises(NotAllowed):
            perform(case, action, who, now=LATER, track=track, text="x", keep_by=LATER, outcome="resolved", reason="x")
    assert written(case) == before


@pytest.mark.django_db
@pytest.mark.parametrize("status", Status)
def test_a_step_of_the_case_outside_the_table_is_refused(
    status: Status, people: dict[str, User], let_in: LetIn
) -> None:
    case = opened(people["alice"])
    for role, scope in SCOPES.items():
        let_in(case, people[role], scope)
    put(case, status, None)
    for role, who in people.items():
        if role in ACTOR_OF or status in (Status.DRAFT, Status.NEGOTIATING):  # the others may nothing anywhere
            refused_without_a_trace(case, who, [a for a in Action if not allowed(a, status, None, role)], None)


@pytest.mark.django_db
@pytest.mark.parametrize("state", TrackState)
def test_a_step_of_a_filing_outside_the_table_is_refused(
    state: TrackState, people: dict[str, User], let_in: LetIn
) -> None:
    case = opened(people["alice"])
    for role, scope in SCOPES.items():
        let_in(case, people[role], scope)
    put(case, Status.WITH_REGULATOR, state)
    of_tracks = [a for a in Action if rows_for(a)[0].on_track]
    for role, who in people.items():
        refused = [a for a in of_tracks if not allowed(a, S.WITH_REGULATOR, state, role)]
        refused_without_a_trace(case, who, refused, K)


@pytest.mark.django_db
def test_what_the_guards_refuse_leaves_no_trace_either(alice: User) -> None:
    case = opened(alice)
    before = written(case)
    for action in (Action.RECORD_AGREEMENT, Action.RECORD_REFUSAL, Action.CONTACT_SELLER, Action.SKIP_TO_REGULATOR):
        with pytest.raises(Unmet):
            perform(case, action, alice, now=LATER)
    assert written(case) == before


def test_every_live_case_can_be_closed_and_withdrawn() -> None:
    for status in LIVE:
        assert find(Action.CLOSE, status, None)
        assert find(Action.WITHDRAW, status, None)
