"""Fields that take what people really type: full-width digits, pasted labels, ¥, commas, stray blanks."""

import re
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MISSING: dict[str, Any] = {"required": _("Please fill this in.")}
MOST = Decimal("99999999.99")
EARLIEST = datetime(2013, 1, 1, tzinfo=UTC)  # the platform was founded in that year

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_PASTED_LABEL = re.compile(r"^(订单编号|订单号|运单号|快递单号|单号)[::]?")
_CURRENCY = re.compile(r"^(人民币|RMB|CNY|¥)|(元|块|圆|RMB|CNY)$", re.IGNORECASE)
_GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
_AMOUNT = re.compile(r"-?[0-9]+(\.[0-9]*)?")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{3,39}")


def visible(text: str) -> str:
    """`text` without characters nobody sees; line ends as one character each, so that lengths are what people count.

    The joiner inside emoji stays: without it a family falls apart.
    """
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def compact(text: str) -> str:
    """A number as its maker wrote it: half-width (NFKC), without blanks, unseen characters or a pasted label."""
    narrow = "".join(unicodedata.normalize("NFKC", visible(text)).split())
    return _PASTED_LABEL.sub("", narrow)


class TextField(forms.CharField):
    """One line or many. Too long is said, never cut: a browser's `maxlength` would silently drop the end of a paste."""

    default_error_messages = MISSING

    def __init__(self, *, limit: int, lines: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.lines = lines
        too_long = _("At most %(limit_value)d characters; these are %(show_value)d. Please shorten it a little.")
        self.validators.append(MaxLengthValidator(limit, message=too_long))

    def to_python(self, value: Any) -> str:
        text = visible(str(value)) if value is not None else ""
        return super().to_python(text if self.lines else " ".join(text.split())) or ""


class CodeField(forms.CharField):
    """An order or waybill number: letters and digits, however it was typed."""

    default_error_messages = MISSING

    def to_python(self, value: Any) -> str:
        return compact(str(value)).upper() if value is not None else ""

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not _CODE.fullmatch(value):
            raise ValidationError(_("A number has 4 to 40 letters and digits. Please compare it with the order page."))


class MoneyField(forms.Field):
    """An amount in CNY: takes "¥1,497.00", "1497元", "１４９７"."""

    default_error_messages = MISSING | {"invalid": _("Please write an amount like 1497.00.")}

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "input-money", "inputmode": "decimal"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        text = compact(str(value)) if value is not None else ""
        text = _CURRENCY.sub("", _CURRENCY.sub("", text.replace("\u2212", "-").replace("-¥", "¥-")))
        if not text:
            return None
        if _GROUPED.fullmatch(text):
            text = text.replace(",", "")
        if not _AMOUNT.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return self.within(Decimal(text))

    def within(self, amount: Decimal) -> Decimal:
        """`amount` in whole fen. Raises ValidationError below zero, above the column, or with parts of a fen."""
        if amount < 0:
            raise ValidationError(_("An amount can't be below zero."), code="negative")
        if amount > MOST:
            raise ValidationError(_("This amount is too large. Please check it."), code="large")
        if amount != round(amount, 2):
            raise ValidationError(_("At most two digits after the point."), code="fen")
        return abs(amount).quantize(Decimal("0.01"))  # "-0" is nothing, too

    def prepare_value(self, value: Any) -> Any:
        return f"{value:.2f}" if isinstance(value, Decimal) else value


class MomentField(forms.DateTimeField):
    """A date and time in the person's own zone; also "2026/11/12 21:08" or "2026年11月12日" where there's no picker."""

    default_error_messages = MISSING | {"invalid": _("Please write it like 2026-11-12 21:08.")}
    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "60"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, str):
            # Blanks become single ones first: on a long run of them the patterns below would take minutes.
            value = " ".join(unicodedata.normalize("NFKC", visible(value)).split())
            value = re.sub(r"\s*日\s*", " ", re.sub(r"[年月/.](?=\s*\d)", "-", value)).strip()
        moment = super().to_python(value)
        if moment is not None and moment < EARLIEST:
            raise ValidationError(_("This is very long ago. Please check the year."), code="early")
        return moment


class DayField(forms.DateField):
    """A day; also "2026/11/12" or "2026年11月12日" where there's no picker."""

    default_error_messages = MISSING | {"invalid": _("Please write it like 2026-11-12.")}
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            value = re.sub(r"[年月/.](?=\d)", "-", compact(value)).removesuffix("日")
        day = super().to_python(value)
        if day is not None and day < EARLIEST.date():
            raise ValidationError(_("This is very long ago. Please check the year."), code="early")
        return day


def same_minute(new: datetime | None, old: datetime | None) -> datetime | None:
    """`old` where the form, which shows minutes only, didn't change it; else `new`."""
    if new and old and timezone.localtime(old).replace(second=0, microsecond=0) == new:
        return old
    return new
