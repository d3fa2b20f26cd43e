"""The pages on which a case is moved: one page an action, POST → `perform` → the case."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in
from complaints.access import VIEW, Right, get_complaint
from complaints.models import Complaint
from complaints.status import STAGE, TrackKind
from escalation import gentler, letters, proofs
from escalation.cockpit import Cockpit, cockpit
from escalation.forms import ActionForm
from escalation.models import Promised, Way
from escalation.situation import Situation
from escalation.submissions import channel_for
from escalation.transitions import Action, Actor
from escalation.views.handover import filing_of, handover
from escalation.words import DONE
from escalation.workflow import REGULATOR_STAGE, NotAllowed, Offer, Stale, Unmet, offers, perform
from evidence.receiving import ACCEPT
from rulebook.snapshot import current_law

PREFILLED = ("said", "quote", "what", "who", "promise", "way")
"""What another page may put into the form by its address."""
TEXT_TRACK = {
    Action.CONTACT_SELLER: TrackKind.SELLER,
    Action.ESCALATE_TO_PLATFORM: TrackKind.PLATFORM,
    Action.ANSWER_PLATFORM: TrackKind.PLATFORM,
    Action.APPEAL_RULING: TrackKind.PLATFORM,
    Action.APPLY_CONFIRMATION: TrackKind.ASSOCIATION,
}


@login_required
@require_http_methods(["GET", "POST"])
def do(request: HttpRequest, code: str, action: str) -> HttpResponse:
    """One action: what it means, what it needs, and the button; or why it can't be done now."""
    case = get_complaint(signed_in(request), code, to=VIEW)
    if action not in Action.values:
        return _not_now(request, case, [])
    wanted = Action(action)
    if request.method == "POST":
        return _post(request, case, wanted)
    sit = Situation.of(case, signed_in(request), timezone.now())
    if wanted == Action.ESCALATE_TO_REGULATOR and (filing := filing_of(sit, request.GET.get("track", ""))):
        return handover(request, sit, filing)
    offer = _offer(sit, wanted, request.GET.get("track", ""))
    if offer is None or not offer.possible:
        return _not_now(request, case, offer.reasons if offer else [], wanted)
    form = ActionForm(wanted, initial=_initial(sit, offer, request.GET.dict()))
    return _page(request, sit, offer, form)


def _post(request: HttpRequest, case: Complaint, action: Action) -> HttpResponse:
    user, now = signed_in(request), timezone.now()
    ordered_at = case.orders.aggregate(first=Min("placed_at"))["first"]
    form = ActionForm(action, request.POST, now=now, ordered_at=ordered_at)
    proof = proofs.take(request, case, action)  # first: whatever is wrong with the rest, the pictures are safe
    for problem in proof.problems:
        messages.warning(request, problem)
    if "soften" in request.POST:
        form.soften()
        return _again(request, case, action, form, status=200, kept=proof.codes)
    if not form.is_valid():
        return _again(request, case, action, form, status=422, kept=proof.codes)
    data = form.cleaned_data
    try:
        perform(
            case,
            action,
            user,
            now=now,
            version=data["version"],
            key=data["key"],
            track=data["track"],
            **form.facts,
            **proof.facts,
        )
    except Unmet as problem:
        for reason in problem.reasons:
            form.add_error(None, reason)
        return _again(request, case, action, form, status=422, kept=proof.codes)
    except Stale as problem:
        since = [DONE[Action(step.action)] for step in problem.since]
        return _again(request, case, action, form, status=409, since=since, kept=proof.codes)
    except NotAllowed:
        return _not_now(request, case, [], action)
    messages.success(request, str(DONE[action]))
    return redirect(case)


def _again(
    request: HttpRequest,
    case: Complaint,
    action: Action,
    form: ActionForm,
    *,
    status: int,
    since: list[Any] | None = None,
    kept: Sequence[str] = (),
) -> HttpResponse:
    """The same form with everything that was typed; after another tab's step, with the case's new version."""
    case.refresh_from_db()
    sit = Situation.of(case, signed_in(request), timezone.now())
    offer = _offer(sit, action, request.POST.get("track", ""))
    if offer is None:
        return _not_now(request, case, [], action, since=since, typed=_typed(form))
    if since is not None:
        form.renew(version=case.version, key=secrets.token_hex(16))
    return _page(request, sit, offer, form, status=status, since=since, kept=kept)


def _typed(form: ActionForm) -> list[tuple[str, str]]:
    """What the person had typed, to show it even where it can no longer be recorded."""
    values = ((str(f.label), f.value()) for f in form.visible_fields())
    return [(label, str(value)) for label, value in values if value]


def _offer(sit: Situation, action: Action, track: str) -> Offer | None:
    found = [offer for offer in offers(sit) if offer.action == action]
    return next((o for o in found if (o.track.kind if o.track else "") == track), found[0] if found else None)


def _first_way(sit: Situation) -> TrackKind:
    """The way that the form proposes: before stage 3 only a report can be prepared."""
    return TrackKind.COMPLAINT if STAGE.get(sit.status) == REGULATOR_STAGE else TrackKind.REPORT


def _initial(sit: Situation, offer: Offer, asked: Mapping[str, str]) -> dict[str, Any]:
    case, now = sit.complaint, sit.now
    answer_by = _evening(now + current_law().reference.figure("ANSWER_WITHIN").span)
    values: dict[str, Any] = {
        "version": case.version, "key": secrets.token_hex(16), "track": offer.track.kind if offer.track else "",
        "happened_at": now, "answer_by": answer_by, "asked": case.asked, "promised": case.promised or case.asked,
        "received": case.promised, "channel": _first_way(sit), "way": Way.CHAT, "what": Promised.REFUND,
    }  # fmt: skip
    values |= {name: text for name in PREFILLED if (text := asked.get(name))}
    kind = TrackKind(offer.track.kind) if offer.track else TEXT_TRACK.get(offer.action)
    if kind:
        sit.track = offer.track
        values["text"] = _reviewed(offer) or letters.write(sit, channel_for(offer.action, kind), answer_by).text
        sit.track = None
    return values


def _pit(sit: Situation, offer: Offer, form: ActionForm) -> Cockpit:
    """The foreign form of this action, with the text as it stands in ours."""
    kind = TrackKind(offer.track.kind) if offer.track else TEXT_TRACK[offer.action]
    sit.track = offer.track
    return cockpit(sit, channel_for(offer.action, kind), str(form["text"].value() or ""))


def _reviewed(offer: Offer) -> str | None:
    """The filing's text as it was laid before an admin last: what was approved is filed, what was returned is mended."""
    return offer.track.reviews.order_by("-pk").values_list("text", flat=True).first() if offer.track else None


def _evening(moment: datetime) -> datetime:
    """The end of the day in which `moment` lies, as people name it: 21:00."""
    return timezone.localtime(moment).replace(hour=21, minute=0, second=0, microsecond=0)


def _page(
    request: HttpRequest, sit: Situation, offer: Offer, form: ActionForm, *, status: int = 200, since: Any = None,
    kept: Sequence[str] = (),
) -> HttpResponse:  # fmt: skip
    sends = "text" in form.fields
    context = {
        "pit": _pit(sit, offer, form) if sends else None,
        "checked_tone": gentler.check(str(form["text"].value() or "")) if sends else None,
        "complaint": sit.complaint, "offer": offer, "action": offer.action, "form": form, "since": since,
        "sends": sends, "own": Actor.OWNER in sit.actors,
        "proof": proofs.asked_by(offer.action) if sit.right >= Right.PREPARE else (),
        "kept": proofs.named(kept, sit.complaint), "accept": ACCEPT,
        "at_once": offer.action in proofs.AT_ONCE,
    }  # fmt: skip
    return render(request, "escalation/do.html", context, status=status)


def _not_now(
    request: HttpRequest, case: Complaint, reasons: list[str], action: Action | None = None, *,
    since: Any = None, typed: Any = None,
) -> HttpResponse:  # fmt: skip
    context = {"complaint": case, "reasons": reasons, "action": action, "since": since, "typed": typed}
    return render(request, "escalation/not_now.html", context, status=409)
