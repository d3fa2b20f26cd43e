"""What the next-step card says at each place of the workflow: a title, why, and the actions to put forward, best first."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from complaints.status import Status, TrackKind, TrackState
from escalation.transitions import Action

A, S, T, K = Action, Status, TrackState, TrackKind


@dataclass(frozen=True, slots=True)
class Advice:
    """What to say and which actions to put forward, best first."""

    title: Promise
    why: Promise
    actions: tuple[Action, ...] = ()


def _advice(title: Promise, why: Promise, *actions: Action) -> Advice:
    return Advice(title, why, actions)


_L = gettext_lazy
DRAFT = _advice(
    _L("Finish your account of the case"),
    _L("Once you open the case, we count the days and write the texts for you."),
    A.OPEN,
)
READY = _advice(_L("Ready to begin"), DRAFT.why, A.OPEN)
CONTACT = _advice(
    _L("Write to the seller first"),
    _L(
        "Friendly and in the platform's own chat: many cases end here, and the platform and 12315 will ask for it. The message is ready to copy."
    ),
    A.CONTACT_SELLER,
)
WAIT_SELLER = _advice(
    _L("Wait for the seller's answer"),
    _L("As soon as they answer, record it here."),
    A.RECORD_AGREEMENT,
    A.RECORD_REFUSAL,
    A.RECORD_SILENCE,
)
SELLER_SILENT = _advice(
    _L("No answer in time: go on"),
    _L("The time you gave has passed. Record that they didn't answer; then the platform can step in."),
    A.RECORD_SILENCE,
    A.RECORD_AGREEMENT,
    A.RECORD_REFUSAL,
)
WAIT_PROMISE = _advice(
    _L("Wait until they keep their word"),
    _L("Record it when the money or the goods are there. If the day passes, we tell you."),
    A.RECORD_KEPT,
    A.RECORD_BROKEN,
)
PROMISE_OVER = _advice(
    _L("The promised day has passed"),
    _L("Did it come? Record it either way, then we go on."),
    A.RECORD_BROKEN,
    A.RECORD_KEPT,
)
APPLY = _advice(
    _L("Ask the platform to step in"),
    _L(
        "The description is written in the platform's own order: when ordered, when received, what you found, what you ask for."
    ),
    A.ESCALATE_TO_PLATFORM,
    A.SKIP_TO_REGULATOR,
)
WAIT_RULING = _advice(
    _L("Wait for the platform's decision"),
    _L("Answer quickly if they ask for more. Record the decision here as soon as it comes."),
    A.RECORD_RULING_FOR,
    A.RECORD_RULING_AGAINST,
    A.RECORD_PLATFORM_REQUEST,
)
RULING_OVER = _advice(
    _L("The platform hasn't decided in time"),
    _L("You need not wait any longer: record it and go to 12315."),
    A.RECORD_PLATFORM_SILENCE,
    A.RECORD_RULING_FOR,
    A.RECORD_RULING_AGAINST,
)
ANSWER = _advice(
    _L("Send the platform what it asked for"),
    _L("Otherwise it decides on what it has."),
    A.ANSWER_PLATFORM,
    A.RECORD_RULING_FOR,
    A.RECORD_RULING_AGAINST,
)
FILE = _advice(
    _L("Prepare the filing with 12315 or the association"),
    _L("The platform didn't solve it. 12315 can decide whether to take it up and mediate."),
    A.PREPARE_FILING,
    A.APPEAL_RULING,
)
PREPARED = _advice(
    _L("File it, field by field"),
    _L("Copy each field into the form, then enter the reference number."),
    A.ESCALATE_TO_REGULATOR,
    A.ASK_REVIEW,
    A.DROP_FILING,
)
NEEDS_REVIEW = _advice(
    _L("Submit the filing for review"),
    _L("A second pair of eyes first: much is at stake, or a helper prepared it."),
    A.ASK_REVIEW,
    A.DROP_FILING,
)
IN_REVIEW = _advice(
    _L("The filing is being checked"),
    _L("An admin reads it before it goes out. We tell you the result."),
    A.DROP_FILING,
)
APPROVED = _advice(
    _L("Approved: file it now"),
    _L(
        "The rules ask for your real name, so you file it yourself: copy field by field, then enter the reference number."
    ),
    A.ESCALATE_TO_REGULATOR,
)
WAIT_ACCEPTANCE = _advice(
    _L("Wait whether it is accepted"),
    _L("The authority has %(COMPLAINT_ACCEPT)s to decide and to tell you."),
    A.RECORD_ACCEPTANCE,
    A.RECORD_DECLINED,
)
ACCEPTANCE_OVER = _advice(
    _L("No decision in time"),
    _L("Ask them by phone; if nothing comes, record it and try another way."),
    A.RECORD_REGULATOR_SILENCE,
    A.RECORD_ACCEPTANCE,
    A.RECORD_DECLINED,
)
WAIT_MEDIATION = _advice(
    _L("Mediation is under way"),
    _L("Record how it ends. Have your facts and your limit ready for the call."),
    A.RECORD_MEDIATION_AGREEMENT,
    A.RECORD_MEDIATION_END,
)
WAIT_COMPANY = _advice(
    _L("Wait for the company's answer on 12315"),
    _L("The company has %(ODR_SETTLE_10WD)s to settle with you online. If it doesn't, you can complain to 12315."),
    A.RECORD_MEDIATION_AGREEMENT,
    A.RECORD_MEDIATION_END,
    A.RECORD_DECLINED,
)
COMPANY_SILENT = _advice(
    _L("The company hasn't settled"),
    _L("Its time has passed. Record it; then a complaint to 12315 is open to you."),
    A.RECORD_REGULATOR_SILENCE,
    A.RECORD_MEDIATION_AGREEMENT,
    A.RECORD_MEDIATION_END,
)
WAIT_CHECK = _advice(
    _L("Wait what they make of the report"),
    _L("They have %(PROC_REPORT_CHECK_15WD)s to check it. A report brings no money back; your claim goes its own way."),
    A.RECORD_ACCEPTANCE,
    A.RECORD_DECLINED,
)
CHECK_OVER = _advice(
    _L("No word on the report"),
    _L("Their time to check it has passed. Ask by phone how far it is; your own claim doesn't wait for it."),
    A.RECORD_ACCEPTANCE,
    A.RECORD_DECLINED,
    A.RECORD_REGULATOR_SILENCE,
)
WAIT_RESULT = _advice(
    _L("The report is being investigated"), _L("Record what comes of it. It can take months."), A.RECORD_RESULT
)
WAIT_FILING_DESK = _advice(
    _L("Wait whether the court takes it up"),
    _L("The court has %(CPLAW126_FILE_7D)s to decide."),
    A.RECORD_ACCEPTANCE,
    A.RECORD_DECLINED,
)
WAIT_JUDGMENT = _advice(
    _L("The case is before the court"),
    _L("Small claims usually end within %(CPLAW168_SMALL_2M)s. Have your originals ready: phone, chat, parcel."),
    A.RECORD_RESULT,
    A.RECORD_MEDIATION_AGREEMENT,
)
SUE = _advice(
    _L("Take the claim to the court"),
    _L("The claim and the list of evidence are written. Print them, sign them, and hand them in or upload them."),
    A.ESCALATE_TO_REGULATOR,
    A.ASK_REVIEW,
    A.DROP_FILING,
)
SEND_BACK = _advice(
    _L("Post the goods back"),
    _L("Photograph goods, label, scales and parcel before you hand it over. The list is ready."),
    A.RECORD_SENT_BACK,
    A.RECORD_KEPT,
)
WAIT_RETURN = _advice(
    _L("Wait until the return arrives"),
    _L("Once they sign for it, record the day: from then on the time for the refund runs."),
    A.RECORD_RETURN_RECEIVED,
    A.RECORD_KEPT,
    A.RECORD_BROKEN,
)
COURT = _advice(
    _L("The court is open to you"),
    _L("Mediation has ended without agreement. You can sue for small sums simply and cheaply, or close the case here."),
    A.CLOSE,
    A.PREPARE_FILING,
)
JUDGED = _advice(
    _L("The court has decided"),
    _L("If it decided for you and they don't pay in time, ask the court to enforce it. If they have paid, record it."),
    A.RECORD_PAID_LATE,
    A.CLOSE,
)
PROMISE_DAY = _advice(
    _L("The day they named has passed"),
    _L("Did they do what they promised? Say so beside their words. Their time for an answer still runs."),
    A.RECORD_AGREEMENT,
    A.RECORD_REFUSAL,
    A.RECORD_RULING_FOR,
    A.RECORD_RULING_AGAINST,
)
KEPT = _advice(
    _L("Solved: close the case"),
    _L("Has the money arrived? Enter what you received, then it is put away with all its proof."),
    A.CLOSE,
    A.RECORD_NOT_ARRIVED,
)
KEPT_RUNNING = _advice(
    _L("Take back what is still running"),
    _L("You have been paid, so the filing that is still open should be withdrawn. The text is ready."),
    A.WITHDRAW_FILING,
    A.CLOSE,
    A.RECORD_NOT_ARRIVED,
)
CLOSED = _advice(
    _L("This case is closed"), _L("Everything is kept. You can reopen it within %(REOPEN_WITHIN)s."), A.REOPEN
)

ASSISTING = _advice(
    _L("This filing waits for its owner"), _L("Filing in her own name is hers to do: the rules ask for the real name.")
)

BY_STATUS: dict[Status, tuple[Advice, Advice]] = {
    S.DRAFT: (DRAFT, DRAFT), S.NEGOTIATING: (WAIT_SELLER, SELLER_SILENT), S.AGREED: (WAIT_PROMISE, PROMISE_OVER),
    S.READY_FOR_PLATFORM: (APPLY, APPLY), S.WITH_PLATFORM: (WAIT_RULING, RULING_OVER), S.PLATFORM_ASKED: (ANSWER, ANSWER),
    S.UPHELD: (WAIT_PROMISE, PROMISE_OVER), S.READY_FOR_REGULATOR: (FILE, FILE), S.SETTLED: (WAIT_PROMISE, PROMISE_OVER),
    S.COURT_READY: (COURT, COURT), S.IN_COURT: (WAIT_JUDGMENT, WAIT_JUDGMENT), S.KEPT: (KEPT, KEPT), S.CLOSED: (CLOSED, CLOSED), S.WITHDRAWN: (CLOSED, CLOSED),
}  # fmt: skip
"""For each status: what to say while time runs, and once the other side's time is over."""

BY_TRACK: dict[TrackState, tuple[Advice, Advice]] = {
    T.PREPARING: (PREPARED, PREPARED), T.IN_REVIEW: (IN_REVIEW, IN_REVIEW), T.APPROVED: (APPROVED, APPROVED),
    T.FILED: (WAIT_ACCEPTANCE, ACCEPTANCE_OVER), T.ACCEPTED: (WAIT_MEDIATION, WAIT_MEDIATION),
    T.MEDIATING: (WAIT_MEDIATION, WAIT_MEDIATION), T.SECOND_READ: (IN_REVIEW, IN_REVIEW),
}  # fmt: skip


BY_KIND: dict[tuple[TrackKind, TrackState], tuple[Advice, Advice]] = {
    (K.ODR, T.FILED): (WAIT_COMPANY, COMPANY_SILENT),
    (K.REPORT, T.FILED): (WAIT_CHECK, CHECK_OVER),
    (K.REPORT, T.ACCEPTED): (WAIT_RESULT, WAIT_RESULT),
    (K.COURT, T.PREPARING): (SUE, SUE),
    (K.COURT, T.APPROVED): (SUE, SUE),
    (K.COURT, T.FILED): (WAIT_FILING_DESK, ACCEPTANCE_OVER),
    (K.COURT, T.ACCEPTED): (WAIT_JUDGMENT, WAIT_JUDGMENT),
}
"""Where a kind of filing has words of its own."""


def headline(status: Status, *, ours: bool) -> str:
    """The next step in a few words, for lists, from columns alone."""
    short = {
        S.DRAFT: _L("Finish the draft"), S.NEGOTIATING: _L("Write to the seller or go on"), S.READY_FOR_PLATFORM: _L("Ask the platform to step in"),
        S.AGREED: _L("Promise is due"), S.WITH_PLATFORM: _L("Follow up with the platform"), S.PLATFORM_ASKED: _L("Send more material"),
        S.UPHELD: _L("Promise is due"), S.READY_FOR_REGULATOR: _L("Prepare the filing"), S.WITH_REGULATOR: _L("Look at the filing"),
        S.SETTLED: _L("Promise is due"), S.COURT_READY: _L("Decide about court"), S.IN_COURT: _L("Look at the court case"), S.KEPT: _L("Close the case"),
        S.CLOSED: _L("Closed"), S.WITHDRAWN: _L("Withdrawn"),
    }  # fmt: skip
    waiting = {
        S.NEGOTIATING: _L("Waiting for the seller"), S.AGREED: _L("Waiting for what was promised"), S.WITH_PLATFORM: _L("Waiting for the platform"),
        S.UPHELD: _L("Waiting for what was promised"), S.READY_FOR_REGULATOR: _L("In review"), S.WITH_REGULATOR: _L("Waiting for the authority"),
        S.SETTLED: _L("Waiting for what was promised"), S.IN_COURT: _L("Waiting for the court"),
    }  # fmt: skip
    return str(short[status] if ours or status not in waiting else waiting[status])
