"""The workflow on one page. Nothing here touches the database; `workflow.perform` is the only one who carries it out.

An action is named by its goal, so a double click can't move a case two stages. `BEFORE` as a target means: back to
where the case stood before the step that is undone. Track transitions move one track; the case's status is then the
summary of its tracks (`summary`). `docs/workflow.md` is written from this table, and a test keeps the two equal.
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
    RECORD_AGREEMENT = "record_agreement", _("They agreed")
    RECORD_REFUSAL = "record_refusal", _("They refused")
    RECORD_SILENCE = "record_silence", _("No answer")
    RECORD_KEPT = "record_kept", _("They kept their word")
    RECORD_BROKEN = "record_broken", _("They broke their word")
    ESCALATE_TO_PLATFORM = "escalate_to_platform", _("I have applied to the platform")
    RECORD_PLATFORM_REQUEST = "record_platform_request", _("The platform asks for more")
    ANSWER_PLATFORM = "answer_platform", _("I have sent what they asked for")
    RECORD_RULING_FOR = "record_ruling_for", _("Ruled for me")
    RECORD_RULING_AGAINST = "record_ruling_against", _("Ruled against me")
    RECORD_PLATFORM_SILENCE = "record_platform_silence", _("The platform hasn't decided")
    SKIP_TO_REGULATOR = "skip_to_regulator", _("Go to 12315 directly")
    PREPARE_FILING = "prepare_filing", _("Prepare the filing")
    ASK_REVIEW = "ask_review", _("Submit for review")
    APPROVE_FILING = "approve_filing", _("Approve")
    RETURN_FILING = "return_filing", _("Return for changes")
    ESCALATE_TO_REGULATOR = "escalate_to_regulator", _("I have filed it")
    RECORD_ACCEPTANCE = "record_acceptance", _("It was accepted")
    RECORD_DECLINED = "record_declined", _("It was not accepted")
    RECORD_REGULATOR_SILENCE = "record_regulator_silence", _("No decision in time")
    RECORD_MEDIATION = "record_mediation", _("Mediation has begun")
    RECORD_MEDIATION_AGREEMENT = "record_mediation_agreement", _("We reached an agreement")
    RECORD_MEDIATION_END = "record_mediation_end", _("Mediation ended without agreement")
    DROP_FILING = "drop_filing", _("Don't file this way")
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
Where = Status | TrackState


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: `action` takes a case (or, in `track` scope, one track) from any of `source` to `target`."""

    action: Action
    source: tuple[Where, ...]
    target: Where | str
    actors: tuple[Actor, ...] = OUR_SIDE
    guards: tuple[str, ...] = ()

    @property
    def on_track(self) -> bool:
        """Whether the row moves one track instead of the case."""
        return isinstance(self.source[0], TrackState)


A, S, T = Action, Status, TrackState
UNDER_DECISION = (S.WITH_PLATFORM, S.PLATFORM_ASKED)
BEFORE_REGULATOR = (S.NEGOTIATING, S.AGREED, S.READY_FOR_PLATFORM, *UNDER_DECISION, S.UPHELD)
UNFILED = (T.PREPARING, T.IN_REVIEW, T.APPROVED)
UNDER_MEDIATION = (T.ACCEPTED, T.MEDIATING)

TABLE: tuple[Transition, ...] = (
    # ① talk with the seller
    Transition(A.OPEN, (S.DRAFT,), S.NEGOTIATING, guards=("has_order", "has_story", "has_claim")),
    Transition(A.CONTACT_SELLER, (S.NEGOTIATING,), S.NEGOTIATING, guards=("has_text",)),
    Transition(A.RECORD_AGREEMENT, (S.NEGOTIATING,), S.AGREED, guards=("contacted", "has_keep_by")),
    Transition(A.RECORD_REFUSAL, (S.NEGOTIATING,), S.READY_FOR_PLATFORM, guards=("contacted",)),
    Transition(A.RECORD_SILENCE, (S.NEGOTIATING,), S.READY_FOR_PLATFORM, guards=("contacted", "answer_overdue")),
    Transition(A.RECORD_KEPT, (S.AGREED, S.UPHELD, S.SETTLED), S.KEPT),
    Transition(A.RECORD_BROKEN, (S.AGREED,), S.READY_FOR_PLATFORM, guards=("promise_over",)),
    Transition(A.RECORD_BROKEN, (S.UPHELD,), S.READY_FOR_REGULATOR, guards=("promise_over",)),
    Transition(A.RECORD_BROKEN, (S.SETTLED,), S.COURT_READY, guards=("promise_over",)),
    # ② the platform steps in
    Transition(A.ESCALATE_TO_PLATFORM, (S.READY_FOR_PLATFORM,), S.WITH_PLATFORM, guards=("contacted", "has_text")),
    Transition(A.RECORD_PLATFORM_REQUEST, (S.WITH_PLATFORM,), S.PLATFORM_ASKED),
    Transition(A.ANSWER_PLATFORM, (S.PLATFORM_ASKED,), S.WITH_PLATFORM),
    Transition(A.RECORD_RULING_FOR, UNDER_DECISION, S.UPHELD, guards=("has_keep_by",)),
    Transition(A.RECORD_RULING_AGAINST, UNDER_DECISION, S.READY_FOR_REGULATOR),
    Transition(A.RECORD_PLATFORM_SILENCE, (S.WITH_PLATFORM,), S.READY_FOR_REGULATOR, guards=("ruling_overdue",)),
    Transition(A.SKIP_TO_REGULATOR, BEFORE_REGULATOR, S.READY_FOR_REGULATOR, guards=("serious_ground",)),
    # ③ 12315 and the association: each filing is a track of its own
    Transition(A.PREPARE_FILING, (S.READY_FOR_REGULATOR, S.WITH_REGULATOR, S.COURT_READY), STAY, PREPARERS, ("track_free",)),
    Transition(A.ASK_REVIEW, (T.PREPARING,), T.IN_REVIEW, PREPARERS, ("has_text",)),
    Transition(A.APPROVE_FILING, (T.IN_REVIEW,), T.APPROVED, ADMIN, ("not_own_work",)),
    Transition(A.RETURN_FILING, (T.IN_REVIEW,), T.PREPARING, ADMIN, ("not_own_work", "has_reason")),
    Transition(A.ESCALATE_TO_REGULATOR, (T.PREPARING, T.APPROVED), T.FILED, OWNER, ("has_text", "reviewed", "not_blocked")),
    Transition(A.RECORD_ACCEPTANCE, (T.FILED,), T.ACCEPTED),
    Transition(A.RECORD_DECLINED, (T.FILED,), T.CLOSED, guards=("has_ground",)),
    Transition(A.RECORD_REGULATOR_SILENCE, (T.FILED,), T.CLOSED, guards=("acceptance_overdue",)),
    Transition(A.RECORD_MEDIATION, (T.ACCEPTED,), T.MEDIATING),
    Transition(A.RECORD_MEDIATION_AGREEMENT, UNDER_MEDIATION, T.CLOSED, guards=("has_keep_by",)),
    Transition(A.RECORD_MEDIATION_END, UNDER_MEDIATION, T.CLOSED),
    Transition(A.DROP_FILING, UNFILED, T.CLOSED, PREPARERS),
    # at any time
    Transition(A.CLOSE, LIVE, S.CLOSED, OWNER, ("has_result",)),
    Transition(A.WITHDRAW, (S.DRAFT, *LIVE), S.WITHDRAWN),
    Transition(A.REOPEN, (S.CLOSED, S.WITHDRAWN), BEFORE, guards=("still_reopenable",)),
    Transition(A.CORRECT, tuple(s for s in Status if s not in (S.DRAFT, S.CLOSED, S.WITHDRAWN)), BEFORE, guards=("last_step_is_record",)),
)  # fmt: skip

CORRECTABLE = frozenset(action for action in Action if action.startswith("record_"))
"""What 「记录错了」 can undo: answers that were recorded, never something that was sent to somebody."""


def find(action: Action, case: Status, track: TrackState | None) -> Transition | None:
    """The row for `action` from where the case (or the track) stands; None when the table has none."""
    here: tuple[Where | None, ...] = (case, track)
    return next((row for row in TABLE if row.action == action and (here[row.on_track] in row.source)), None)


def summary(tracks: Iterable[tuple[TrackKind, TrackState, TrackOutcome | str]]) -> Status:
    """The status of a case in stage 3, from its regulator tracks' (kind, state, outcome)."""
    mine = [(state, outcome) for kind, state, outcome in tracks if kind in REGULATOR_TRACKS]
    if any(outcome == TrackOutcome.AGREEMENT for _state, outcome in mine):
        return Status.SETTLED
    if any(state in (T.FILED, *UNDER_MEDIATION) for state, _outcome in mine):
        return Status.WITH_REGULATOR
    if any(outcome in (TrackOutcome.TERMINATED, TrackOutcome.BROKEN) for _state, outcome in mine):
        return Status.COURT_READY
    return Status.READY_FOR_REGULATOR
