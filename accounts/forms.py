"""What people tell us about themselves: a name at sign-up, later their language, time zone and quiet hours."""

from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accounts.models import User

# Generic for the type checker only: Django's own classes can't be subscripted at run time.
if TYPE_CHECKING:
    UserModelForm = forms.ModelForm[User]
else:
    UserModelForm = forms.ModelForm

ZONES = (
    ("Asia/Shanghai", _("Beijing time (mainland China)")),
    ("Asia/Hong_Kong", _("Hong Kong")),
    ("Asia/Macau", _("Macau")),
    ("Asia/Taipei", _("Taipei")),
    ("Asia/Singapore", _("Singapore")),
    ("Asia/Kuala_Lumpur", _("Kuala Lumpur")),
    ("Asia/Bangkok", _("Bangkok")),
    ("Asia/Tokyo", _("Tokyo")),
    ("Asia/Seoul", _("Seoul")),
    ("Asia/Dubai", _("Dubai")),
    ("Europe/London", _("London")),
    ("Europe/Paris", _("Paris")),
    ("Europe/Berlin", _("Berlin")),
    ("Europe/Moscow", _("Moscow")),
    ("America/New_York", _("New York, Toronto")),
    ("America/Chicago", _("Chicago")),
    ("America/Los_Angeles", _("Los Angeles, Vancouver")),
    ("Australia/Sydney", _("Sydney")),
    ("Pacific/Auckland", _("Auckland")),
)


class SignupNameForm(forms.Form):
    """The fields that allauth's sign-up form takes over from us; the role is none of them, and never will be."""

    field_order = ("name", "email", "password1")

    name = forms.CharField(
        label=_("What may we call you?"),
        max_length=60,
        help_text=_("A first name or nickname is enough. Helpers whom you let into a case see it."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """The hook that allauth demands; the adapter has already stored the name with the person."""


class SettingsForm(UserModelForm):
    """Name, language, time zone and the hours in which no reminder is sent."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=[(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES],
        help_text=_("For mails and reminders. If you choose another one here, the pages change with it."),
    )

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Dates and times are shown in it. Legal deadlines always count in Beijing time."),
    )

    class Meta:
        model = User
        fields = ("name", "language", "time_zone", "quiet_from", "quiet_to", "last_day_alarm", "daily_digest")
        labels: ClassVar[dict[str, Any]] = {
            "name": _("Name"),
            "quiet_from": _("Quiet from"),
            "quiet_to": _("Quiet until"),
            "last_day_alarm": _("On a last day, tell me all the same"),
            "daily_digest": _("One summary a day"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "last_day_alarm": _(
                "A reminder of something that ends today then comes at nine or earlier, quiet hours or not."
            ),
            "daily_digest": _(
                "What is due in the cases entrusted to you comes in one message a morning; single reminders only show "
                "under Reminders."
            ),
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "name": forms.TextInput(attrs={"autocomplete": "nickname"}),
            "quiet_from": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "quiet_to": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        if not self.instance.is_helper:
            del self.fields["daily_digest"]
        zone = self.fields["time_zone"]
        if isinstance(zone, forms.ChoiceField):
            zone.choices = zones_with(self.instance.time_zone)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        begin, end = data.get("quiet_from"), data.get("quiet_to")
        if begin is not None and begin == end:
            self.add_error("quiet_to", _("Beginning and end are the same. Please choose an end that differs."))
        return data


def zones_with(own: str) -> list[tuple[str, Any]]:
    """The common zones, Beijing time first, and `own` (an IANA name) as well when it is a real but rarer one."""
    rare = own in available_timezones() and own not in dict(ZONES)
    return [*ZONES, *([(own, own)] if rare else [])]
