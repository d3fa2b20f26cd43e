"""The rulebook as anybody reads it, without signing in."""

import html
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

import law
from accounts.models import User
from law import Rule
from rulebook.views.reading import STAGES, other_versions, sheet

LAW = law.load()
TODAY = date(2026, 11, 25)


def page(client: Client, url: str) -> str:
    client.cookies["django_language"] = "en"
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def source(client: Client, source_id: str) -> str:
    return page(client, reverse("rulebook:source", args=(source_id,)))


def test_every_limit_is_listed_with_its_time_and_source(client: Client) -> None:
    text = page(client, reverse("rulebook:index"))
    assert all(f'data-rule="{rule_id}"' in text for rule_id in LAW.rules)
    assert all(reverse("rulebook:source", args=(rule_id,)) in text for rule_id in LAW.rules)
    assert "60 days" in text
    assert "since 2026-04-15" in text


@pytest.mark.parametrize("stage", STAGES)
def test_one_stage_alone(client: Client, stage: str) -> None:
    text = page(client, f"{reverse('rulebook:index')}?stage={stage}")
    shown = {rule.id for rule in LAW.rules.values() if f'data-rule="{rule.id}"' in text}
    assert shown == {rule.id for rule in LAW.rules.values() if rule.stage == stage} != set()


def test_every_rule_has_a_stage_of_the_page() -> None:
    assert {rule.stage for rule in LAW.rules.values()} == set(STAGES)


def test_a_stage_that_is_none_shows_all(client: Client) -> None:
    assert 'data-rule="CPL25_RETURN_7D"' in page(client, f"{reverse('rulebook:index')}?stage=<script>")


def test_phone_numbers_stand_with_their_source(client: Client) -> None:
    text = page(client, reverse("rulebook:index"))
    for phone in LAW.reference.phones.values():
        assert f'data-rule="{phone.id}"' in text
        assert phone.source.en in text


@pytest.mark.parametrize("source_id", [*LAW.rules, *LAW.reference.norms])
def test_every_source_has_its_page(db: None, source_id: str) -> None:
    found = sheet(LAW.source(source_id), LAW, TODAY)
    assert found.citation.zh and found.name.zh and found.name.en
    assert bool(found.amount) == isinstance(found.entry, Rule)


def test_a_limit_says_how_long_from_when_for_whom_and_what_then(client: Client) -> None:
    text = source(client, "SAMR121_ACCEPT_7WD")
    for words in ("7 working days", "receipt of the complaint", "The authority", "总局令第121号", "since 2026-04-15",
                  "checked on 2026-09-30", "make-up days", "Compared with the published text"):  # fmt: skip
        assert words in text, words


def test_a_limit_shows_the_other_versions_of_its_family(client: Client) -> None:
    text = source(client, "SAMR121_MEDIATE_60D")
    assert reverse("rulebook:source", args=("SAMR20_MEDIATE_45WD",)) in text
    assert "45 working days" in text
    assert "2020-01-01 – 2026-04-14" in text


def test_versions_come_newest_first() -> None:
    found = other_versions(LAW.rule("SAMR20_MEDIATE_45WD"), LAW.rules.values())
    assert [rule.id for rule in found] == ["SAMR121_MEDIATE_60D", "REG46_MEDIATE_60D"]


def test_a_version_of_the_past_says_that_it_is_not_in_force(client: Client) -> None:
    assert "Not in force today" in source(client, "SAMR20_ACCEPT_7WD")
    assert "Not in force today" not in source(client, "SAMR121_ACCEPT_7WD")


def test_an_unpublished_limit_says_so(client: Client) -> None:
    text = source(client, "XHS_RULING_7WD")
    assert "Not confirmed" in text
    assert "The countdown shown in the app comes first" in text
    assert "not checked yet" in text


def test_a_provision_says_what_it_says_and_no_time(client: Client) -> None:
    text = source(client, "D121_13")
    assert LAW.reference.norm("D121_13").gist.en in html.unescape(text)
    assert "art. 13" in text
    assert "How long" not in text


def test_what_was_not_read_for_too_long_is_marked() -> None:
    assert not sheet(LAW.source("D121_13"), LAW, TODAY).freshness.stale
    assert sheet(LAW.source("D121_13"), LAW, date(2027, 12, 1)).freshness.stale


def test_an_id_that_nobody_knows_is_not_found(client: Client) -> None:
    assert client.get(reverse("rulebook:source", args=("NO_SUCH",))).status_code == 404


def test_only_reading_is_answered(client: Client) -> None:
    assert client.post(reverse("rulebook:index")).status_code == 405


def test_the_signed_in_read_the_same(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert 'data-rule="CPL25_RETURN_7D"' in page(client, reverse("rulebook:index"))


@pytest.mark.parametrize("address", ["pages:help", "rulebook:index"])
def test_help_and_the_foot_of_every_page_lead_there(client: Client, address: str) -> None:
    assert f'href="{reverse("rulebook:index")}"' in page(client, reverse(address))


def test_chinese_words_come_from_the_law() -> None:
    with translation.override("zh-hans"):
        assert sheet(LAW.source("CPL25_RETURN_7D"), LAW, TODAY).name.spoken("zh-hans") == "七日无理由退货期"
