"""The order: what is needed first, and the details that may come later."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from complaints import orders
from complaints.forms.fields import CodeField, MomentField, MoneyField, TextField, same_minute
from complaints.models import Order

SKEW = timedelta(minutes=10)  # phones' clocks run ahead
ALREADY_NOTED = gettext_lazy("You have already noted this order.")
TIMES = ("placed_at", "paid_at", "shipped_at", "received_at")


def not_ahead(form: forms.Form, now: datetime, *names: str) -> None:
    """Put an error beside each of the moments that lies in the future."""
    for name in names:
        moment = form.cleaned_data.get(name)
        if moment and moment > now + SKEW:
            form.add_error(name, _("This lies in the future. Please check the date."))


class OrderForm(forms.Form):
    """An order of `owner`; with `order` to correct that one. `facts()` is what the doors take."""

    order_no = CodeField(
        label=gettext_lazy("Order number"),
        help_text=gettext_lazy("In the app: Me → My orders → the order → copy."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false"}),
    )
    shop_name = TextField(label=gettext_lazy("Shop"), limit=80)
    goods = TextField(label=gettext_lazy("Goods"), limit=120)
    paid = MoneyField(label=gettext_lazy("Amount paid"))
    placed_at = MomentField(label=pgettext_lazy("moment of an order", "Ordered"))
    received_at = MomentField(label=pgettext_lazy("moment of an order", "Received"), required=False)
    paid_at = MomentField(label=pgettext_lazy("moment of an order", "Paid"), required=False)
    shipped_at = MomentField(label=pgettext_lazy("moment of an order", "Shipped"), required=False)
    carrier = TextField(label=gettext_lazy("Carrier"), limit=40, required=False)
    tracking_no = CodeField(label=gettext_lazy("Tracking number"), required=False)

    first: ClassVar = ("order_no", "shop_name", "goods")
    more: ClassVar = ("paid_at", "shipped_at", "carrier", "tracking_no")

    def __init__(
        self,
        data: Any = None,
        *,
        owner: User | None,
        now: datetime,
        order: Order | None = None,
        for_helper: bool = False,
    ) -> None:
        self.owner, self.now, self.order, self.for_helper = owner, now, order, for_helper
        self.before = orders.facts_of(order) if order else None
        initial = {name: getattr(self.before, name) for name in self.base_fields} if self.before else None
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        not_ahead(self, self.now, *TIMES)
        placed, shipped = self.cleaned_data.get("placed_at"), self.cleaned_data.get("shipped_at")
        for name in TIMES[1:]:
            moment = self.cleaned_data.get(name)
            if placed and moment and moment < placed:
                self.add_error(name, _("This is before you ordered. Please check both dates."))
        received = self.cleaned_data.get("received_at")
        if shipped and received and placed and placed <= received < shipped:
            self.add_error("received_at", _("This is before it was shipped. Please check both dates."))
        self._refuse_duplicate()
        return self.cleaned_data

    def _refuse_duplicate(self) -> None:
        number = self.cleaned_data.get("order_no")
        found = orders.duplicate_of(self.owner, number, other_than=self.order) if number else None
        if found:
            self.say_duplicate(found.order)

    def say_duplicate(self, other: Order) -> None:
        """The same sentence for a number known before, and for one that another tab wrote a moment ago.

        A helper isn't told about the owner's other cases.
        """
        self.add_error("order_no", ALREADY_NOTED if self.for_helper else duplicate_words(other))

    def facts(self) -> orders.OrderFacts:
        """What was typed; moments that weren't touched keep their seconds."""
        values = dict(self.cleaned_data)
        for name in TIMES if self.before else ():
            values[name] = same_minute(values[name], getattr(self.before, name))
        return orders.OrderFacts(**values)

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.first]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.more]

    @property
    def more_open(self) -> bool:
        """Whether the details are shown at once: something in them is filled or wrong."""
        return any(field.errors or field.value() for field in self.more_fields)


def duplicate_words(other: Order) -> SafeString:
    """「这笔订单你已经记过了」 with the way on: its case, or a new complaint about it."""
    case = other.complaints.filter(Q(owner=other.owner)).order_by("-pk").first()
    if case:
        url, label = case.get_absolute_url(), _("See case %(number)s") % {"number": case.number}
    else:
        url, label = f"{reverse('complaints:new')}?order={other.pk}", _("Use it for this complaint")
    return format_html('{} <a href="{}">{}</a>', ALREADY_NOTED, url, label)
