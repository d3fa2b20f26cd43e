"""How the ledger's entries read on the page: one function a kind, registered here by this floor and those above it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from complaints import playbooks
from complaints.status import ClaimKind

if TYPE_CHECKING:  # so that upper floors can register while the apps are still being loaded
    from complaints.models import Event


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words. `icon`: a lucide name; `tone`: jade, blue, amber, seal or "" (neutral)."""

    text: str
    detail: str = ""
    icon: str = "circle"
    tone: str = ""


Say = Callable[["Event"], Line]
_registry: dict[str, Say] = {}

FIELD_NAMES = {
    "kind": gettext_lazy("Type"),
    "title": gettext_lazy("Title"),
    "story": gettext_lazy("What happened"),
    "found_at": gettext_lazy("Noticed"),
    "safety": gettext_lazy("Danger to health or safety"),
    "claims": gettext_lazy("Claims"),
    "order_no": gettext_lazy("Order number"),
    "shop_name": gettext_lazy("Shop"),
    "goods": gettext_lazy("Goods"),
    "paid": gettext_lazy("Amount paid"),
    "placed_at": pgettext_lazy("moment of an order", "Ordered"),
    "paid_at": pgettext_lazy("moment of an order", "Paid"),
    "shipped_at": pgettext_lazy("moment of an order", "Shipped"),
    "received_at": pgettext_lazy("moment of an order", "Received"),
    "carrier": gettext_lazy("Carrier"),
    "tracking_no": gettext_lazy("Tracking number"),
    "licence_name": gettext_lazy("Licence holder"),
    "credit_code": gettext_lazy("Credit code"),
    "displayed_address": gettext_lazy("Address"),
    "phone": gettext_lazy("Phone"),
}


ANSWER_NAMES = {
    "goods.category": gettext_lazy("Kind of goods"),
    "returning.asked_in_time": gettext_lazy("Return asked for in time"),
    "returning.confirmed_at_purchase": gettext_lazy("Ticked at checkout"),
    "returning.unsuited": gettext_lazy("Loses safety or value"),
    "returning.near_expiry_disclosed": gettext_lazy("Sold as near expiry or flawed"),
    "returning.unsealed": gettext_lazy("Unsealed"),
    "returning.activated": gettext_lazy("Activated"),
    "returning.tags_on": gettext_lazy("Tag still on"),
    "returning.damaged": gettext_lazy("Stained or damaged"),
    "returning.accessories_complete": gettext_lazy("Accessories complete"),
    "returning.one_time_seal_broken": gettext_lazy("One-time seal broken"),
    "returning.seller_promised_returns": gettext_lazy("Return promised by the shop"),
}
"""The law's questions, by the key under which their answers are kept; upper floors may add theirs."""


_NAMED_ONLY = {"story", "safety", "displayed_address", "phone"}  # too long, too plain or too private for one line


def register(kind: str, say: Say) -> None:
    """Let `say` put entries of `kind` into words. Raises ValueError when another function already does."""
    if _registry.get(kind, say) is not say:
        raise ValueError(f"Two functions want to speak for the ledger's {kind!r}.")
    _registry[kind] = say


def line_of(event: "Event") -> Line:
    """The entry in words; a calm sentence for kinds nobody registered."""
    say = _registry.get(event.kind)
    return say(event) if say else Line(_("Something was noted in the case."))


def body_of(event: "Event") -> dict[str, Any]:
    """What the entry says, or nothing where its text was erased at the person's request."""
    try:
        data: dict[str, Any] = event.body.data
    except ObjectDoesNotExist:
        return {}
    return data


def _changes(event: "Event") -> str:
    """The names of the changed fields, with old and new value where both are short."""
    body = body_of(event)
    before, after = body.get("before", {}), body.get("after", {})
    return _("; ").join(_change(name, before, after) for name in after)


def _change(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    label = str(FIELD_NAMES.get(name, name))
    if name in _NAMED_ONLY:
        return label
    nothing = pgettext("value", "nothing")
    old, new = _value(name, before.get(name)) or nothing, _value(name, after[name]) or nothing
    return _("%(field)s: %(old)s → %(new)s") % {"field": label, "old": old, "new": new}


def _value(name: str, value: Any) -> str:
    if name == "kind" and value in playbooks.names():
        return str(playbooks.get(value).title)
    if name == "claims":
        return _(", ").join(str(ClaimKind(kind).label) for kind in value or () if kind in ClaimKind.values)
    if name == "paid" and value:
        return f"¥{Decimal(value):,.2f}"
    moment = parse_datetime(str(value)) if name.endswith("_at") and value else None
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else str(value or "")


def _drafted(event: "Event") -> Line:
    order_no = body_of(event).get("order_no", "")
    return Line(_("Case begun"), _("Order %(number)s") % {"number": order_no} if order_no else "", "file-plus", "blue")


def _facts_edited(event: "Event") -> Line:
    return Line(_("The account of the case was changed"), _changes(event), "pencil")


def _order_edited(event: "Event") -> Line:
    return Line(_("The order's details were changed"), _changes(event), "pencil")


def _answered(event: "Event") -> Line:
    named = dict.fromkeys(filter(None, map(_answer_name, body_of(event).get("after", {}))))
    return Line(_("Questions about the law were answered"), _("; ").join(named), "list-checks")


def _answer_name(key: str) -> str:
    """What was answered; the calculator's many ticks and sums go under one name."""
    if key.startswith("claim."):
        return _("What you may ask for")
    return str(ANSWER_NAMES.get(key, ""))


def _seller_edited(event: "Event") -> Line:
    return Line(_("The seller's details were changed"), _changes(event), "store")


register("drafted", _drafted)
register("answered", _answered)
register("facts_edited", _facts_edited)
register("order_edited", _order_edited)
register("seller_edited", _seller_edited)
