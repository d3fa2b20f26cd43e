"""The pages that look across cases: start page, my cases, the helpers' queue, the admins' board."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.access import role_required, signed_in
from accounts.models import Role, User
from complaints.access import VIEW, get_complaint
from complaints.models import Complaint
from complaints.status import TrackKind, TrackState
from desk import board as boards
from desk import home as homes
from desk import queue as queues
from desk.cards import cards as as_cards
from desk.forms import ApproveForm, ReturnForm
from desk.paging import by_newest, read_cursor
from desk.proof import proofs
from escalation import dossier, prechecks
from escalation.guards.filing import second_reader_needed
from escalation.models import Review
from escalation.situation import Situation
from escalation.transitions import Action
from escalation.workflow import NotAllowed, Stale, Unmet, perform
from evidence.checklist import exhibits

CASES_PAGE = 20
DECIDED = {
    Action.PASS_ON: gettext_lazy("Approved. A second reviewer reads it next."),
    Action.APPROVE_FILING: gettext_lazy("Approved. The consumer can now file it herself."),
    Action.RETURN_FILING: gettext_lazy("Returned with your reason."),
}


def home(request: HttpRequest) -> HttpResponse:
    """What to do next and the cases that most need a look; for visitors, what this is."""
    if not isinstance(request.user, User):
        return render(request, "desk/landing.html")
    user, now = request.user, timezone.now()
    front = homes.foremost(user, now)
    context = {
        "next": homes.next_thing(front, now),
        "cards": as_cards(front, now),
        "totals": homes.totals(user),
        "entrusted": queues.sides(queues.counts(user, now)) if user.is_helper else None,
        "waiting": boards.waiting() if user.is_admin else None,
    }
    return render(request, "desk/home.html", context)


@login_required
def cases(request: HttpRequest) -> HttpResponse:
    """All of a person's own cases, the latest touched first."""
    user, now = signed_in(request), timezone.now()
    show = homes.Show.read(request.GET.get("show", ""))
    after = request.GET.get("after", "")
    page = by_newest(homes.mine(user).filter(homes.show_rule(show)), read_cursor(after), CASES_PAGE)
    context = {
        "cards": as_cards(page.rows, now),
        "tabs": homes.tabs(homes.totals(user)),
        "show": show,
        "older": page.next,
        "deeper": bool(after),
    }
    return render(request, "desk/cases.html", context)


@role_required(Role.HELPER)
def queue(request: HttpRequest) -> HttpResponse:
    """Running cases that the helper has been let into, the nearest due moment first."""
    user, now = signed_in(request), timezone.now()
    view = queues.View.read(request.GET.get("due", ""), request.GET.get("stage", ""))
    after = request.GET.get("after", "")
    page = queues.page(user, view, after, now)
    counted = queues.counts(user, now)
    context = {
        "rows": queues.rows(page.rows, now),
        "view": view,
        "total": "" if view.stage else counted[view.due],
        "sides": queues.sides(counted, view),
        "stages": queues.stages(view),
        "older": page.next,
        "deeper": bool(after),
    }
    return render(request, "desk/queue.html", context)


@role_required(Role.ADMIN)
def board(request: HttpRequest) -> HttpResponse:
    """Filings that wait for a decision, and what was decided in the last thirty days."""
    return render(request, "desk/board.html", {"board": boards.board(timezone.now())})


@role_required(Role.ADMIN)
def review(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """One filing as it was submitted, with its proof, and the two ways to decide."""
    case = get_complaint(signed_in(request), code)
    return _review_page(request, case, _review_or_404(case, kind), None)


@require_POST
@role_required(Role.ADMIN)
def decide(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Approve the filing, or return it with a reason."""
    user = signed_in(request)
    if boards.has_decided(user, code, kind):  # the second click; a returned filing can no longer be opened
        return redirect("desk:board")
    case = get_complaint(user, code)
    found = _review_or_404(case, kind)
    form = _form_for(request.POST)
    action = _action_of(form, case, found)
    if form.is_valid() and _perform(form, action, case, found, user):
        messages.success(request, DECIDED[action])
        return redirect("desk:board")
    return _review_page(request, case, found, form, status=422)


def _form_for(data: QueryDict) -> ApproveForm:
    if data.get("decision") == Action.APPROVE_FILING:
        return ApproveForm(data, auto_id="approve_%s")
    return ReturnForm(data)


def _action_of(form: ApproveForm, case: Complaint, found: Review) -> Action:
    """What the decision comes to: the first of two readers who approves passes the filing on."""
    if isinstance(form, ReturnForm):
        return Action.RETURN_FILING
    first_of_two = found.track.state == TrackState.IN_REVIEW and second_reader_needed(case)
    return Action.PASS_ON if first_of_two else Action.APPROVE_FILING


def _perform(form: ApproveForm, action: Action, case: Complaint, found: Review, user: User) -> bool:
    """Whether the workflow took the decision; if not, its sentence is on the form."""
    facts = dict(form.cleaned_data)
    version, key = facts.pop("version"), facts.pop("key")
    try:
        perform(case, action, user, version=version, key=key, track=found.track.kind, **facts)
    except Unmet as error:
        form.add_error(None, error.reasons)
    except NotAllowed:
        form.add_error(None, _("This filing no longer waits for your decision."))
    except Stale:
        form.add_error(None, _("The case has moved since you opened this page. Look at it again, then decide."))
    return form.is_valid()


def _review_or_404(case: Complaint, kind: str) -> Review:
    found = boards.review_of(case, kind) if kind in TrackKind.values else None
    if found is None:
        raise Http404
    return found


def _review_page(
    request: HttpRequest, case: Complaint, found: Review, form: ApproveForm | None, status: int = 200
) -> HttpResponse:
    """The page, with what was typed for the sender; approving always begins afresh, on the newest version."""
    now = timezone.now()
    sit = Situation.of(case, signed_in(request), now, VIEW)
    fresh = {"version": case.version, "key": secrets.token_hex(16)}
    approve = ApproveForm(initial=fresh, auto_id="approve_%s")
    sent_back = form if isinstance(form, ReturnForm) else None
    if sent_back:  # whoever reads this page has seen the newest version
        sent_back.data = {name: sent_back.data.get(name, "") for name in sent_back.fields} | {"version": case.version}
    way = TrackKind(found.track.kind)
    context = {
        "case": case,
        "review": found,
        "approve": approve,
        "two": second_reader_needed(case),
        "back": sent_back or ReturnForm(initial=fresh),
        "errors": form.non_field_errors() if form and not sent_back else None,
        "board": boards.board(now),
        "claims": case.claims.all(),
        "evidence": exhibits(case),
        "proof": proofs([case])[case.pk],
        "checked": prechecks.of(sit, way, text=found.text) if way in dossier.STAGE_OF else None,
        "ways": prechecks.ways(sit),
    }
    return render(request, "desk/review.html", context, status=status)
