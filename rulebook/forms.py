"""What an admin fills in: a year's notice, a new version of an entry, the reason for sending one back."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _L

from law.notice import LONGEST_TEXT, BadNotice, decode
from rulebook.entries import COLUMNS, CONFIDENCE, UNITS, YES_NO
from rulebook.models import Subject

LARGEST_FILE = 200_000
LONGEST_NOTE = 400
LIMIT_UNITS = ("hour", "calendar_day", "working_day", "month", "year")
ROLLING_UNITS = ("calendar_day", "month", "year")


class SourceForm(forms.Form):
    """Where it was read, as every version needs to say."""

    source_url = forms.URLField(
        label=_L("Address of the source"), required=False, max_length=LONGEST_NOTE, assume_scheme="https"
    )
    note = forms.CharField(
        label=_L("What changed, and where it stands"), max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _L("Say where you read it; the second person checks it there.")},
    )  # fmt: skip
    use_required_attribute = False


class NoticeForm(SourceForm):
    """The State Council's text or a table, pasted or as a file; afterwards `cleaned_data["text"]` has either."""

    text = forms.CharField(
        label=_L("Text of the notice, or a table"), required=False, max_length=LONGEST_TEXT,
        help_text=_L("Paste the whole notice with or without its title, or lines such as 2027-01-01,off,元旦."),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )  # fmt: skip
    file = forms.FileField(label=_L("Or a file"), required=False, help_text=_L("Text or CSV, at most 200 KB."))
    field_order = ("text", "file", "source_url", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = False
        self.fields["note"].label = _L("Note")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        file = data.pop("file", None)
        if file and file.size > LARGEST_FILE:
            self.add_error("file", _("This file is too large for a year's holidays."))
        elif file:
            data["text"] = self._decoded(file.read())
        if not data.get("text") and not self.errors:
            self.add_error("text", _("Paste the notice or choose a file."))
        return data

    def _decoded(self, content: bytes) -> str:
        try:
            return decode(content)
        except BadNotice:
            self.add_error("file", _("The file isn't text that can be read. Save it as UTF-8 text."))
            return ""


class EntryForm(SourceForm):
    """A new version of an entry. Each field is a column of the packaged file, and `content()` the row to propose."""

    columns: tuple[str, ...] = ()

    def __init__(self, *args: Any, row: Mapping[str, str], **kwargs: Any) -> None:
        first = {column: row.get(column, "") for column in self.columns}
        first["confidence"] = first.get("confidence", "").partition(":")[0]
        super().__init__(*args, **({"initial": first} | kwargs))
        self.row = row
        self.order_fields([*self.columns, "source_url", "note"])
        for column in self.columns:
            self.fields[column].label = COLUMNS[column]

    def content(self) -> dict[str, str]:
        """The columns as texts; the words after "confirmed:" stay while the first word stays."""
        texts = {column: _text(self.cleaned_data.get(column)) for column in self.columns}
        old = self.row.get("confidence", "")
        if "confidence" in texts and old.partition(":")[0] == texts["confidence"]:
            texts["confidence"] = old
        return texts


def _day(*, required: bool = False) -> forms.DateField:
    return forms.DateField(required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def _confidence() -> forms.ChoiceField:
    return forms.ChoiceField(choices=list(CONFIDENCE.items()), widget=forms.RadioSelect)


def _line(longest: int, *, required: bool = True) -> forms.CharField:
    return forms.CharField(max_length=longest, required=required)


class RuleForm(EntryForm):
    """A time limit: how long, how counted, where it stands, when it applies, how sure we are."""

    columns = ("amount", "unit", "roll", "article", "effective_from", "effective_to", "confidence", "verified_on")
    amount = forms.IntegerField(min_value=1, max_value=10_000)
    unit = forms.ChoiceField(choices=[(unit, UNITS[unit]) for unit in LIMIT_UNITS])
    roll = forms.ChoiceField(
        choices=list(YES_NO.items()), widget=forms.RadioSelect,
        help_text=_L("Whether a last day that is a day off moves to the next working day."),
    )  # fmt: skip
    article = forms.CharField(
        max_length=120,
        help_text=_L("25(1) is a paragraph, 16[4] an item; several laws are separated by a semicolon, as before."),
    )
    effective_from, effective_to, verified_on = _day(), _day(), _day(required=True)
    confidence = _confidence()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        backward = self.row.get("direction") == "backward"
        if data.get("roll") == "yes" and (backward or data.get("unit") not in ROLLING_UNITS):
            self.add_error("roll", _("Only days, months and years counted forward move past days off."))
        start, end = data.get("effective_from"), data.get("effective_to")
        if start and end and end < start:
            self.add_error("effective_to", _("It would end before it begins."))
        return data


class PhoneForm(EntryForm):
    """A phone number and who published it."""

    columns = ("number", "name_zh", "name_en", "source_zh", "source_en", "confidence", "verified_on")
    number = forms.RegexField(
        r"^\+?[0-9][0-9-]{2,19}$", error_messages={"invalid": _L("Digits and hyphens only, such as 021-12345678.")}
    )
    name_zh, name_en, source_zh, source_en = _line(60), _line(120), _line(120), _line(200)
    confidence = _confidence()
    verified_on = _day(required=True)


class ChannelForm(EntryForm):
    """What a form of a platform or an authority takes."""

    columns = ("min_chars", "max_chars", "attachments", "attachment_mb", "types", "confidence", "verified_on",
               "note_zh", "note_en")  # fmt: skip
    min_chars = forms.IntegerField(min_value=1, max_value=100_000)
    max_chars = forms.IntegerField(min_value=1, max_value=100_000)
    attachments = forms.IntegerField(min_value=0, max_value=1000, required=False)
    attachment_mb = forms.IntegerField(min_value=0, max_value=10_000, required=False)
    types = forms.RegexField(
        r"^[A-Za-z0-9]+( [A-Za-z0-9]+)*$", required=False, max_length=120,
        help_text=_L("Endings of files with a space between, such as JPG PNG PDF."),
    )  # fmt: skip
    confidence = _confidence()
    verified_on = _day(required=True)
    note_zh, note_en = _line(200), _line(300)

    def clean_types(self) -> str:
        """As the table keeps them: in small letters."""
        return str(self.cleaned_data["types"]).lower()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("max_chars") and data.get("min_chars", 0) > data["max_chars"]:
            self.add_error("max_chars", _("The most can't be less than the fewest."))
        return data


class FigureForm(EntryForm):
    """An amount or a time; what it is counted in stays."""

    columns = ("value", "verified_on")
    value = forms.DecimalField(min_value=0, max_digits=10, decimal_places=2)
    verified_on = _day(required=True)


FORMS: dict[str, type[EntryForm]] = {
    Subject.RULE: RuleForm,
    Subject.PHONE: PhoneForm,
    Subject.CHANNEL: ChannelForm,
    Subject.FIGURE: FigureForm,
}


class ReturnForm(forms.Form):
    """Why a draft is sent back; whoever takes back her `own` needn't say it."""

    reason = forms.CharField(
        label=_L("What should be changed"), max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _L("Say what should be changed, so that it can be.")},
    )  # fmt: skip
    use_required_attribute = False

    def __init__(self, *args: Any, own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = not own


def _text(value: Any) -> str:
    """A cell of the file: ISO days, plain numbers, empty for nothing."""
    return "" if value is None else str(value)
