"""allauth's forms in our words: calm labels, one password field, number keys for codes.

They live apart from `accounts.forms`, because allauth imports that module while it builds its own sign-up form.
"""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

PASSWORD_RULE = _("At least 8 characters; not only digits, not a common password, not like your e-mail address.")


Words = dict[str, Any]


def reword(form: forms.BaseForm, labels: Words, helps: Words) -> None:
    """Give the form's fields our labels and help by name, and no placeholders, which would only repeat the label."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(name, field.label)
        field.help_text = helps.get(name, field.help_text)


class Reworded(forms.Form):
    """An allauth form with our words, and without the fields that nobody needs to fill in."""

    labels: ClassVar[Words] = {}
    helps: ClassVar[Words] = {}
    dropped: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.dropped:
            self.fields.pop(name, None)
        reword(self, self.labels, self.helps)


class NumericCode(Reworded):
    """A code that a person copies from a mail or an app: number keys on a phone, offered by the system when it can."""

    labels: ClassVar[Words] = {"code": _("Code of 6 digits")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


class SignUpForm(account.SignupForm):
    """Name, address, one password."""

    labels: ClassVar[Words] = {"email": _("E-mail"), "password1": _("Password")}
    helps: ClassVar[Words] = {
        "email": _(
            "For codes, security notices and your reminders, nothing else. Sellers and platforms don't get it from us."
        ),
        "password1": PASSWORD_RULE,
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, self.labels, self.helps)


class SignInForm(Reworded, account.LoginForm):
    """The way in."""

    labels: ClassVar[Words] = {"login": _("E-mail"), "password": _("Password")}
    # The way to a new password stands below the button, where the Tab key comes last.
    helps: ClassVar[Words] = {"password": ""}


class NewAddressForm(Reworded, account.AddEmailForm):
    """A change of address."""

    labels: ClassVar[Words] = {"email": _("New e-mail address")}
    helps: ClassVar[Words] = {"email": _("Your address changes once you have entered the code we send.")}


class OtherAddressForm(Reworded, account.ChangeEmailForm):
    """A slip of the pen at sign-up, mended before the code is entered."""

    labels: ClassVar[Words] = {"email": _("The right e-mail address")}


class ChangePasswordForm(Reworded, account.ChangePasswordForm):
    """A new password for somebody who knows the old one."""

    labels: ClassVar[Words] = {"oldpassword": _("Current password"), "password1": _("New password")}
    # The way to a forgotten one stands below the button here, too.
    helps: ClassVar[Words] = {"oldpassword": "", "password1": PASSWORD_RULE}
    dropped = ("password2",)


class FirstPasswordForm(Reworded, account.SetPasswordForm):
    """A password for an account that has none."""

    labels: ClassVar[Words] = {"password1": _("New password")}
    helps: ClassVar[Words] = {"password1": PASSWORD_RULE}
    dropped = ("password2",)


class ResetForm(Reworded, account.ResetPasswordForm):
    """Where to send the code."""

    labels: ClassVar[Words] = {"email": _("E-mail")}


class ResetPasswordForm(Reworded, account.ResetPasswordKeyForm):
    """The new password after the code."""

    labels: ClassVar[Words] = {"password1": _("New password")}
    helps: ClassVar[Words] = {"password1": PASSWORD_RULE}
    dropped = ("password2",)


class ConfirmPasswordForm(Reworded, account.ReauthenticateForm):
    """The password once more, before something important."""

    labels: ClassVar[Words] = {"password": _("Password")}
    helps: ClassVar[Words] = {"password": ""}


class AddressCodeForm(NumericCode, account.ConfirmEmailVerificationCodeForm):
    """The code that proves an address."""


class ResetCodeForm(NumericCode, account.ConfirmPasswordResetCodeForm):
    """The code that opens the way to a new password."""


class EnrolForm(NumericCode, ActivateTOTPForm):
    """The first code of an authenticator app."""

    labels: ClassVar[Words] = {"code": _("The 6 digits that the app shows now")}


class SecondStepForm(Reworded, second_step.AuthenticateForm):
    """The second step of signing in."""

    labels: ClassVar[Words] = {"code": _("6 digits from the app, or a recovery code")}


class ConfirmSecondStepForm(Reworded, second_step.ReauthenticateForm):
    """The app's code once more, before something important."""

    labels: ClassVar[Words] = {"code": _("6 digits from the app, or a recovery code")}
