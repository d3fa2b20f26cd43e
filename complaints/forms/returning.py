"""Whether the goods may go back without a reason: a few questions to tap, nothing to type."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from complaints.answers import Answer
from complaints.returning import CATEGORY, NO, UNSURE, YES, key_of
from law.eligibility import goods

Text = Any  # a text of the catalogue, translated when it is shown

LABELS: dict[str, Text] = {
    CATEGORY: _("What kind of goods is it?"),
    "asked_in_time": _("Did you ask for the return before that date was over?"),
    "confirmed_at_purchase": _("Did checkout make you tick separately that it can't be returned?"),
    "unsuited": _("Once opened or used: is it unsafe, spoilt, or worth far less?"),
    "near_expiry_disclosed": _("Did the shop say beforehand that it is near expiry or flawed?"),
    "unsealed": _("Have you downloaded or unsealed it?"),
    "activated": _("Have you activated it, or signed in on it?"),
    "tags_on": _("Is the tag still on?"),
    "damaged": _("Since it came: stained, damaged, changed or partly used?"),
    "accessories_complete": _("Are accessories and manual all there?"),
    "one_time_seal_broken": _("Is the one-time seal inside broken (film, foil, strip)?"),
    "seller_promised_returns": _("Does the item's page or the shop promise returns?"),
}
HELP: dict[str, Any] = {
    "confirmed_at_purchase": _(
        "A line in the description doesn't count; a box you ticked yourself when ordering does."
    ),
    "damaged": _("What was wrong when it arrived doesn't count here."),
}
CHOICES: dict[str, tuple[Text, Text]] = {
    "asked_in_time": (pgettext_lazy("asked in time", "Yes"), pgettext_lazy("asked in time", "No")),
    "confirmed_at_purchase": (pgettext_lazy("ticked at checkout", "Yes"), pgettext_lazy("ticked at checkout", "No")),
    "unsuited": (pgettext_lazy("loses its value", "Yes"), pgettext_lazy("loses its value", "No")),
    "near_expiry_disclosed": (pgettext_lazy("said beforehand", "Yes"), pgettext_lazy("said beforehand", "No")),
    "unsealed": (pgettext_lazy("unsealed", "Yes"), pgettext_lazy("unsealed", "No")),
    "activated": (pgettext_lazy("activated", "Yes"), pgettext_lazy("activated", "No")),
    "tags_on": (pgettext_lazy("tag still on", "Yes"), pgettext_lazy("tag still on", "No")),
    "damaged": (pgettext_lazy("damaged", "Yes"), pgettext_lazy("damaged", "No")),
    "accessories_complete": (pgettext_lazy("all there", "Yes"), pgettext_lazy("all there", "No")),
    "one_time_seal_broken": (pgettext_lazy("seal broken", "Yes"), pgettext_lazy("seal broken", "No")),
    "seller_promised_returns": (pgettext_lazy("shop promised", "Yes"), pgettext_lazy("shop promised", "No")),
}
"""How each question is answered with yes and with no."""
MISSING: dict[str, Any] = {
    "required": _("Please tap one; “not sure” is an answer too."),
    "invalid_choice": _("Please choose one of these."),
}


class ReturningForm(forms.Form):
    """The questions `names` as chips, each with "not sure"; `answers` are those kept with the case."""

    def __init__(self, data: Any = None, *, names: tuple[str, ...], answers: Mapping[str, Any]) -> None:
        super().__init__(data, initial={name: answers.get(key_of(name)) for name in names})
        for name in names:
            self.fields[name] = _kind_field(short=len(names) > 1) if name == CATEGORY else _yes_or_no(name)

    def given(self) -> dict[str, Answer]:
        """What was tapped, under the keys it is kept by."""
        return {key_of(name): answer for name, answer in self.cleaned_data.items()}


def _kind_field(*, short: bool) -> forms.ChoiceField:
    """The kinds of goods: one a line with its hint while it is the only question, `short` chips beside the others."""
    language = get_language() or "zh"
    listed = [
        (kind.category.value, _named(kind.name.spoken(language), "" if short else kind.hint.spoken(language)))
        for kind in goods().values()
    ]
    widget = forms.RadioSelect(attrs={} if short else {"class": "choices-list"})
    return forms.ChoiceField(label=LABELS[CATEGORY], choices=listed, widget=widget, error_messages=MISSING)


def _named(name: str, hint: str) -> str:
    return format_html("{}<small>{}</small>", name, hint) if hint else name


def _yes_or_no(name: str) -> forms.ChoiceField:
    yes, no = CHOICES[name]
    return forms.ChoiceField(
        label=LABELS[name],
        help_text=HELP.get(name, ""),
        choices=[(YES, yes), (NO, no), (UNSURE, pgettext_lazy("answer", "Not sure"))],
        widget=forms.RadioSelect,
        error_messages=MISSING,
    )
