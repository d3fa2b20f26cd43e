"""The submission cockpit: a foreign form field by field in its own order, as the page shows it."""

from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint, Order
from escalation import letters
from escalation.models import Channel
from escalation.situation import Situation
from law import Words
from texts.letters import BLANK, Field

TEXT = "text"


class Entry(StrEnum):
    """How a field is filled over there."""

    COPY = "copy"
    TEXT = "text"
    PICK = "pick"
    HAND = "hand"
    SKIP = "skip"
    MISSING = "missing"


PICKED = frozenset({"problem_type", "platform", "placed", "found", "kind", "options", "authority", "sold"})
"""Fields for which the foreign page shows a list, boxes or a calendar: nothing to paste there."""
NOTES: dict[Entry, Promise] = {
    Entry.PICK: _("Choose it there"),
    Entry.HAND: _("Only you type this, over there. It is never kept here."),
    Entry.SKIP: _("May stay empty."),
    Entry.MISSING: _("Needed, and not known yet."),
}
_MENDS = {
    "respondent": "complaints:seller", "credit_code": "complaints:seller", "address": "complaints:seller",
    "shop": "complaints:seller", "authority": "complaints:seller", "claims": "complaints:edit_claims",
    "options": "complaints:edit_claims",
}  # fmt: skip
_ORDER = "complaints:edit_order"
_OF_ORDER = ("order_no", "goods", "paid", "placed")


@dataclass(frozen=True, slots=True)
class Row:
    """One field as it is shown. `mend` is where a missing one is filled in, "" where it can't be here."""

    key: str
    label: Words
    text: str
    entry: Entry
    limit: int | None
    count: int
    mend: str

    @property
    def id(self) -> str:
        """Its place on the page."""
        return f"field-{self.key.replace('_', '-')}"

    @property
    def note(self) -> Promise | str:
        return NOTES.get(self.entry, "")


@dataclass(frozen=True, slots=True)
class Cockpit:
    """The form of `channel`: its rows, how the long text is counted, and the blanks that must be filled in it first."""

    channel: Channel
    rows: tuple[Row, ...]
    limit: int
    counting: str
    count: int
    blanks: tuple[str, ...]

    @property
    def copies(self) -> int:
        """How many fields are copied."""
        return sum(row.entry in (Entry.COPY, Entry.TEXT) for row in self.rows)

    @property
    def is_form(self) -> bool:
        """Whether there is more to fill in than one text."""
        return len(self.rows) > 1


def cockpit(sit: Situation, channel: Channel, text: str) -> Cockpit:
    """The form of `channel` filled from the case, with `text` as it stands on the page in the place of the long text."""
    taken = letters.limit_of(channel)
    order = sit.items[0].order if sit.items else sit.complaint.orders.order_by("pk").first()
    rows = tuple(_row(field, sit.complaint, order) for field in letters.fields(sit, channel))
    return Cockpit(channel, rows, taken.max_chars, taken.counting.value, taken.count(text), blanks_in(text))


def blanks_in(text: str) -> tuple[str, ...]:
    """What still has to be filled in by hand: 「〔订单号〕」, each once."""
    return tuple(dict.fromkeys(BLANK.findall(text)))


def _row(field: Field, case: Complaint, order: Order | None) -> Row:
    entry = _entry(field)
    mend = _mend(field.key, case, order) if entry is Entry.MISSING else ""
    return Row(field.key, field.label, field.text, entry, field.limit, field.count, mend)


def _entry(field: Field) -> Entry:
    if field.key == TEXT:
        return Entry.TEXT
    if field.by_hand:
        return Entry.HAND
    if not field.text:
        return Entry.MISSING if field.missing else Entry.SKIP
    return Entry.PICK if field.key in PICKED else Entry.COPY


def _mend(key: str, case: Complaint, order: Order | None) -> str:
    if key in _OF_ORDER:
        return reverse(_ORDER, args=(case.public_code, order.pk)) if order else ""
    return reverse(_MENDS.get(key, "complaints:edit_story"), args=(case.public_code,))
