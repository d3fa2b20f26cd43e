"""What a playbook asks about the case: a few questions to tap or answer in a few words, all of which may be left out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from complaints.answers import Answer
from complaints.facts import LONGEST, MOST, asked, key_of
from complaints.forms.fields import DayField, TextField, compact
from complaints.models import Complaint
from complaints.playbook_conditions import UNSURE, FactKind
from complaints.playbooks import Fact, get

_PROBLEMS: dict[str, Any] = {"invalid_choice": gettext_lazy("Please choose one of these.")}


class CountField(forms.IntegerField):
    """A whole number, also in full-width digits."""

    def to_python(self, value: Any) -> int | None:
        return super().to_python(compact(str(value)) if value is not None else "")


class FactsForm(forms.Form):
    """The questions that are due in the case as it is saved. `given()` is what the door for answers takes."""

    def __init__(self, data: Any = None, *, complaint: Complaint, now: datetime) -> None:
        self.now = now
        self.due = asked(get(complaint.kind), complaint.answers, safety=complaint.safety)
        initial = {fact.key: complaint.answers.get(key_of(fact)) for fact in self.due}
        super().__init__(data, prefix="fact", initial=initial)
        for fact in self.due:
            self.fields[fact.key] = _field(fact)

    def clean(self) -> dict[str, Any]:
        for fact in self.due:
            day = self.cleaned_data.get(fact.key) if fact.kind is FactKind.DAY and not fact.ahead else None
            if day and day > timezone.localdate(self.now):
                self.add_error(fact.key, ValidationError(_("This lies in the future. Please check the date.")))
        return self.cleaned_data

    def given(self) -> dict[str, Answer]:
        """What was answered, under the keys it is kept by; what the browser didn't send says nothing, not even no."""
        sent = [fact for fact in self.due if self.add_prefix(fact.key) in self.data]
        return {key_of(fact): _kept(self.cleaned_data[fact.key]) for fact in sent}

    def opened(self, complaint: Complaint) -> list[Fact]:
        """The further questions that the answers, now kept with `complaint`, have opened, and that nobody answered yet."""
        due = asked(get(complaint.kind), complaint.answers, safety=complaint.safety)
        return [
            fact for fact in due if fact.when and fact.key not in self.fields and not _answered(complaint.answers, fact)
        ]


def _answered(answers: Mapping[str, Any], fact: Fact) -> bool:
    return answers.get(key_of(fact)) not in (None, "")


def _kept(value: Any) -> str | None:
    if value is None or value == "":
        return None
    return str(value)  # days as 2026-11-20


def _field(fact: Fact) -> forms.Field:
    about: dict[str, Any] = {"label": str(fact.ask), "help_text": str(fact.why), "required": False}
    match fact.kind:
        case FactKind.TEXT:
            return TextField(limit=LONGEST, **about)
        case FactKind.DAY:
            return DayField(**about)
        case FactKind.NUMBER:
            widget = forms.TextInput(attrs={"inputmode": "numeric"})
            return CountField(min_value=0, max_value=MOST, widget=widget, **about)
    choices = [(option.key, str(option.words)) for option in fact.options]
    choices.append((UNSURE, pgettext("answer", "Not sure")))
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages=_PROBLEMS, **about)
