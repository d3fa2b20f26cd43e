"""What went wrong, what is asked for, and who the seller is."""

import hashlib
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import filing, orders, playbooks
from complaints.forms.fields import MISSING, MomentField, MoneyField, TextField, compact, same_minute
from complaints.forms.order import not_ahead
from complaints.models import Complaint, Seller
from complaints.status import ClaimKind
from law import credit_code
from rulebook.templatetags.law_tags import in_page_language

MONEY = (*filing.REFUNDS, *filing.ADDED)


class KindForm(forms.Form):
    """The type of the complaint, as chips."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What went wrong?"),
        choices=playbooks.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose what fits best. You can change it later.")},
    )

    def chosen(self) -> str:
        return str(self.cleaned_data["kind"])


class StoryForm(KindForm):
    """The consumer's account of it. With `later`, nothing but the title is required: the draft is kept as it is."""

    title = TextField(label=gettext_lazy("Title"), limit=filing.TITLE_LENGTH)
    story = TextField(
        label=gettext_lazy("What happened"),
        limit=4000,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    found_at = MomentField(label=gettext_lazy("When did you notice?"), required=False)
    safety = forms.BooleanField(
        label=gettext_lazy("Somebody was hurt or unwell, or could be"),
        help_text=gettext_lazy("Electric shock, fire, allergy, spoiled food: this may go to 12315 at once."),
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    field_order = ("kind", "story", "title", "found_at", "safety")

    def __init__(self, data: Any = None, *, complaint: Complaint, now: datetime, later: bool = False) -> None:
        self.complaint, self.now, self.before = complaint, now, filing.facts_of(complaint)
        initial = {name: getattr(self.before, name) for name in ("kind", "title", "story", "found_at", "safety")}
        super().__init__(data, initial=initial | {"seen": fingerprint(self.before)})
        self.fields["story"].required = not later

    def clean(self) -> dict[str, Any]:
        not_ahead(self, self.now, "found_at")
        self._notice_other_edit()
        return self.cleaned_data

    def _notice_other_edit(self) -> None:
        """Raises ValidationError when the facts changed since the page was loaded; sending again then goes through."""
        seen, current = self.cleaned_data.get("seen"), fingerprint(self.before)
        if not seen or seen == current:
            return
        self.data = dict(self.data.items()) | {"seen": current}
        raise ValidationError(
            _(
                "This was changed in another window, or by a helper, since you opened it. "
                "Below is what you typed, and nothing of it is lost. Send it again to keep yours."
            )
        )

    def facts(self) -> filing.Facts:
        """What was typed. A title nobody touched follows the type."""
        kind, title = self.chosen(), self.cleaned_data["title"]
        order = self.complaint.orders.order_by("pk").first()
        if order and kind != self.before.kind and title == filing.default_title(order, self.before.kind):
            title = filing.default_title(order, kind)
        return filing.Facts(
            kind=kind,
            title=title,
            story=self.cleaned_data["story"],
            found_at=same_minute(self.cleaned_data["found_at"], self.before.found_at),
            safety=self.cleaned_data["safety"],
        )


def fingerprint(facts: filing.Facts) -> str:
    """A short mark of the facts as the page showed them."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


class ClaimsForm(forms.Form):
    """Claims as chips; an amount for those that are about money. `paid`: what the orders came to, in CNY."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What do you want?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please choose at least one.")},
    )

    def __init__(self, data: Any = None, *, complaint: Complaint, paid: Decimal) -> None:
        self.paid, chosen = paid, filing.claims_of(complaint)
        book = playbooks.get(complaint.kind)
        self.offered = list(dict.fromkeys((*book.claims, *chosen)))
        super().__init__(data, initial={"kinds": list(chosen) or [book.default_claim.value]})
        kinds = self.fields["kinds"]
        if isinstance(kinds, forms.MultipleChoiceField):
            kinds.choices = [(kind.value, kind.label) for kind in self.offered]
        for kind in self.money:
            prefilled = paid if kind in filing.REFUNDS and kind not in chosen else chosen.get(kind)
            self.fields[_amount(kind)] = MoneyField(
                label=_("%(claim)s: how much") % {"claim": kind.label}, required=False, initial=prefilled
            )

    @property
    def money(self) -> list[ClaimKind]:
        """The offered claims that come with an amount."""
        return [kind for kind in self.offered if kind in MONEY]

    @property
    def amount_fields(self) -> list[forms.BoundField]:
        return [self[_amount(kind)] for kind in self.money]

    def clean(self) -> dict[str, Any]:
        for kind in self.money:
            self._check(kind, _amount(kind), ticked=kind.value in self.cleaned_data.get("kinds", []))
        return self.cleaned_data

    def _check(self, kind: ClaimKind, name: str, *, ticked: bool) -> None:
        amount = self.cleaned_data.get(name)
        if name in self.errors:
            return
        if not ticked:
            if amount is not None and amount != self.fields[name].initial:
                self.add_error(name, _("Tick “%(claim)s” above as well, or empty this.") % {"claim": kind.label})
        elif kind in filing.REFUNDS and amount is None:
            self.add_error(name, _("How much should be refunded?"))
        elif kind in filing.REFUNDS and amount is not None and amount > self.paid:
            words = _("You paid ¥%(paid)s. Put what goes beyond it under freight or compensation.")
            self.add_error(name, words % {"paid": f"{self.paid:,.2f}"})

    def claims(self) -> dict[ClaimKind, Decimal | None]:
        """The chosen claims with their amounts, in the order of `ClaimKind`."""
        ticked = [kind for kind in ClaimKind if kind.value in self.cleaned_data["kinds"]]
        return {kind: self.cleaned_data.get(_amount(kind)) for kind in ticked}


def _amount(kind: ClaimKind) -> str:
    return f"amount_{kind.value}"


class CreditCodeField(forms.CharField):
    """A unified social credit code. One whose check character doesn't fit is refused with what was probably misread."""

    default_error_messages = MISSING

    def to_python(self, value: Any) -> str:
        return compact(str(value)).upper() if value is not None else ""

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and (found := credit_code.faults(value)):
            raise ValidationError([in_page_language(sentence) for sentence in found], code="invalid")


class SellerForm(forms.Form):
    """Who the seller is in law; everything may be left for later."""

    licence_name = TextField(
        label=gettext_lazy("Licence holder"),
        help_text=gettext_lazy("The full company name on the licence, not the shop's nickname."),
        limit=120,
        required=False,
    )
    credit_code = CreditCodeField(label=gettext_lazy("Unified social credit code"), required=False)
    displayed_address = TextField(
        label=gettext_lazy("Address shown by the platform"),
        help_text=gettext_lazy("It decides which authority is responsible."),
        limit=200,
        required=False,
    )
    phone = TextField(label=gettext_lazy("Phone"), limit=40, required=False)

    def __init__(self, data: Any = None, *, seller: Seller) -> None:
        super().__init__(data, initial={name: getattr(seller, name) for name in self.base_fields})

    def facts(self) -> orders.SellerFacts:
        return orders.SellerFacts(**self.cleaned_data)
