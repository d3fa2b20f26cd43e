"""Playbooks: all eight are whole, and say what the pages and letters rely on."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from accounts.models import User
from complaints import playbooks
from complaints.playbook_conditions import FactKind
from complaints.playbook_schema import UNFIT
from complaints.playbooks import When, holds
from complaints.status import ClaimKind, Kind
from tests.cases import do, draft


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the playbooks that a test may spoil."""
    return Path(shutil.copytree(settings.PLAYBOOKS, tmp_path / "playbooks"))


def test_every_kind_has_a_whole_playbook() -> None:
    assert playbooks.faults() == []
    assert [book.name for book in playbooks.everyone()] == list(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_every_playbook_asks_for_the_order_and_the_chat(kind: Kind) -> None:
    assert {"order", "chat"} <= {slot.key for slot in playbooks.get(kind).required}


@pytest.mark.parametrize("kind", Kind)
def test_the_last_stage_asks_for_licence_ruling_and_payment(kind: Kind) -> None:
    last = playbooks.get(kind).needed(stage=3, claims=(), told={"safety": "no"})
    assert {"licence", "ruling", "payment"} <= {slot for one in last for slot in one.accepts[0]}


@pytest.mark.parametrize("kind", Kind)
def test_what_may_vanish_comes_first(kind: Kind) -> None:
    assert playbooks.get(kind).slots[0].perishable


@pytest.mark.parametrize("kind", Kind)
def test_it_asks_a_few_questions_and_some_only_after_others(kind: Kind) -> None:
    facts = playbooks.get(kind).facts
    assert 3 <= len(facts) <= 7
    assert any(fact.when for fact in facts)


@pytest.mark.parametrize("kind", Kind)
def test_it_names_what_may_go_wrong(kind: Kind) -> None:
    assert len(playbooks.get(kind).risks) >= 4


@pytest.mark.parametrize("kind", Kind)
def test_each_channel_has_its_sentence(kind: Kind) -> None:
    texts = playbooks.get(kind).texts
    assert set(texts) == set(UNFIT)
    for text in texts.values():
        assert "面霜" in text.format(goods="面霜", shop="小鹿的护肤铺", placed="2026年10月28日")


@pytest.mark.parametrize("kind", Kind)
def test_compensation_needs_more_than_a_refund(kind: Kind) -> None:
    book = playbooks.get(kind)
    for stage in (1, 2, 3):
        plain = book.needed(stage=stage, claims=(ClaimKind.REFUND_ONLY,), told={})
        more = book.needed(stage=stage, claims=(ClaimKind.REFUND_ONLY, ClaimKind.COMPENSATION), told={})
        assert set(plain) < set(more)


@pytest.mark.parametrize("kind", Kind)
def test_each_stage_needs_more_than_the_one_before(kind: Kind) -> None:
    first, second, third = (set(playbooks.get(kind).needed(stage=n, claims=(), told={})) for n in (1, 2, 3))
    assert first < second < third


def test_no_ruling_is_asked_for_where_somebody_was_hurt() -> None:
    book = playbooks.get(Kind.QUALITY)
    asked = {one.key for one in book.needed(stage=3, claims=(), told={"safety": "yes"})}
    assert "unsolved" not in asked


def test_a_risk_is_named_only_where_it_applies() -> None:
    book = playbooks.get(Kind.COUNTERFEIT)
    cheap = set(book.dangers({"cheap": "yes"})) - set(book.dangers({"cheap": "no"}))
    assert [risk.says.zh[:8] for risk in cheap] == ["价格远低于官方价"]


def test_several_conditions_must_all_hold() -> None:
    both = (When("used", ("yes",)), When("fault", ("smell", "flaw")))
    assert holds(both, {"used": "yes", "fault": "flaw"})
    assert not holds(both, {"used": "yes"})
    assert holds((), {})


def test_a_plain_text_after_yes_or_no_is_told_after_yes() -> None:
    facts = {fact.key: fact for fact in playbooks.get(Kind.QUALITY).facts}
    assert facts["kept"].kind is FactKind.YES_NO
    assert list(facts["kept"].letters) == ["yes"]
    assert list(facts["part"].letters) == [""]


def test_words_follow_the_language_of_the_page() -> None:
    slot = playbooks.get(Kind.NOT_AS_DESCRIBED).slots[0]
    with translation.override("zh-hans"):
        assert slot.label == "宣传截图"
    with translation.override("en"):
        assert slot.label == "Advert"


def test_the_default_claim_is_the_first() -> None:
    assert playbooks.get(Kind.SHIPPING).default_claim == ClaimKind.SHIP


def test_a_broken_file_stops_the_start(folder: Path, settings: Settings) -> None:
    (folder / "quality.toml").unlink()
    settings.PLAYBOOKS = folder
    assert [message.id for message in run_checks() if message.id == "juli.E101"] == ["juli.E101"]


def test_a_ninth_type_is_one_more_file(folder: Path, settings: Settings, client: Client, alice: User) -> None:
    settings.PLAYBOOKS = folder
    (folder / "top_up.toml").write_text(example(), encoding="utf-8")
    client.force_login(alice)
    case = draft(alice, "top_up", claims={ClaimKind.REFUND_ONLY: None})
    do(case, "open", alice)
    for page in (
        "",
        "edit/story/",
        "edit/details/",
        "edit/claims/",
        "evidence/",
        "evidence/add/",
        "do/contact_seller/",
    ):
        assert client.get(f"/c/{case.public_code}/{page}").status_code == 200, page
    assert "充值不到账" in client.get(f"/c/{case.public_code}/").content.decode()
    assert 'value="top_up"' in client.get("/new/").content.decode()


def test_a_type_without_a_file_is_refused(alice: User) -> None:
    with pytest.raises(ValueError, match="weather"):
        draft(alice, "weather")


def example() -> str:
    """The playbook that stands in the documents."""
    page = (Path(__file__).parents[2] / "docs" / "playbooks.md").read_text(encoding="utf-8")
    return page.split("```toml\n", 1)[1].split("```", 1)[0]


def test_the_example_in_the_documents_is_whole(folder: Path) -> None:
    (folder / "top_up.toml").write_text(example(), encoding="utf-8")
    assert playbooks.faults(folder) == []
