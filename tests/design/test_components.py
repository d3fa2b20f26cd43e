"""Includes and the form pack put out what docs/ui.md promises."""

from decimal import Decimal

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string


class Purchase(forms.Form):
    number = forms.CharField(help_text="Starts with P")
    paid = forms.DecimalField(widget=forms.NumberInput(attrs={"class": "input-money"}))
    kind = forms.ChoiceField(choices=[("a", "Not as described"), ("b", "Broken")], widget=forms.RadioSelect)
    claims = forms.MultipleChoiceField(choices=[("x", "Refund")], widget=forms.CheckboxSelectMultiple)
    shot = forms.FileField(required=False)
    true = forms.BooleanField()
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        raise forms.ValidationError("Received before ordered.")


def filled() -> str:
    form = Purchase({"number": "", "paid": "268.00", "kind": "b", "claims": ["x"], "key": "k"})
    return Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": form}))


def test_error_stands_beside_its_field() -> None:
    html = filled()
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_number_helptext id_number_error"' in html
    assert 'id="id_number_helptext"' in html
    assert 'id="id_number_error"' in html


def test_what_concerns_the_whole_form_stands_on_top() -> None:
    html = filled()
    assert html.index("Received before ordered.") < html.index("id_number")


def test_money_keeps_its_value_and_sign() -> None:
    assert 'value="268.00"' in filled()
    assert '<span class="affix" aria-hidden="true">¥</span>' in filled()


def test_choices_become_chips_and_stay_chosen() -> None:
    html = filled()
    assert 'type="radio" name="kind" value="b" id="id_kind_1" checked' in html
    assert 'type="checkbox" name="claims" value="x" id="id_claims_0" checked' in html
    assert html.count('class="choice"') == 3


def test_one_tick_has_its_words_in_the_label() -> None:
    assert '<label class="tick" for="id_true">' in filled()


def test_file_field_is_our_own_input() -> None:
    assert '<input class="input" type="file" name="shot" id="id_shot"' in filled()


def test_layout_renders_rows_and_buttons() -> None:
    helper = FormHelper()
    helper.layout = Layout(Fieldset("Order", Row("number", "paid")), "kind")
    helper.add_input(Submit("save", "Save"))
    html = render_crispy_form(Purchase(), helper)
    assert '<div class="grid-2' in html.replace("\n", "")
    assert "<legend>Order</legend>" in html
    assert 'class="btn btn-primary' in html


def test_rail_says_its_state_in_more_than_colour() -> None:
    stations = [{"name": "Seller", "note": "", "state": "done"}, {"name": "Platform", "note": "", "state": "now"}]
    html = render_to_string("components/rail.html", {"stations": stations})
    assert "sr-only" in html
    assert 'aria-current="step"' in html
    assert ">2</span>" in html


def test_missing_slot_tells_what_to_photograph() -> None:
    html = render_to_string(
        "components/slot.html", {"name": "Label", "missing": True, "href": "/a/", "hint": "Lay it flat"}
    )
    assert "slot-missing" in html
    assert "Lay it flat" in html


def test_copy_field_counts_and_escapes() -> None:
    html = render_to_string("components/copyfield.html", {"id": "c", "label": "Text", "text": "<b>你好", "limit": 400})
    assert "<span data-count>5</span> / 400" in html
    assert "&lt;b&gt;你好" in html


def test_upload_names_its_limits_before_choosing() -> None:
    html = render_to_string(
        "components/upload.html", {"action": "/up/", "max_bytes": 10 * 1024 * 1024, "max_files": 50}
    )
    assert 'data-max-bytes="10485760"' in html
    assert "10.0" in html


def test_deadline_without_date_shows_a_dash() -> None:
    html = render_to_string("components/deadline.html", {"chip": "Later", "name": "Platform", "amount": Decimal(1)})
    assert ">—<" in html


def test_server_error_page_needs_no_request() -> None:
    for page in ("500.html", "400.html", "403_csrf.html"):
        assert "<h1>" in render_to_string(page)
