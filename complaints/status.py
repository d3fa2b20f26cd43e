"""The words of a case: its types, statuses, tracks, claims and outcomes. Stored values never change; labels may."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Platform(TextChoices):
    XIAOHONGSHU = "xiaohongshu", _("Xiaohongshu")


class Kind(TextChoices):
    """Types of complaint that rules of the house speak of; each has a playbook, and so may any other (`complaints.playbooks`)."""

    NOT_AS_DESCRIBED = "not_as_described", _("Not as described")
    QUALITY = "quality", _("Quality problem")
    COUNTERFEIT = "counterfeit", _("Fake brand")
    FALSE_ADVERTISING = "false_advertising", _("False advertising")
    SERVICE_ATTITUDE = "service_attitude", _("Bad conduct by the seller")
    SHIPPING = "shipping", _("Not shipped as promised")
    RETURN_REFUSED = "return_refused", _("Seven-day return refused")
    REFUND_DELAYED = "refund_delayed", _("Refund delayed or missing")


class Status(TextChoices):
    """Where the case as a whole stands: the summary of its tracks, written by `escalation.workflow` only."""

    DRAFT = "draft", _("Draft")
    NEGOTIATING = "negotiating", _("Talking with the seller")
    AGREED = "agreed", _("The seller agreed")
    READY_FOR_PLATFORM = "ready_for_platform", _("Ready for the platform")
    WITH_PLATFORM = "with_platform", _("With the platform")
    PLATFORM_ASKED = "platform_asked", _("The platform asks for more")
    UPHELD = "upheld", _("The platform ruled for you")
    READY_FOR_REGULATOR = "ready_for_regulator", _("Ready for 12315")
    WITH_REGULATOR = "with_regulator", _("With 12315 or the association")
    SETTLED = "settled", _("Agreement reached in mediation")
    COURT_READY = "court_ready", _("Mediation ended, court is open")
    IN_COURT = "in_court", _("Before the court")
    KEPT = "kept", _("Promise kept")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


FINAL = (Status.CLOSED, Status.WITHDRAWN)
LIVE = tuple(status for status in Status if status not in (*FINAL, Status.DRAFT))

STAGE: dict[Status, int] = {
    Status.DRAFT: 1,
    Status.NEGOTIATING: 1,
    Status.AGREED: 1,
    Status.READY_FOR_PLATFORM: 2,
    Status.WITH_PLATFORM: 2,
    Status.PLATFORM_ASKED: 2,
    Status.UPHELD: 2,
    Status.READY_FOR_REGULATOR: 3,
    Status.WITH_REGULATOR: 3,
    Status.SETTLED: 3,
    Status.COURT_READY: 3,
    Status.IN_COURT: 3,
}
"""The station of the rail a status belongs to; kept, closed and withdrawn cases show the station their tracks reached."""


class TrackKind(TextChoices):
    """The ways a dispute can run; the last five belong to stage 3. Which may run at the same time, the guards say."""

    SELLER = "seller", _("Talk with the seller")
    PLATFORM = "platform", _("Platform customer service")
    COMPLAINT = "complaint", _("12315 complaint")
    REPORT = "report", _("12315 report")
    ASSOCIATION = "association", _("Consumer association")
    ODR = "odr", _("12315 online settlement (ODR)")
    COURT = "court", _("Court")


REGULATOR_TRACKS = (TrackKind.COMPLAINT, TrackKind.REPORT, TrackKind.ASSOCIATION, TrackKind.ODR)


class TrackState(TextChoices):
    """Where one track stands. Status apart from outcome: how it ended is in `Track.outcome`."""

    ACTIVE = "active", _("Under way")
    PREPARING = "preparing", _("Being prepared")
    IN_REVIEW = "in_review", _("In review")
    SECOND_READ = "second_read", _("With a second reviewer")
    APPROVED = "approved", _("Approved, to be filed")
    FILED = "filed", _("Filed, waiting for acceptance")
    ACCEPTED = "accepted", _("Accepted")
    MEDIATING = "mediating", _("In mediation")
    CLOSED = "closed", _("Ended")


class TrackOutcome(TextChoices):
    """How a track ended."""

    AGREED = "agreed", _("Agreed")
    REFUSED = "refused", _("Refused")
    SILENT = "silent", _("No answer")
    BROKEN = "broken", _("Promise broken")
    UPHELD = "upheld", _("Ruled for the consumer")
    REJECTED = "rejected", _("Ruled against the consumer")
    DECLINED = "declined", _("Not accepted")
    AGREEMENT = "agreement", _("Agreement reached")
    TERMINATED = "terminated", _("Ended without agreement")
    HANDLED = "handled", _("Decided")
    WITHDRAWN = "withdrawn", _("Taken back")
    DROPPED = "dropped", _("Dropped")


class ClaimKind(TextChoices):
    """What the consumer asks for; the words of the 12315 form where it has them."""

    RETURN_REFUND = "return_refund", _("Return and refund")
    REFUND_ONLY = "refund_only", _("Refund without return")
    EXCHANGE = "exchange", _("Exchange")
    REPAIR = "repair", _("Repair")
    SHIP = "ship", _("Ship as promised")
    MAKE_UP_SHORTAGE = "make_up_shortage", _("Send what is missing")
    COMPENSATION = "compensation", _("Compensation")
    FREIGHT = "freight", _("Freight borne by the seller")
    APOLOGY = "apology", _("Apology")


class Outcome(TextChoices):
    """How a case ended for the consumer."""

    RESOLVED = "resolved", _("Solved")
    PARTLY = "partly", _("Partly solved")
    UNRESOLVED = "unresolved", _("Not solved")


class Scope(TextChoices):
    """What the owner lets somebody do with a case, each including the one before."""

    READ = "read", _("Read")
    PREPARE = "prepare", _("Prepare texts and evidence")
    ACT = "act", _("Act for me")
