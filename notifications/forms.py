"""A new way to be reached: what was pasted, read into an address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.addresses import BadAddress, read
from notifications.status import ROBOTS, Channel

HELP = {
    Channel.WECOM: _("In the group: ⋯ → group robots → add, then copy the webhook address."),
    Channel.DINGTALK: _("In the group: settings → robots → custom. Choose signing and enter its secret here as well."),
    Channel.FEISHU: _("In the group: settings → bots → custom bot, then copy the webhook address."),
    Channel.SERVERCHAN: _("Sign in at sct.ftqq.com with WeChat and copy the SendKey; messages then arrive in WeChat."),
    Channel.BARK: _("Install Bark from the App Store and copy the address on its first page."),
    Channel.PUSHDEER: _("Open PushDeer, make a key, and copy it."),
    Channel.WEBHOOK: _("An https address that takes JSON with title and message."),
}


class RouteForm(forms.Form):
    """Which app, its address, a name; `cleaned_data["read"]` is the Address."""

    channel = forms.ChoiceField(label=_("App"), choices=[(channel.value, channel.label) for channel in ROBOTS])
    address = forms.CharField(
        label=_("Its address or key"), max_length=600,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url", "spellcheck": "false"}),
        help_text=_("Whoever has it can write there, so we keep it encrypted and never show it again."),
    )  # fmt: skip
    secret = forms.CharField(
        label=_("Signing secret (DingTalk only)"), max_length=128, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    name = forms.CharField(label=_("What you call it"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "channel" in data and data.get("address"):
            try:
                data["read"] = read(data["channel"], data["address"], data.get("secret", ""))
            except BadAddress as error:
                self.add_error("address", str(error))
        return data
