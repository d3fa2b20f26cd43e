"""What each action asks for. Fields are listed once; an action names the ones it needs."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.forms.fields import EARLIEST
from complaints.status import Outcome, TrackKind
from escalation import gentler
from escalation.gentler import leak_in
from escalation.models import Promised, Way
from escalation.transitions import Action

A = Action
SKEW = timedelta(minutes=10)
CHANNELS = (TrackKind.ODR, TrackKind.COMPLAINT, TrackKind.ASSOCIATION, TrackKind.REPORT, TrackKind.COURT)
_L = gettext_lazy


def _moment(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=required, help_text=help_text, widget=widget)


def _money(label: Any, help_text: Any = "") -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01", "class": "input-money"})
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=10, decimal_places=2, help_text=help_text, widget=widget
    )


def _words(
    label: Any, *, rows: int = 3, limit: int = 400, required: bool = False, help_text: Any = ""
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=limit, help_text=help_text, widget=widget)


def _line(label: Any, *, required: bool = False, limit: int = 40, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=limit, help_text=help_text)


FIELDS: dict[str, Callable[[], forms.Field]] = {
    "text": lambda: _words(_L("The text as you sent it"), rows=9, limit=4000, required=True, help_text=_L("Change it as you like. It is kept exactly as it stands here.")),
    "happened_at": lambda: _moment(_L("When"), required=True),
    "answer_by": lambda: _moment(_L("Asked for an answer by"), help_text=_L("The app's own countdown, if it shows one, or the day you named.")),
    "keep_by": lambda: _moment(_L("Promised for"), required=True, help_text=_L("From this day on we ask whether it came.")),
    "apply_by": lambda: _moment(_L("Time left to ask the platform"), help_text=_L("If the app shows a countdown, enter its end. Not published by the platform otherwise; we then use a usual value.")),
    "ruling_by": lambda: _moment(_L("The platform decides by"), help_text=_L("If the app shows a countdown, enter its end.")),
    "material_by": lambda: _moment(_L("They want it by"), help_text=_L("If the app shows a countdown, enter its end.")),
    "promised": lambda: _money(_L("Amount promised")),
    "asked": lambda: _money(_L("Amount asked for")),
    "received": lambda: _money(_L("Amount received")),
    "said": lambda: _words(_L("What they said, in their words"), limit=2000, help_text=_L("Add the screenshot to the evidence as well.")),
    "ground": lambda: _words(_L("The reason they gave"), rows=2, limit=200, required=True),
    "note": lambda: _words(_L("A note for yourself"), rows=2),
    "reason": lambda: _words(_L("What should be changed"), rows=3, required=True),
    "they_said_no": lambda: forms.BooleanField(label=_L("They now say that they won't do it"), required=False),
    "reference": lambda: _line(_L("Reference number"), help_text=_L("If you have one already. You can add it later.")),
    "channel": lambda: forms.ChoiceField(label=_L("Where to"), widget=forms.RadioSelect, choices=[(k.value, k.label) for k in CHANNELS]),
    "way": lambda: forms.ChoiceField(label=_L("How"), widget=forms.RadioSelect, choices=Way.choices),
    "who": lambda: _line(_L("With whom"), limit=60, help_text=_L("Name or number of the person, as far as you know it.")),
    "what": lambda: forms.ChoiceField(label=_L("What they promised"), choices=Promised.choices),
    "quote": lambda: _words(_L("Their words"), required=True, help_text=_L("As they stand in the chat.")),
    "promise": lambda: forms.CharField(max_length=12, widget=forms.HiddenInput),
    "goods_back": lambda: forms.BooleanField(label=_L("The goods go back first"), required=False, help_text=_L("Then the time for the refund runs from the day on which they sign for the parcel.")),
    "return_address": lambda: _line(_L("Return address"), limit=120, help_text=_L("Name, phone and address, as they wrote it in the chat.")),
    "refund_way": lambda: _line(_L("How the refund is paid"), limit=60, help_text=_L("For example: back to the card you paid with.")),
    "send_by": lambda: _moment(_L("Post it back by"), help_text=_L("If the app shows a countdown, enter its end.")),
    "carrier": lambda: _line(_L("Carrier"), limit=30),
    "waybill": lambda: _line(_L("Waybill number"), limit=40),
    "weight": lambda: _line(_L("Weight on the slip"), limit=20, help_text=_L("With its unit. It shows that nothing was missing.")),
    "machine": lambda: forms.BooleanField(label=_L("It reads as if no person had looked at it"), required=False, help_text=_L("Then you can ask for the reasons and for a human review.")),
    "outcome": lambda: forms.ChoiceField(label=_L("How it ended"), widget=forms.RadioSelect, choices=Outcome.choices),
}  # fmt: skip

ASKS: dict[Action, tuple[str, ...]] = {
    A.CONTACT_SELLER: ("text", "answer_by", "happened_at"),
    A.RECORD_CONTACT: ("way", "who", "said", "happened_at"),
    A.RECORD_PROMISE: ("quote", "what", "keep_by", "promised", "who", "happened_at"),
    A.RECORD_PROMISE_KEPT: ("promise", "note"),
    A.RECORD_PROMISE_BROKEN: ("promise", "they_said_no", "note"),
    A.RECORD_AGREEMENT: (
        "promised",
        "keep_by",
        "goods_back",
        "return_address",
        "refund_way",
        "send_by",
        "said",
        "happened_at",
    ),
    A.RECORD_SENT_BACK: ("carrier", "waybill", "weight", "happened_at"),
    A.RECORD_RETURN_RECEIVED: ("happened_at",),
    A.RECORD_PAID_LATE: ("received", "happened_at", "note"),
    A.RECORD_NOT_ARRIVED: ("note",),
    A.APPEAL_RULING: ("text", "ruling_by", "happened_at"),
    A.RECORD_RESULT: ("said", "happened_at"),
    A.WITHDRAW_FILING: ("text", "happened_at"),
    A.APPLY_CONFIRMATION: ("text", "reference", "happened_at"),
    A.RECORD_REFUSAL: ("said", "apply_by", "happened_at"),
    A.RECORD_SILENCE: ("note",),
    A.RECORD_KEPT: ("received", "note", "happened_at"),
    A.RECORD_BROKEN: ("they_said_no", "said"),
    A.ESCALATE_TO_PLATFORM: ("text", "reference", "ruling_by", "happened_at"),
    A.RECORD_PLATFORM_REQUEST: ("said", "material_by", "happened_at"),
    A.ANSWER_PLATFORM: ("text", "happened_at"),
    A.RECORD_RULING_FOR: ("promised", "keep_by", "goods_back", "return_address", "send_by", "said", "happened_at"),
    A.RECORD_RULING_AGAINST: ("said", "machine", "happened_at"),
    A.RECORD_PLATFORM_SILENCE: ("note",),
    A.SKIP_TO_REGULATOR: ("note",),
    A.PREPARE_FILING: ("channel",),
    A.ASK_REVIEW: ("text",),
    A.RETURN_FILING: ("reason",),
    A.ESCALATE_TO_REGULATOR: ("text", "reference", "happened_at"),
    A.RECORD_ACCEPTANCE: ("reference", "said", "happened_at"),
    A.RECORD_DECLINED: ("ground", "happened_at"),
    A.RECORD_MEDIATION: ("happened_at",),
    A.RECORD_MEDIATION_AGREEMENT: ("promised", "keep_by", "goods_back", "send_by", "said", "happened_at"),
    A.RECORD_MEDIATION_END: ("said", "happened_at"),
    A.CLOSE: ("outcome", "asked", "promised", "received", "note"),
    A.WITHDRAW: ("note",),
    A.REOPEN: ("note",),
    A.CORRECT: ("note",),
}
FORWARD = ("answer_by", "keep_by", "apply_by", "ruling_by", "material_by", "send_by")
OPTIONAL = {A.RECORD_PROMISE: ("keep_by",)}


class ActionForm(forms.Form):
    """The form of one action. It carries the case's version and its own key, for two tabs and for double clicks."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    track = forms.ChoiceField(choices=[("", ""), *TrackKind.choices], required=False, widget=forms.HiddenInput)

    def __init__(
        self, action: Action, *args: Any, now: datetime | None = None, ordered_at: datetime | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.action, self.now, self.ordered_at = action, now or timezone.now(), ordered_at or EARLIEST
        for name in ASKS.get(action, ()):
            self.fields[name] = FIELDS[name]()
            if name in OPTIONAL.get(action, ()) or (name == "keep_by" and "goods_back" in ASKS[action]):
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """Things that have happened lie between the order and now, promises in the future of what happened."""
        data: dict[str, Any] = super().clean() or {}
        if leak := leak_in(str(data.get("text") or "")):
            self.add_error("text", leak)
        happened = data.get("happened_at")
        if happened and happened > self.now + SKEW:
            self.add_error("happened_at", _("This moment hasn't come yet."))
        if happened and happened < self.ordered_at - SKEW:
            self.add_error("happened_at", _("This is before you ordered. Please check both dates."))
        for name in FORWARD:
            moment = data.get(name)
            if moment and happened and moment < happened:
                self.add_error(name, _("This lies before the moment at which it happened."))
            if moment and moment > self.now + timedelta(days=366):
                self.add_error(name, _("That is more than a year away. Is the year right?"))
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """What the person entered, for `perform`."""
        return {name: self.cleaned_data.get(name) for name in ASKS.get(self.action, ())}

    def soften(self) -> None:
        """Put the gentler words in the place of what was typed."""
        self._bind(text=gentler.check(str(self.data.get("text") or "")).gentler)

    def renew(self, *, version: int, key: str) -> None:
        """Bind the same words to the case as it stands now, for the person to send again knowingly."""
        self._bind(version=str(version), key=key)

    def _bind(self, **new: str) -> None:
        # Not {**self.data}: a QueryDict so unpacked gives lists.
        self.data = {name: self.data.get(name) for name in self.data} | new
