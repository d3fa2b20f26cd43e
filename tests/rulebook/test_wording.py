"""Sentences take their numbers from the rulebook, each by its id."""

import pytest
from django.template import Context, Template
from django.utils import translation

from law import UnknownRule
from rulebook.wording import QUANTITIES, quantified


@pytest.mark.parametrize(
    ("source_id", "words"),
    [
        ("COMPLAINT_ACCEPT", "7 working days"),
        ("SAMR20_MEDIATE_45WD", "45 working days"),
        ("MEDIATION_END", "60 days"),
        ("XHS_SHIP_48H", "48 hours"),
        ("ALL46_SUIT_6M", "6 months"),
        ("CPL23_BURDEN_6M", "6 months"),
        ("CC152_RESCIND_1Y", "1 year"),
        ("REVIEW_ABOVE", "¥5,000"),
        ("REOPEN_WITHIN", "30 days"),
    ],
)
def test_a_limit_or_figure_is_said_with_its_unit(source_id: str, words: str) -> None:
    with translation.override("en"):
        assert QUANTITIES[source_id] == words


def test_a_sentence_takes_its_number_by_id() -> None:
    with translation.override("en"):
        assert quantified("within %(COMPLAINT_ACCEPT)s") == "within 7 working days"
    assert quantified("nothing to take") == "nothing to take"


def test_an_id_that_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownRule, match="NO_SUCH"):
        quantified("within %(NO_SUCH)s")


def test_every_quantity_can_be_said() -> None:
    assert all(QUANTITIES.values())
    assert len(QUANTITIES) == len(list(QUANTITIES))


def rendered(text: str) -> str:
    return Template("{% load law_tags %}" + text).render(Context())


def test_an_article_leads_to_its_page_and_carries_its_id() -> None:
    with translation.override("zh-hans"):
        html = rendered('{% cite "D121_15" %}')
    assert html == (
        '<a class="cite" href="/rules/D121_15/" data-rule="D121_15">《市场监督管理投诉举报处理办法》第15条</a>'
    )


def test_limits_figures_and_phones_carry_their_ids() -> None:
    with translation.override("en"):
        html = rendered('{% limit "COMPLAINT_ACCEPT" %}{% figure "REVIEW_ABOVE" %}{% phone "TEL_XHS" %}')
    assert 'data-rule="SAMR121_ACCEPT_7WD">7 working days</a>' in html
    assert '<span class="num" data-rule="REVIEW_ABOVE">¥5,000</span>' in html
    assert '<a class="num" href="tel:95013888" data-rule="TEL_XHS">9501-3888</a>' in html
