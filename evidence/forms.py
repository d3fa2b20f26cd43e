"""What people may say about a piece of evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.forms.fields import TextField
from evidence.checklist import slot_choices
from evidence.curation import Description
from evidence.filetypes import KNOWN
from evidence.models import Evidence
from evidence.validators import NAME_LENGTH, clean_name, fitting_name
from evidence.vault.errors import Rejected


class DescribeForm(forms.Form):
    """Name, slot, purpose of proof and source of one file; the file itself can't be changed."""

    name = TextField(label=pgettext_lazy("evidence", "Name"), limit=NAME_LENGTH)
    kind = forms.ChoiceField(label=_("What it shows"))
    proves = TextField(
        label=_("What it proves"),
        limit=200,
        required=False,
        help_text=_("One sentence, as it will stand in the list of evidence. Left empty, the usual one is used."),
    )
    source = TextField(
        label=_("Where it comes from"),
        limit=120,
        required=False,
        help_text=_("For example: screenshot from my phone, order page, or photo taken at home."),
    )

    def __init__(self, data: Any = None, *, evidence: Evidence) -> None:
        self.media_type = evidence.blob.media_type
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
        """The name with an ending that fits the content: a download without it, or with a false one, opens nowhere."""
        said = self.cleaned_data["name"]
        if "/" in said or "\\" in said:
            raise forms.ValidationError(_("A name can't contain “/” or “\\”, because the file is saved under it."))
        name = clean_name(said)
        if not name:
            raise forms.ValidationError(_("Give it a name that can be read."))
        try:
            return fitting_name(name, KNOWN[self.media_type])[0]
        except Rejected as refusal:
            raise forms.ValidationError(refusal.message) from refusal

    def description(self) -> Description:
        """What was said, for the door `curation.describe`."""
        return Description(**{field: self.cleaned_data[field] for field in ("name", "kind", "proves", "source")})
