"""What people may say about a piece of evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evidence.checklist import slot_choices
from evidence.curation import Description
from evidence.models import Evidence
from evidence.validators import clean_name


class DescribeForm(forms.Form):
    """Name, slot, purpose of proof and source of one file; the file itself can't be changed."""

    name = forms.CharField(label=pgettext_lazy("evidence", "Name"), max_length=120)
    kind = forms.ChoiceField(label=_("What it shows"))
    proves = forms.CharField(
        label=_("What it proves"),
        max_length=200,
        required=False,
        help_text=_("One sentence, as it will stand in the list of evidence. Left empty, the usual one is used."),
    )
    source = forms.CharField(
        label=_("Where it comes from"),
        max_length=120,
        required=False,
        help_text=_("For example: screenshot from my phone, order page, or photo taken at home."),
    )

    def __init__(self, data: Any = None, *, evidence: Evidence) -> None:
        super().__init__(
            data,
            initial={
                "name": evidence.name,
                "kind": evidence.kind,
                "proves": evidence.proves,
                "source": evidence.source,
            },
        )
        choices = slot_choices(evidence.complaint)
        if evidence.kind not in dict(choices):
            self.initial["kind"] = choices[-1][0]
        kind = self.fields["kind"]
        if isinstance(kind, forms.ChoiceField):
            kind.choices = choices

    def clean_name(self) -> str:
        name = clean_name(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Give it a name that can be read."))
        return name

    def description(self) -> Description:
        """What was said, for the door `curation.describe`."""
        return Description(**{field: self.cleaned_data[field] for field in ("name", "kind", "proves", "source")})
