"""The rules as data: complete, sourced, in force when they say so, cited as a lawyer would."""

import re
from dataclasses import replace
from datetime import date, datetime

import pytest

import law
from law import BadRules, Law, Rule, UnknownRule
from law.citations import cite_en, cite_zh

LAW = law.load()
each_rule = pytest.mark.parametrize("rule", LAW.rules.values(), ids=LAW.rules.keys())


def test_there_are_seventy_six() -> None:
    assert len(LAW.rules) == 76


@each_rule
def test_every_rule_has_a_source_words_in_both_languages_and_a_confidence(rule: Rule) -> None:
    words = (rule.source_law, rule.source_law_en, rule.article, rule.confidence, rule.name_zh, rule.name_en)
    assert all(words)
    assert rule.trigger_zh
    assert rule.trigger_en
    assert bool(rule.consequence) == bool(rule.consequence_zh)
    assert rule.confidence.startswith(("confirmed", "uncertain"))


@each_rule
def test_every_confirmed_rule_but_one_says_since_when(rule: Rule) -> None:
    assert rule.effective_from or not rule.confirmed or rule.id == "ODR_SETTLE_10WD"


@each_rule
def test_every_rule_is_cited_without_its_raw_notation(rule: Rule) -> None:
    assert "[" not in rule.citation_zh + rule.citation_en
    assert ";" not in rule.citation_zh
    assert "retrieved" not in rule.citation_zh + rule.citation_en


def test_uncertain_rules_are_the_platform_s_own() -> None:
    assert {rule.id for rule in LAW.rules.values() if not rule.confirmed} == {
        "XHS_SHIP_48H",
        "XHS_SELLER_AUDIT_48H",
        "XHS_BUYER_SHIP_BACK_7D",
        "XHS_SELLER_RECEIVE_48H",
        "XHS_APPLY_PLATFORM_7D",
        "XHS_EVIDENCE_48H",
        "XHS_RULING_7WD",
    }


@pytest.mark.parametrize(
    ("family", "on", "expected"),
    [
        ("MEDIATION_END", date(2024, 6, 30), "SAMR20_MEDIATE_45WD"),
        ("MEDIATION_END", date(2024, 7, 1), "REG46_MEDIATE_60D"),
        ("MEDIATION_END", date(2026, 4, 14), "REG46_MEDIATE_60D"),
        ("MEDIATION_END", date(2026, 4, 15), "SAMR121_MEDIATE_60D"),
        ("COMPLAINT_HANDLE_STATUTE", date(2024, 6, 30), "CPL46_HANDLE_7WD"),
        ("COMPLAINT_HANDLE_STATUTE", date(2024, 7, 1), "REG46_HANDLE_7WD"),
        ("COMPLAINT_ACCEPT", date(2026, 4, 14), "SAMR20_ACCEPT_7WD"),
        ("COMPLAINT_ACCEPT", date(2026, 4, 15), "SAMR121_ACCEPT_7WD"),
        ("MEDIATION_NOTICE", date(2026, 4, 14), "SAMR20_TERM_NOTICE_7WD"),
        ("MEDIATION_NOTICE", date(2026, 4, 15), "SAMR121_TERM_NOTICE_7WD"),
        ("COMPLAINT_LIMIT", date(2026, 4, 14), "SAMR20_LIMIT_3Y"),
        ("COMPLAINT_LIMIT", date(2026, 4, 15), "SAMR121_LIMIT_3Y"),
        ("XHS_SHIP_48H", date(2026, 4, 15), "XHS_SHIP_48H"),
    ],
)
def test_the_version_in_force_is_chosen(family: str, on: date, expected: str) -> None:
    assert LAW.rule_for(family, on=on).id == expected


def test_the_day_of_a_moment_is_the_day_in_china() -> None:
    utc_evening_before = datetime.fromisoformat("2026-04-14T16:00:00+00:00")
    assert LAW.rule_for("COMPLAINT_ACCEPT", on=utc_evening_before).id == "SAMR121_ACCEPT_7WD"


def test_a_moment_without_a_zone_is_taken_for_one_in_china() -> None:
    assert LAW.rule_for("COMPLAINT_ACCEPT", on=datetime(2026, 4, 14, 23, 59)).id == "SAMR20_ACCEPT_7WD"
    assert LAW.rule_for("COMPLAINT_ACCEPT", on=datetime(2026, 4, 15, 0, 0)).id == "SAMR121_ACCEPT_7WD"


def test_a_duty_that_was_abolished_has_no_version_after() -> None:
    assert LAW.rule_for("SAMR20_REPORT_NOTICE_5WD", on=date(2026, 4, 14))
    with pytest.raises(UnknownRule, match="in force on 2026-04-15"):
        LAW.rule_for("SAMR20_REPORT_NOTICE_5WD", on=date(2026, 4, 15))


def test_unknown_names_are_refused() -> None:
    with pytest.raises(UnknownRule, match="'NO_SUCH'"):
        LAW.rule("NO_SUCH")
    with pytest.raises(UnknownRule, match="'NO_SUCH'"):
        LAW.rule_for("NO_SUCH", on=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("source", "article", "zh", "en"),
    [
        ("消费者权益保护法", "25(1)", "《消费者权益保护法》第25条第1款", "消费者权益保护法, art. 25(1)"),
        ("甲法", "16[4]; 45", "《甲法》第16条第4项、第45条", "甲法, arts. 16 item 4, 45"),
        ("甲法", "21(1)(5)", "《甲法》第21条第1款第5项", "甲法, art. 21(1) item 5"),
        (
            "甲法; 乙法",
            "26; 15, 25(3)",
            "《甲法》第26条、《乙法》第15条、第25条第3款",
            "甲法, art. 26; 乙法, arts. 15, 25(3)",
        ),
        ("甲法", "24(1)-(2)", "《甲法》第24条第1款至第2款", "甲法, art. 24(1)–(2)"),
        ("甲法", "CPL 25(1)", "《甲法》第25条第1款", "甲法, art. 25(1)"),
        ("甲法", "28 (2019 numbering)", "《甲法》第28条（2019年条号）", "甲法, art. 28 (2019 numbering)"),
        ("甲规则", "platform rule", "甲规则（平台规则）", "甲规则 (platform rule)"),
        ("甲规则", "not retrieved", "平台未公布", "not published by the platform"),
        ("甲法", "7; 8(1); 9", "《甲法》第7条、第8条第1款、第9条", "甲法, arts. 7, 8(1), 9"),
        ("甲法; 乙法", "annex", "《甲法》《乙法》（annex）", "甲法; 乙法 (annex)"),
    ],
)
def test_an_article_is_cited_however_it_was_noted(source: str, article: str, zh: str, en: str) -> None:
    assert cite_zh(source, article) == zh
    assert cite_en(source, article) == en


def test_the_version_names_the_content() -> None:
    rules = list(LAW.rules.values())
    assert Law(reversed(rules), LAW.calendar).version == LAW.version
    assert Law([replace(rules[0], amount=8), *rules[1:]], LAW.calendar).version != LAW.version
    assert re.fullmatch(r"[0-9a-f]{12}", LAW.version)


def test_two_rules_with_one_id_are_refused() -> None:
    rule = LAW.rule("CPL25_RETURN_7D")
    with pytest.raises(BadRules, match=r"^Two rules share one id\.$"):
        Law([rule, rule], LAW.calendar)


def test_loading_twice_gives_the_same_law() -> None:
    assert law.load() is law.load()
