"""“Can I return it?”: the page, what it keeps, who may answer, and the card that leads there."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from complaints import answers, filing, timeline
from complaints.access import OWN
from complaints.models import Complaint
from complaints.orders import record_order
from complaints.returning import FACTS as QUESTIONS
from complaints.returning import first_receipt, read
from complaints.status import Kind, Scope, Status
from complaints.views.case_page import case_context
from law import load
from law.eligibility import Verdict
from tests.complaints.conftest import FACTS, NOW, LetIn, reopen_as

pytestmark = pytest.mark.django_db
FINE = {
    "category": "cosmetics", "confirmed_at_purchase": "no", "one_time_seal_broken": "no", "damaged": "no",
}  # fmt: skip


def page_of(case: Complaint) -> str:
    return reverse("complaints:returning", args=[case.public_code])


def fresh(owner: User, kind: Kind = Kind.RETURN_REFUSED, *, days: int = 2) -> Complaint:
    """A draft about goods that came `days` ago."""
    now = timezone.now()
    came = now - timedelta(days=days)
    facts = replace(FACTS, order_no=f"P{days:08d}{kind.value[:4].upper()}", placed_at=came - timedelta(days=3))
    return filing.start_draft(owner, record_order(owner, replace(facts, received_at=came)), kind, now=now)


def text_of(client: Client, case: Complaint) -> str:
    page = client.get(page_of(case))
    assert page.status_code == 200
    return page.content.decode()


def answer(case: Complaint, actor: User, **given: str) -> None:
    kept = {("goods.category" if name == "category" else f"returning.{name}"): value for name, value in given.items()}
    answers.record(case, kept, actor=actor)


def fields_of(page: str) -> set[str]:
    return set(re.findall(r'type="radio" name="(\w+)"', page))


def test_it_asks_for_the_kind_of_goods_first(by_alice: Client, alice: User) -> None:
    assert fields_of(text_of(by_alice, fresh(alice))) == {"category"}


def test_it_then_asks_what_matters_for_that_kind(by_alice: Client, alice: User) -> None:
    case = fresh(alice)
    sent = by_alice.post(page_of(case), {"category": "cosmetics"})
    assert sent["Location"] == page_of(case)
    assert fields_of(text_of(by_alice, case)) == set(FINE)
    by_alice.post(page_of(case), FINE | {"category": "clothing"})
    page = text_of(by_alice, case)
    assert "tags_on" in fields_of(page)
    assert "one_time_seal_broken" not in fields_of(page)


def test_it_answers_with_reasons_articles_and_the_safe_date(by_alice: Client, alice: User) -> None:
    case = fresh(alice)
    by_alice.post(page_of(case), {"category": "cosmetics"})
    by_alice.post(page_of(case), FINE)
    case.refresh_from_db()
    assert case.answers == {
        "goods.category": "cosmetics", "returning.confirmed_at_purchase": "no", "returning.one_time_seal_broken": "no",
        "returning.damaged": "no",
    }  # fmt: skip
    page = text_of(by_alice, case)
    assert 'class="card tone-jade"' in page
    for source in ("CPL25_RETURN_7D", "REG_19_2", "RTN_9", "CPL_24"):
        assert f'data-rule="{source}"' in page
    assert "一次性密封包装" in page
    assert "退货地址、联系人和电话" in page


def test_no_answer_is_left_out_by_chance(by_alice: Client, alice: User) -> None:
    case = fresh(alice)
    by_alice.post(page_of(case), {"category": "cosmetics"})
    sent = by_alice.post(page_of(case), {"category": "cosmetics", "damaged": "yes"})
    assert sent.status_code == 200
    assert 'aria-invalid="true"' in sent.content.decode()
    case.refresh_from_db()
    assert case.answers == {"goods.category": "cosmetics"}


def test_not_sure_is_an_answer(by_alice: Client, alice: User) -> None:
    case = fresh(alice)
    by_alice.post(page_of(case), {"category": "cosmetics"})
    by_alice.post(page_of(case), FINE | {"one_time_seal_broken": "unsure"})
    case.refresh_from_db()
    assert case.answers["returning.one_time_seal_broken"] == "unsure"
    assert 'class="card tone-blue"' in text_of(by_alice, case)


@pytest.mark.parametrize(
    "given", [{"category": "gold"}, {"category": ""}, {"category": "\x00"}, {"damaged": "yes"}, {}]
)
def test_bad_values_are_refused_and_nothing_is_kept(by_alice: Client, alice: User, given: dict[str, str]) -> None:
    case = fresh(alice)
    assert by_alice.post(page_of(case), given).status_code == 200
    case.refresh_from_db()
    assert case.answers == {}


@pytest.mark.parametrize("kept", ["gold", True, None, "", "yes"])
def test_answers_that_were_never_ours_do_no_harm(kept: object) -> None:
    odd = {"goods.category": kept, **{f"returning.{fact}": kept for fact in QUESTIONS}}
    assert read(odd, NOW, load(), now=NOW).eligibility.verdict is Verdict.UNKNOWN


def test_the_earliest_receipt_counts(alice: User, draft: Complaint) -> None:
    earlier = datetime.fromisoformat("2025-11-17T00:00:00+00:00")
    draft.orders.add(record_order(alice, replace(FACTS, order_no="P0002", received_at=earlier)))
    draft.orders.add(record_order(alice, replace(FACTS, order_no="P0003", received_at=None)))
    assert first_receipt(draft.orders.all()) == earlier
    assert first_receipt([]) is None


def test_a_window_that_is_over_asks_whether_notice_was_given(by_alice: Client, alice: User) -> None:
    case = fresh(alice, days=40)
    by_alice.post(page_of(case), {"category": "books"})
    assert "asked_in_time" in fields_of(text_of(by_alice, case))
    everything = {"category": "books", "asked_in_time": "no", "confirmed_at_purchase": "no", "damaged": "no"}
    by_alice.post(page_of(case), everything)
    assert 'class="card tone-amber"' in text_of(by_alice, case)


def test_no_date_is_pressed_on_somebody_who_may_not_return_it(by_alice: Client, alice: User) -> None:
    case = fresh(alice)
    answer(case, alice, category="custom", seller_promised_returns="no")
    notice = Template("{% load i18n %}{% translate 'Give notice today.' %}").render(Context())
    page = text_of(by_alice, case)
    assert 'class="card tone-amber"' in page
    assert notice not in page
    assert 'class="next-title">' in page
    assert page.count('class="next-title"') == 1
    assert "chip" not in card(case)


def test_goods_that_have_not_come_are_no_crash(by_alice: Client, alice: User) -> None:
    case = filing.start_draft(alice, record_order(alice, replace(FACTS, received_at=None)), Kind.QUALITY, now=NOW)
    answer(case, alice, category="food")
    assert "还没有签收" in text_of(by_alice, case)


def test_a_reader_sees_the_answer_but_gives_none(by_bob: Client, bob: User, draft: Complaint, let_in: LetIn) -> None:
    let_in(bob, Scope.READ)
    assert fields_of(text_of(by_bob, draft)) == set()
    assert by_bob.post(page_of(draft), {"category": "food"}).status_code == 403
    draft.refresh_from_db()
    assert draft.answers == {}


def test_a_helper_who_prepares_may_answer(by_bob: Client, bob: User, draft: Complaint, let_in: LetIn) -> None:
    let_in(bob, Scope.PREPARE)
    assert by_bob.post(page_of(draft), {"category": "food"}).status_code == 302
    draft.refresh_from_db()
    assert draft.answers == {"goods.category": "food"}


def test_a_stranger_finds_nothing(mallory: User, draft: Complaint) -> None:
    client = Client()
    client.force_login(mallory)
    assert client.get(page_of(draft)).status_code == 404
    assert client.post(page_of(draft), {"category": "food"}).status_code == 404


@pytest.mark.parametrize("status", ["closed", "withdrawn"])
def test_an_ended_case_keeps_its_answers(by_alice: Client, draft: Complaint, status: str) -> None:
    reopen_as(draft, status)
    assert fields_of(text_of(by_alice, draft)) == set()
    assert by_alice.post(page_of(draft), {"category": "food"})["Location"] == draft.get_absolute_url()
    draft.refresh_from_db()
    assert draft.answers == {}


def test_it_works_without_scripts_of_its_own(by_alice: Client, alice: User) -> None:
    """Questions, answers and excuses are plain HTML: forms, links and <details>."""
    page = text_of(by_alice, fresh(alice))
    assert page.count('type="module"') == by_alice.get("/orders/").content.decode().count('type="module"')
    assert '<form method="post" id="returning-form"' in page
    assert page.count('<details class="card') >= 10


def test_excuses_come_with_a_sentence_to_copy(by_alice: Client, alice: User) -> None:
    page = text_of(by_alice, fresh(alice))
    assert 'data-copy="#excuse-unsealed"' in page
    assert "「已拆封，不能退」" in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_in_english_the_sentence_to_send_stays_chinese(by_alice: Client, alice: User) -> None:
    by_alice.cookies["django_language"] = "en"
    page = text_of(by_alice, fresh(alice))
    assert "What sellers usually say" in page
    assert "你好，我只是拆开包装查看" in page
    assert "Hello, I only opened the package" in page


def test_the_timeline_says_what_was_answered(alice: User, draft: Complaint) -> None:
    reopen_as(draft, Status.NEGOTIATING)
    answer(draft, alice, category="food", damaged="no")
    with translation.override("en"):
        line = timeline.line_of(draft.events.get(kind="answered"))
    assert line.detail == "Kind of goods; Stained or damaged"


def test_every_question_has_its_name_in_the_timeline() -> None:
    assert {f"returning.{fact}" for fact in QUESTIONS} | {"goods.category"} <= set(timeline.ANSWER_NAMES)


def card(case: Complaint) -> str:
    page = Template("{% load return_tags %}{% return_card complaint %}")
    return page.render(Context(case_context(case, OWN))).strip()


@pytest.mark.parametrize("kind", [Kind.RETURN_REFUSED, Kind.NOT_AS_DESCRIBED, Kind.QUALITY])
def test_the_case_page_leads_there_while_the_window_is_open(alice: User, kind: Kind) -> None:
    assert 'id="returning"' in card(fresh(alice, kind))


def test_the_case_page_has_no_card_where_it_would_not_help(alice: User) -> None:
    assert card(fresh(alice, Kind.SHIPPING)) == ""
    assert card(fresh(alice, days=30)) == ""
    platform = fresh(alice, days=1)
    reopen_as(platform, Status.WITH_PLATFORM)
    assert card(platform) == ""
    unreceived = record_order(alice, replace(FACTS, received_at=None))
    assert card(filing.start_draft(alice, unreceived, Kind.QUALITY, now=NOW)) == ""


def test_the_card_costs_the_case_page_no_query(alice: User) -> None:
    case = fresh(alice)
    context = case_context(case, OWN)
    page = Template("{% load return_tags %}{% return_card complaint %}")
    with CaptureQueriesContext(connection) as asked:
        assert 'id="returning"' in page.render(Context(context))
    assert [query["sql"] for query in asked if "complaint" in query["sql"]] == []


def test_the_claims_step_offers_it(by_alice: Client, alice: User) -> None:
    for kind, prominent in ((Kind.RETURN_REFUSED, True), (Kind.QUALITY, False)):
        case = fresh(alice, kind)
        page = by_alice.get(reverse("complaints:edit_claims", args=[case.public_code])).content.decode()
        assert page_of(case) in page
        assert ('card-tight tone-blue" aria-labelledby="returning"' in page) is prominent
    case = fresh(alice, Kind.SHIPPING)
    assert (
        page_of(case) not in by_alice.get(reverse("complaints:edit_claims", args=[case.public_code])).content.decode()
    )


def test_the_offer_shows_the_answer_so_far(by_alice: Client, alice: User) -> None:
    case = fresh(alice)
    answer(case, alice, **FINE)
    page = by_alice.get(reverse("complaints:edit_claims", args=[case.public_code])).content.decode()
    verdict = Template("{% load i18n %}{% translate 'It can go back' %}").render(Context())
    assert verdict in page
