"""The workflow on one page. Nothing here touches the database; `workflow.perform` is the only one who carries it out.

An action is named by its goal, so a double click can't move a case two stages. `BEFORE` as a target means: back to
where the case stood before the step that is undone; `AS_BROKEN`: where the broken word would have led; `BY_TRACKS`:
what its filings say. Track transitions move one track; the case's status is then the summary of its tracks (`summary`). `docs/workflow.md` is written from this table, and a test keeps the two equal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from complaints.status import LIVE, REGULATOR_TRACKS, Status, TrackKind, TrackOutcome, TrackState


class Action(TextChoices):
    """What can be done to a case; the label is what the button says."""

    OPEN = "open", _("Open the case")
    CONTACT_SELLER = "contact_seller", _("I have sent the message")
    RECORD_CONTACT = "record_contact", _("Note down a contact")
    RECORD_PROMISE = "record_promise", _("They promised something")
    RECORD_PROMISE_KEPT = "record_promise_kept", _("This promise was kept")
    RECORD_PROMISE_BROKEN = "record_promise_broken", _("This promise was broken")
    RECORD_AGREEMENT = "record_agreement", _("They agreed")
    RECORD_REFUSAL = "record_refusal", _("They refused")
    RECORD_SILENCE = "record_silence", _("No answer")
    RECORD_SENT_BACK = "record_sent_back", _("I have posted it back")
    RECORD_RETURN_RECEIVED = "record_return_received", _("They received the return")
    RECORD_KEPT = "record_kept", _("They kept their word")
    RECORD_BROKEN = "record_broken", _("They broke their word")
    ESCALATE_TO_PLATFORM = "escalate_to_platform", _("I have applied to the platform")
    RECORD_PLATFORM_REQUEST = "record_platform_request", _("The platform asks for more")
    ANSWER_PLATFORM = "answer_platform", _("I have sent what they asked for")
    RECORD_RULING_FOR = "record_ruling_for", _("Ruled for me")
    RECORD_RULING_AGAINST = "record_ruling_against", _("Ruled against me")
    RECORD_PLATFORM_SILENCE = "record_platform_silence", _("The platform hasn't decided")
    APPEAL_RULING = "appeal_ruling", _("I have asked for a human review")
    SKIP_TO_REGULATOR = "skip_to_regulator", _("Go to 12315 directly")
    PREPARE_FILING = "prepare_filing", _("Prepare the filing")
    ASK_REVIEW = "ask_review", _("Submit for review")
    PASS_ON = "pass_on", _("Approve and pass on to a second reviewer")
    APPROVE_FILING = "approve_filing", _("Approve")
    RETURN_FILING = "return_filing", _("Return for changes")
    ESCALATE_TO_REGULATOR = "escalate_to_regulator", _("I have filed it")
    RECORD_ACCEPTANCE = "record_acceptance", _("It was accepted")
    RECORD_DECLINED = "record_declined", _("It was not accepted")
    RECORD_REGULATOR_SILENCE = "record_regulator_silence", _("No decision in time")
    RECORD_MEDIATION = "record_mediation", _("Mediation has begun")
    RECORD_MEDIATION_AGREEMENT = "record_mediation_agreement", _("We reached an agreement")
    RECORD_MEDIATION_END = "record_mediation_end", _("It ended without agreement")
    RECORD_RESULT = "record_result", _("They have decided")
    APPLY_CONFIRMATION = "apply_confirmation", _("We have applied for confirmation")
    DROP_FILING = "drop_filing", _("Don't file this way")
    RECORD_PAID_LATE = "record_paid_late", _("They have paid after all")
    WITHDRAW_FILING = "withdraw_filing", _("I have taken it back")
    RECORD_NOT_ARRIVED = "record_not_arrived", _("The money hasn't arrived")
    CLOSE = "close", _("Close the case")
    WITHDRAW = "withdraw", _("Withdraw the case")
    REOPEN = "reopen", _("Reopen the case")
    CORRECT = "correct", _("Recorded by mistake")


class Actor(StrEnum):
    """Who may do it: the owner; a helper with the scope "act"; one with "prepare"; an admin."""

    OWNER = "owner"
    ACTING = "acting"
    PREPARING = "preparing"
    ADMIN = "admin"


OWNER = (Actor.OWNER,)
OUR_SIDE = (Actor.OWNER, Actor.ACTING)
PREPARERS = (Actor.OWNER, Actor.ACTING, Actor.PREPARING)
ADMIN = (Actor.ADMIN,)

BEFORE = "before"
STAY = "stay"
BY_TRACKS = "by_tracks"
AS_BROKEN = "as_broken"
Where = Status | TrackState


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: `action` takes a case (or, in `track` scope, one track) from any of `source` to `target`.

    A row for tracks holds for those of `kinds`, for all where none is named.
    """

    action: Action
    source: tuple[Where, ...]
    target: Where | str
    actors: tuple[Actor, ...] = OUR_SIDE
    guards: tuple[str, ...] = ()
    kinds: tuple[TrackKind, ...] = ()

    @property
    def on_track(self) -> bool:
        """Whether the row moves one track instead of the case."""
        return isinstance(self.source[0], TrackState)

    def fits(self, case: Status, state: TrackState | None, kind: TrackKind | None) -> bool:
        """Whether the row leads on from a case at `case`, or from its track of `kind` at `state`."""
        if not self.on_track:
            return case in self.source
        return state in self.source and (not self.kinds or kind in self.kinds)


A, S, T, K = Action, Status, TrackState, TrackKind
UNDER_DECISION = (S.WITH_PLATFORM, S.PLATFORM_ASKED)
BEFORE_REGULATOR = (S.NEGOTIATING, S.AGREED, S.READY_FOR_PLATFORM, *UNDER_DECISION, S.UPHELD)
AGREED = (S.AGREED, S.UPHELD, S.SETTLED)
UNSOLVED = tuple(s for s in LIVE if s not in (*AGREED, S.KEPT))
UNFILED = (T.PREPARING, T.IN_REVIEW, T.SECOND_READ, T.APPROVED)
UNDER_MEDIATION = (T.ACCEPTED, T.MEDIATING)
OFFICES = (K.COMPLAINT, K.ASSOCIATION)
DECIDING = (K.REPORT, K.COURT)
WITHDRAWABLE = (K.PLATFORM, *OFFICES, K.ODR, K.COURT)

TABLE: tuple[Transition, ...] = (
    # ① talk with the seller
    Transition(A.OPEN, (S.DRAFT,), S.NEGOTIATING, guards=("has_order", "has_story", "has_claim")),
    Transition(A.CONTACT_SELLER, (S.NEGOTIATING,), S.NEGOTIATING, guards=("has_text",)),
    Transition(A.RECORD_AGREEMENT, (S.NEGOTIATING,), S.AGREED, guards=("contacted", "has_keep_by")),
    Transition(A.RECORD_REFUSAL, (S.NEGOTIATING,), S.READY_FOR_PLATFORM, guards=("contacted",)),
    Transition(A.RECORD_SILENCE, (S.NEGOTIATING,), S.READY_FOR_PLATFORM, guards=("contacted", "answer_overdue")),
    # what was agreed, at any stage
    Transition(A.RECORD_SENT_BACK, AGREED, STAY, guards=("not_sent_back",)),
    Transition(A.RECORD_RETURN_RECEIVED, AGREED, STAY, guards=("sent_back",)),
    Transition(A.RECORD_KEPT, AGREED, S.KEPT),
    Transition(A.RECORD_BROKEN, (S.AGREED,), S.READY_FOR_PLATFORM, guards=("promise_over",)),
    Transition(A.RECORD_BROKEN, (S.UPHELD,), S.READY_FOR_REGULATOR, guards=("promise_over",)),
    Transition(A.RECORD_BROKEN, (S.SETTLED,), BY_TRACKS, guards=("promise_over",)),
    Transition(A.RECORD_NOT_ARRIVED, (S.KEPT,), AS_BROKEN),
    Transition(A.RECORD_PAID_LATE, UNSOLVED, S.KEPT, guards=("contacted",)),
    # ② the platform steps in
    Transition(A.ESCALATE_TO_PLATFORM, (S.READY_FOR_PLATFORM,), S.WITH_PLATFORM, guards=("contacted", "has_text")),
    Transition(A.RECORD_PLATFORM_REQUEST, (S.WITH_PLATFORM,), S.PLATFORM_ASKED),
    Transition(A.ANSWER_PLATFORM, (S.PLATFORM_ASKED,), S.WITH_PLATFORM),
    Transition(A.RECORD_RULING_FOR, UNDER_DECISION, S.UPHELD, guards=("has_keep_by",)),
    Transition(A.RECORD_RULING_AGAINST, UNDER_DECISION, S.READY_FOR_REGULATOR),
    Transition(A.RECORD_PLATFORM_SILENCE, (S.WITH_PLATFORM,), S.READY_FOR_REGULATOR, guards=("ruling_overdue",)),
    Transition(A.APPEAL_RULING, (S.READY_FOR_REGULATOR,), S.WITH_PLATFORM, guards=("ruled_against", "no_filing", "has_text")),
    Transition(A.SKIP_TO_REGULATOR, BEFORE_REGULATOR, S.READY_FOR_REGULATOR, guards=("serious_ground",)),
    # ③ 12315, the association, the court: each filing is a track of its own
    Transition(A.PREPARE_FILING, LIVE, STAY, PREPARERS, ("track_free",)),
    Transition(A.ASK_REVIEW, (T.PREPARING,), T.IN_REVIEW, PREPARERS, ("has_text",)),
    Transition(A.PASS_ON, (T.IN_REVIEW,), T.SECOND_READ, ADMIN, ("not_own_work", "two_readers")),
    Transition(A.APPROVE_FILING, (T.IN_REVIEW,), T.APPROVED, ADMIN, ("not_own_work", "one_reader")),
    Transition(A.APPROVE_FILING, (T.SECOND_READ,), T.APPROVED, ADMIN, ("not_own_work", "another_reader")),
    Transition(A.RETURN_FILING, (T.IN_REVIEW,), T.PREPARING, ADMIN, ("not_own_work", "has_reason")),
    Transition(A.RETURN_FILING, (T.SECOND_READ,), T.PREPARING, ADMIN, ("not_own_work", "another_reader", "has_reason")),
    Transition(A.ESCALATE_TO_REGULATOR, (T.PREPARING, T.APPROVED), T.FILED, OWNER, ("has_text", "reviewed", "not_blocked")),
    Transition(A.RECORD_ACCEPTANCE, (T.FILED,), T.ACCEPTED, kinds=(*OFFICES, *DECIDING)),
    Transition(A.RECORD_DECLINED, (T.FILED,), T.CLOSED, guards=("has_ground",)),
    Transition(A.RECORD_REGULATOR_SILENCE, (T.FILED,), T.CLOSED, guards=("acceptance_overdue",)),
    Transition(A.RECORD_MEDIATION, (T.ACCEPTED,), T.MEDIATING, kinds=OFFICES),
    Transition(A.RECORD_MEDIATION_AGREEMENT, UNDER_MEDIATION, T.CLOSED, guards=("has_keep_by",), kinds=(*OFFICES, K.COURT)),
    Transition(A.RECORD_MEDIATION_AGREEMENT, (T.FILED,), T.CLOSED, guards=("has_keep_by",), kinds=(K.ODR,)),
    Transition(A.RECORD_MEDIATION_END, UNDER_MEDIATION, T.CLOSED, kinds=OFFICES),
    Transition(A.RECORD_MEDIATION_END, (T.FILED,), T.CLOSED, kinds=(K.ODR,)),
    Transition(A.RECORD_RESULT, (T.ACCEPTED,), T.CLOSED, kinds=DECIDING),
    Transition(A.DROP_FILING, UNFILED, T.CLOSED, PREPARERS),
    Transition(A.WITHDRAW_FILING, (T.ACTIVE, T.FILED, *UNDER_MEDIATION), T.CLOSED, OWNER, ("paid", "has_text"), WITHDRAWABLE),
    Transition(A.APPLY_CONFIRMATION, (S.SETTLED,), STAY, guards=("confirmable", "has_text")),
    # at any time
    Transition(A.RECORD_CONTACT, LIVE, STAY, guards=("says_something",)),
    Transition(A.RECORD_PROMISE, LIVE, STAY, guards=("has_promise",)),
    Transition(A.RECORD_PROMISE_KEPT, LIVE, STAY, guards=("names_promise",)),
    Transition(A.RECORD_PROMISE_BROKEN, LIVE, STAY, guards=("names_promise", "named_is_over")),
    Transition(A.CLOSE, LIVE, S.CLOSED, OWNER, ("has_result",)),
    Transition(A.WITHDRAW, (S.DRAFT, *LIVE), S.WITHDRAWN),
    Transition(A.REOPEN, (S.CLOSED, S.WITHDRAWN), BEFORE, guards=("still_reopenable",)),
    Transition(A.CORRECT, tuple(s for s in Status if s not in (S.DRAFT, S.CLOSED, S.WITHDRAWN)), BEFORE, guards=("last_step_is_record",)),
)  # fmt: skip

PROMISES = (A.RECORD_AGREEMENT, A.RECORD_RULING_FOR, A.RECORD_MEDIATION_AGREEMENT)
"""After these the other side owes what was agreed."""
PAID = (A.RECORD_KEPT, A.RECORD_PAID_LATE)
"""After these the money is said to be there."""
CORRECTABLE = frozenset(action for action in Action if action.startswith("record_"))
"""What 「记录错了」 can undo: answers that were recorded, never something that was sent to somebody."""


def find(action: Action, case: Status, track: TrackState | None, kind: TrackKind | None = None) -> Transition | None:
    """The row for `action` from where the case (or its track of `kind`) stands; None when the table has none."""
    return next((row for row in TABLE if row.action == action and row.fits(case, track, kind)), None)


def summary(tracks: Iterable[tuple[TrackKind, TrackState, TrackOutcome | str]]) -> Status:
    """The status of a case in stage 3, from its tracks' (kind, state, outcome).

    Online settlement that failed leads to a complaint, not to the court: only an office's mediation opens that way.
    """
    listed = tuple(tracks)
    mine = [(kind, state, outcome) for kind, state, outcome in listed if kind in (*REGULATOR_TRACKS, K.COURT)]
    running = {kind for kind, state, _outcome in mine if state in (T.FILED, *UNDER_MEDIATION)}
    if any(outcome == TrackOutcome.AGREEMENT for _kind, _state, outcome in mine):
        return S.SETTLED
    if K.COURT in running:
        return S.IN_COURT
    if running:
        return S.WITH_REGULATOR
    failed = (TrackOutcome.TERMINATED, TrackOutcome.BROKEN, TrackOutcome.HANDLED)
    if any(kind in (*OFFICES, K.COURT) and outcome in failed for kind, _state, outcome in mine):
        return S.COURT_READY
    return S.READY_FOR_REGULATOR
