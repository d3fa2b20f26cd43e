"""A case as the pre-check and the conflict guard see it: plain facts for `law`, gathered in few queries."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from complaints.models import Complaint, Order, Track
from complaints.status import LIVE, Status, TrackKind, TrackOutcome, TrackState
from escalation import letters
from escalation.situation import Situation
from escalation.submissions import CHANNEL_OF
from escalation.transitions import Action
from evidence.models import Evidence
from evidence.status import BlobState
from law import credit_code
from law.conflicts import Channel, State
from law.precheck import Attached, Claimed, Dossier, Line, Stage, check
from rulebook.snapshot import current_law

STAGE_OF: dict[TrackKind, Stage] = {
    TrackKind.PLATFORM: Stage.PLATFORM, TrackKind.COMPLAINT: Stage.REGULATOR, TrackKind.REPORT: Stage.REPORT,
    TrackKind.ASSOCIATION: Stage.ASSOCIATION, TrackKind.ODR: Stage.REGULATOR,
}  # fmt: skip
LATELY = timedelta(days=180)
PREFIX = "precheck."

_RUNS: dict[TrackState, State] = {
    TrackState.ACTIVE: State.FILED, TrackState.PREPARING: State.PREPARING, TrackState.IN_REVIEW: State.PREPARING,
    TrackState.APPROVED: State.PREPARING, TrackState.FILED: State.FILED, TrackState.ACCEPTED: State.ACCEPTED,
    TrackState.MEDIATING: State.ACCEPTED, TrackState.SECOND_READ: State.PREPARING,
}  # fmt: skip
_ENDED: dict[TrackOutcome, State] = {
    TrackOutcome.AGREED: State.AGREED, TrackOutcome.UPHELD: State.AGREED, TrackOutcome.AGREEMENT: State.AGREED,
    TrackOutcome.REFUSED: State.FAILED, TrackOutcome.REJECTED: State.FAILED, TrackOutcome.TERMINATED: State.FAILED,
    TrackOutcome.SILENT: State.SILENT, TrackOutcome.BROKEN: State.BROKEN, TrackOutcome.DECLINED: State.DECLINED,
    TrackOutcome.DROPPED: State.DROPPED, TrackOutcome.WITHDRAWN: State.DROPPED, TrackOutcome.HANDLED: State.FAILED,
}  # fmt: skip
_BEGUN = (*LIVE, Status.CLOSED)
_PROMISED = (Status.AGREED, Status.UPHELD, Status.SETTLED, Status.KEPT)


def lines(sit: Situation, kind: TrackKind, *, text: str | None = None) -> tuple[Line, ...]:
    """The pre-check of this case for the way `kind` (a key of STAGE_OF), with the law in force; `text` as in `build`."""
    return check(build(sit, kind, text=text), current_law(), STAGE_OF[kind])


def build(sit: Situation, kind: TrackKind, *, text: str | None = None) -> Dossier:
    """The facts of this case for submitting it on the way `kind`; `text` is what will be submitted, None for our own draft."""
    case, seller = sit.complaint, sit.complaint.seller
    code = "".join(seller.credit_code.split()).upper() if seller else ""
    return Dossier(
        now=sit.now, contacted=sit.contacted, channels=channels_of(sit, leaving=kind),
        shop_name=seller.shop_name if seller else "", licence_name=seller.licence_name if seller else "",
        displayed_address=seller.displayed_address if seller else "", platform=seller.platform if seller else "",
        code_valid=not credit_code.faults(code) if code else None,
        knew_at=case.found_at, story=case.story, safety=case.safety,
        claims=tuple(Claimed(claim.kind, claim.amount) for claim in sit.claims),
        text=_draft(sit, kind) if text is None else text,
        **_bought(sit), **_shown(case), **_habits(sit), **_answered(case),
    )  # fmt: skip


def channels_of(sit: Situation, *, leaving: TrackKind | None = None) -> tuple[tuple[Channel, State], ...]:
    """How far each way of this dispute has been gone, oldest first, without the open one of kind `leaving`."""
    return tuple(_stand(sit, track) for track in sit.tracks if not _is_open(track, leaving))


def _is_open(track: Track, kind: TrackKind | None) -> bool:
    return track.kind == kind and track.state != TrackState.CLOSED


def _stand(sit: Situation, track: Track) -> tuple[Channel, State]:
    """A promise of the seller or the platform counts while the case waits for it; once the case went on, it was broken."""
    channel = Channel(track.kind)
    state = _ENDED[TrackOutcome(track.outcome)] if track.outcome else _RUNS[TrackState(track.state)]
    if channel is Channel.SELLER and state is State.FILED and sit.status == Status.AGREED:
        return channel, State.AGREED
    gone_on = state is State.AGREED and sit.status not in _PROMISED
    return channel, State.BROKEN if gone_on and channel in (Channel.SELLER, Channel.PLATFORM) else state


def _draft(sit: Situation, kind: TrackKind) -> str:
    """The text as it was laid before an admin last, else as we would write it."""
    track = sit.open_track(kind)
    if track and any(step.action == Action.ASK_REVIEW and step.track_id == track.pk for step in sit.steps):
        return track.reviews.order_by("-pk").values_list("text", flat=True).first() or ""
    return letters.write(sit, CHANNEL_OF[kind]).text


def _bought(sit: Situation) -> dict[str, Any]:
    items = sit.items
    orders: Iterable[Order] = {item.order_id: item.order for item in items}.values() or sit.complaint.orders.all()
    listed = list(orders)
    if not listed:
        return {}
    return {
        "order_no": listed[0].order_no, "placed_at": listed[0].placed_at,
        "paid": sum((order.paid for order in listed), Decimal(0)),
        "quantity": sum(item.quantity for item in items) or 1,
    }  # fmt: skip


def _shown(case: Complaint) -> dict[str, Any]:
    """What evidence there is, by kind and size; a picture that nobody can open shows nothing."""
    files = Evidence.objects.live().filter(complaint=case).exclude(blob__state=BlobState.BROKEN)
    rows = list(files.values_list("kind", "name", "blob__size"))
    attached = tuple(Attached(size, name.rpartition(".")[2].lower()) for _kind, name, size in rows)
    return {"proofs": frozenset(kind for kind, _name, _size in rows), "files": attached}


def _habits(sit: Situation) -> dict[str, Any]:
    """How often this person bought there and complained: what the authority may weigh (Decree 121, art. 17)."""
    case, shop = sit.complaint, sit.complaint.seller
    if case.owner_id is None or shop is None:
        return {}
    same = Q(seller__shop_name=shop.shop_name, seller__platform=shop.platform)
    begun = Q(complaints__status__in=_BEGUN)
    late = begun & Q(complaints__created_at__gte=sit.now - LATELY)
    found = Order.objects.filter(owner=case.owner_id).aggregate(
        bought=Count("pk", filter=same, distinct=True),
        disputes=Count("complaints", filter=same & begun, distinct=True),
        late=Count("complaints", filter=late, distinct=True),
    )
    own = case.status in _BEGUN
    own_late = own and case.created_at >= sit.now - LATELY
    return {"purchases": found["bought"], "complaints": found["disputes"] - own, "lately": found["late"] - own_late}


def _answered(case: Complaint) -> dict[str, Any]:
    return {
        "ordinary_use": _answer(case, "ordinary_use"), "identity_ready": _answer(case, "identity"),
        "by_agent": bool(_answer(case, "agent")), "authorised": _answer(case, "authorisation"),
    }  # fmt: skip


def _answer(case: Complaint, key: str) -> bool | None:
    return {"yes": True, "no": False}.get(str(case.answers.get(PREFIX + key)))
