"""The admin's two decisions on a filing."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_REASON = 400


class ApproveForm(forms.Form):
    """Approve as it is; `version` and `key` make an older page and a second click harmless."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)


class ReturnForm(ApproveForm):
    """Return it with the reason, without which it couldn't be mended."""

    reason = forms.CharField(
        label=_("What should be changed"),
        max_length=LONGEST_REASON,
        error_messages={"required": _("Say what should be changed, so that it can be.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    use_required_attribute = False
