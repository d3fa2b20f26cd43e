"""Pictures that come with a step: what each action asks to see, and taking them into the evidence."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import signed_in
from complaints.access import Right, right_of
from complaints.models import Complaint
from escalation.transitions import Action
from evidence.models import Evidence
from evidence.receiving import receive, refuse_all
from evidence.status import OTHER


@dataclass(frozen=True, slots=True)
class Part:
    """One picture to ask for: its `key` in the form, and the slot of the evidence it goes into."""

    key: str
    label: Promise
    hint: Promise
    slot: str = OTHER


ANSWER = Part(
    "answer",
    _("Screenshot of what they said"),
    _("With their name and the date on it, nothing cut."),
    "chat",
)
DECISION = Part("decision", _("Screenshot of the decision"), _("All of it, with the reasons and the date."), "ruling")
NOTICE = Part("notice", _("Their notice or text message"), _("A screenshot or a photo of the paper."), "notice")
MONEY = Part("money", _("Refund page or account statement"), _("Amount and day should be readable."), "refund_page")
RECEIPT = Part(
    "receipt", _("Screenshot that it was sent"), _("With the number, if the page shows one. Then you need not type it.")
)
AT_ONCE = (Action.RECORD_REFUSAL, Action.RECORD_RULING_AGAINST)
"""Answers for which the screenshot says everything: they are recorded as soon as it is chosen."""
PARCEL = (
    Part("goods", _("The goods"), _("All of it, with tags and accessories, just before packing."), "return_goods"),
    Part("label", _("The label"), _("The shipping label with the waybill number, readable."), "return_label"),
    Part("weight", _("The scales"), _("The parcel on the scales, or the slip that shows the weight."), "return_weight"),
    Part("sealed", _("The closed parcel"), _("From all sides, with tape and label."), "return_parcel"),
)
_ASKED: dict[Action, tuple[Part, ...]] = {
    Action.RECORD_CONTACT: (ANSWER,), Action.RECORD_PROMISE: (ANSWER,), Action.RECORD_AGREEMENT: (ANSWER,),
    Action.RECORD_REFUSAL: (ANSWER,), Action.RECORD_PROMISE_BROKEN: (ANSWER,), Action.RECORD_BROKEN: (ANSWER,),
    Action.RECORD_PLATFORM_REQUEST: (ANSWER,), Action.RECORD_RULING_FOR: (DECISION,),
    Action.RECORD_RULING_AGAINST: (DECISION,), Action.RECORD_ACCEPTANCE: (NOTICE,), Action.RECORD_DECLINED: (NOTICE,),
    Action.RECORD_MEDIATION_AGREEMENT: (NOTICE,), Action.RECORD_MEDIATION_END: (NOTICE,), Action.RECORD_RESULT: (NOTICE,),
    Action.RECORD_KEPT: (MONEY,), Action.RECORD_PAID_LATE: (MONEY,), Action.RECORD_NOT_ARRIVED: (MONEY,),
    Action.RECORD_SENT_BACK: PARCEL, Action.ESCALATE_TO_PLATFORM: (RECEIPT,), Action.ESCALATE_TO_REGULATOR: (RECEIPT,),
}  # fmt: skip


@dataclass
class Taken:
    """What became of the pictures of one form: `codes` of those that are in the case now, sentences for the others."""

    codes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def facts(self) -> dict[str, Any]:
        """For the step: the first one is what the step rests on."""
        return {"proof": self.codes[0], "proofs": self.codes} if self.codes else {}


def asked_by(action: Action) -> tuple[Part, ...]:
    """The pictures that the page of `action` asks for."""
    return _ASKED.get(action, ())


def take(request: HttpRequest, case: Complaint, action: Action) -> Taken:
    """Take the pictures of the form into the evidence. They stay there whatever becomes of the step; a case that
    has ended takes none.
    """
    earlier = named(request.POST.getlist("kept"), case)  # an earlier try of the same form brought them
    taken, user = Taken([piece.public_code for piece in earlier]), signed_in(request)
    if case.is_over or right_of(user, case) < Right.PREPARE:
        return taken
    for part in asked_by(action):
        files = request.FILES.getlist(f"proof_{part.key}")
        if not files:
            continue
        if problem := refuse_all(files):
            taken.problems.append(problem)
            continue
        for answer in receive(case, files, kind=part.slot, actor=user):
            if answer.evidence:
                taken.codes.append(answer.evidence.public_code)
            else:
                taken.problems.append(f"{answer.name}: {answer.message}")
    return taken


def named(codes: Iterable[str], case: Complaint) -> list[Evidence]:
    """The pictures of this case called `codes`."""
    wanted = [code for code in codes if code.isalnum()]
    return list(Evidence.objects.live().filter(complaint=case, public_code__in=wanted)) if wanted else []
