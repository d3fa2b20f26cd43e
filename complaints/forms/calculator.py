"""The claim calculator: conditions to tick and amounts, kept with the case as answers, and read back as the law's facts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Min, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.answers import Answer
from complaints.forms.fields import MISSING, MOST, MoneyField
from complaints.models import Complaint
from law import CHINA
from law.claims import Facts, Kind, fitting, kinds
from law.claims_amounts import MOST_TIMES
from law.claims_data import Condition
from law.eligibility_data import goods as kinds_of_goods
from rulebook.templatetags.law_tags import in_page_language

GOODS = "goods.category"
AMOUNTS = ("paid", "freight", "loss", "deposit", "price", "marked", "multiple")
CONDITIONS = {condition.key: condition for one in kinds().values() for condition in one.conditions}


@dataclass(frozen=True, slots=True)
class Purchase:
    """What the case's orders came to in CNY, and the day of the first in China."""

    paid: Decimal
    on: date | None


@dataclass(frozen=True, slots=True)
class Lever:
    """One claim that fits the case, with what must be ticked for it alone and the amounts it alone needs.

    `touched`: something of it is ticked, filled in or wrong, so it is shown unfolded.
    """

    kind: Kind
    conditions: tuple[Condition, ...]
    amounts: tuple[forms.BoundField, ...]
    touched: bool = False


def purchase_of(complaint: Complaint) -> Purchase:
    """In one query."""
    found = complaint.orders.aggregate(paid=Sum("paid", default=Decimal(0)), first=Min("placed_at"))
    return Purchase(found["paid"], found["first"].astimezone(CHINA).date() if found["first"] else None)


def ticked_in(answers: Mapping[str, Any]) -> set[str]:
    """The conditions that are ticked in the answers of a case."""
    return {key for key in CONDITIONS if answers.get(f"claim.{key}") is True}


def facts_in(answers: Mapping[str, Any], purchase: Purchase) -> Facts:
    """What the answers say of the amounts. What no longer fits the orders counts as unanswered."""
    given = {name: _amount(answers.get(_key(name))) for name in AMOUNTS}
    paid, deposit = given.pop("paid"), given.pop("deposit")
    paid = purchase.paid if paid is None else min(paid, purchase.paid)
    if deposit is not None and deposit > paid:
        deposit = None
    return Facts(paid=paid, deposit=deposit, goods=_goods(answers), on=purchase.on, **given)


def kinds_for(complaint: Complaint, purchase: Purchase) -> tuple[Kind, ...]:
    """The claims that fit the case as it stands."""
    goods = _goods(complaint.answers)
    return fitting(complaint.kind, goods=goods, danger=complaint.safety, on=purchase.on)


class TimesField(MoneyField):
    """How many times the price somebody promised."""

    default_error_messages = MISSING | {"invalid": gettext_lazy("Please write a number like 10.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs = {"inputmode": "decimal"}

    def within(self, amount: Decimal) -> Decimal:
        if amount > MOST_TIMES:
            raise ValidationError(_("This amount is too large. Please check it."), code="large")
        return super().within(amount)


class CalculatorForm(forms.Form):
    """Amounts, the kind of goods, and ticks. `shown` names the conditions that the page offered: the rest stays as it is."""

    goods = forms.ChoiceField(label=gettext_lazy("What kind of goods is it?"), required=False)
    paid = MoneyField(label=gettext_lazy("Amount paid"))
    loss = MoneyField(label=gettext_lazy("A loss you have papers for"), required=False)
    freight = MoneyField(label=gettext_lazy("Freight you paid"), required=False)
    deposit = MoneyField(label=gettext_lazy("Deposit, part of the amount paid"), required=False)
    price = MoneyField(label=gettext_lazy("What the goods cost in all"), required=False)
    marked = MoneyField(label=gettext_lazy("What you should have paid"), required=False)
    multiple = TimesField(label=gettext_lazy("How many times the price was promised"), required=False)
    ticked = forms.MultipleChoiceField(choices=[(key, key) for key in CONDITIONS], required=False)
    shown = forms.MultipleChoiceField(choices=[(key, key) for key in CONDITIONS], required=False)

    def __init__(self, data: Any = None, *, complaint: Complaint, purchase: Purchase, read_only: bool = False) -> None:
        self.complaint, self.purchase = complaint, purchase
        facts = facts_in(complaint.answers, purchase)
        initial = {name: getattr(facts, name) for name in (*AMOUNTS, "goods")}
        super().__init__(data, initial=initial | {"ticked": sorted(ticked_in(complaint.answers))})
        goods = self.fields["goods"]
        if isinstance(goods, forms.ChoiceField):
            listed = [(kind.category.value, in_page_language(kind.name)) for kind in kinds_of_goods().values()]
            goods.choices = [("", _("Please choose")), *listed]
        for field in self.fields.values():
            field.disabled = read_only

    def clean_paid(self) -> Decimal:
        """Raises ValidationError above what the orders came to: more was never paid."""
        paid: Decimal = self.cleaned_data["paid"]
        if paid > self.purchase.paid:
            words = _("The orders of this case come to ¥%(paid)s. Correct the order if that is wrong.")
            raise ValidationError(words % {"paid": f"{self.purchase.paid:,.2f}"})
        return paid

    def clean(self) -> dict[str, Any]:
        paid, deposit = self.cleaned_data.get("paid"), self.cleaned_data.get("deposit")
        if paid is not None and deposit is not None and deposit > paid:
            self.add_error("deposit", _("The deposit is above what was paid. Please check both."))
        return self.cleaned_data

    def given(self) -> dict[str, Answer]:
        """What was ticked and typed, under the keys it is kept by; what the page didn't offer isn't in it."""
        said: dict[str, Answer] = {
            f"claim.{key}": True if key in self.cleaned_data["ticked"] else None for key in self.cleaned_data["shown"]
        }
        for name in AMOUNTS:
            if name in self.data:
                amount = self.cleaned_data[name]
                plain = name == "paid" and amount == self.purchase.paid  # follows the order when that is corrected
                said[_key(name)] = None if amount is None or plain else f"{amount:.2f}"
        if "goods" in self.data:
            said[GOODS] = self.cleaned_data["goods"] or None
        return said

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The claims that fit the case."""
        return kinds_for(self.complaint, self.purchase)

    @property
    def shared(self) -> Lever | None:
        """What several of the claims ask for, so that it is asked once; the kind is only there to have one."""
        conditions = tuple(CONDITIONS[key] for key, n in self._asked.items() if n > 1 and key in CONDITIONS)
        amounts = tuple(self[name] for name in AMOUNTS[1:] if self._asked[name] > 1)
        return Lever(self.kinds[0], conditions, amounts) if self.kinds else None

    @property
    def levers(self) -> list[Lever]:
        """The claims that fit, in their order, each with what it alone asks for."""
        return [self._lever(one) for one in self.kinds]

    def _lever(self, one: Kind) -> Lever:
        conditions = tuple(condition for condition in one.conditions if self._asked[condition.key] == 1)
        amounts = tuple(self[name] for name in AMOUNTS[1:] if name in _wanted(one) and self._asked[name] == 1)
        touched = any(condition.key in self.marks for condition in conditions)
        return Lever(one, conditions, amounts, touched or any(field.value() or field.errors for field in amounts))

    @property
    def marks(self) -> set[str]:
        """The conditions to show as ticked."""
        return set(self["ticked"].value() or ())

    @cached_property
    def _asked(self) -> Counter[str]:
        """How many of the claims ask for each condition and each amount."""
        return Counter(name for one in self.kinds for name in (*(c.key for c in one.conditions), *_wanted(one)))


def _wanted(one: Kind) -> set[str]:
    """The amounts a claim asks for, as `Facts` calls them."""
    return {one.named(fact) for fact in (*one.needs, *one.takes)}


def _key(name: str) -> str:
    return f"claim.sum_{name}"


def _goods(answers: Mapping[str, Any]) -> str | None:
    kept = answers.get(GOODS)
    return kept if isinstance(kept, str) and kept else None


def _amount(kept: Any) -> Decimal | None:
    """An amount as `given` wrote it; None for anything else."""
    try:
        amount = Decimal(kept) if isinstance(kept, str) else None
    except InvalidOperation:
        return None
    return amount if amount is not None and amount.is_finite() and 0 <= amount <= MOST else None
