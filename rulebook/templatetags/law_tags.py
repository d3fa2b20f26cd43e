"""How templates say what comes from the law: an article, an amount, a phone number, each with the id it stands under."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from law import Words
from rulebook.snapshot import current_law
from rulebook.wording import QUANTITIES, limit_words, rule_named

register = template.Library()


def in_page_language(words: Words) -> str:
    """`words` in the language of the page."""
    return words.spoken(get_language() or "zh")


@register.filter
def said(words: Words | None) -> str:
    """A text of the law floor in the language of the page."""
    return in_page_language(words) if words else ""


@register.simple_tag
def cite(source_id: str) -> SafeString:
    """The article behind a rule or a provision, leading to the page that says it: 《…》第15条."""
    source = current_law().source(source_id)
    text = in_page_language(Words(source.citation_zh, source.citation_en))
    url = reverse("rulebook:source", args=(source_id,))
    return format_html('<a class="cite" href="{}" data-rule="{}">{}</a>', url, source_id, text)


@register.simple_tag
def figure(figure_id: str) -> SafeString:
    """A figure with its unit: ¥5,000 or 「30 天」."""
    return format_html('<span class="num" data-rule="{}">{}</span>', figure_id, QUANTITIES[figure_id])


@register.simple_tag
def limit(source_id: str) -> SafeString:
    """How long a limit runs, of a family the version in force today: 「7 个工作日」, leading to the rule's own page."""
    rule = rule_named(source_id)
    url = reverse("rulebook:source", args=(rule.id,))
    return format_html('<a class="cite" href="{}" data-rule="{}">{}</a>', url, rule.id, limit_words(rule))


@register.simple_tag
def phone(phone_id: str) -> SafeString:
    """A phone number to tap."""
    number = current_law().reference.phone(phone_id).number
    return format_html('<a class="num" href="tel:{}" data-rule="{}">{}</a>', number.replace("-", ""), phone_id, number)
