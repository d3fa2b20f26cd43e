"""What a playbook asks: which questions are due, what is kept, what letters say of it, and the pages that ask."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from complaints import answers, facts, playbooks
from complaints.forms import FactsForm
from complaints.models import Complaint
from complaints.playbook_conditions import FactKind
from complaints.status import Kind, Scope, Status
from tests.complaints.conftest import LetIn, reopen_as

pytestmark = pytest.mark.django_db


def page_of(case: Complaint) -> str:
    return reverse("complaints:edit_details", args=[case.public_code])


def story_of(case: Complaint) -> str:
    return reverse("complaints:edit_story", args=[case.public_code])


def answer(case: Complaint, actor: User, **given: str) -> None:
    answers.record(case, {f"fact.{key}": value for key, value in given.items()}, actor=actor)


def due(case: Complaint) -> list[str]:
    book = playbooks.get(case.kind)
    return [fact.key for fact in facts.asked(book, case.answers, safety=case.safety)]


def test_it_first_asks_what_depends_on_nothing(draft: Complaint) -> None:
    assert due(draft) == ["differs", "stated", "actual", "where_said", "used"]


def test_an_answer_opens_further_questions(draft: Complaint, alice: User) -> None:
    answer(draft, alice, where_said="live")
    assert due(draft) == ["differs", "stated", "actual", "where_said", "replay_time", "used"]


def test_a_question_that_is_no_longer_due_opens_nothing(draft: Complaint, alice: User) -> None:
    answer(draft, alice, where_said="page", page_up="no")
    assert facts.known(draft)["page_up"] == "no"
    answer(draft, alice, where_said="live")
    assert "page_up" not in facts.known(draft)


def test_another_type_reads_only_what_it_asks_and_understands(draft: Complaint, alice: User) -> None:
    answer(draft, alice, where_said="page", stated="含玻尿酸", used="yes")
    draft.kind = Kind.FALSE_ADVERTISING
    assert facts.known(draft) == {"where_said": "page", "stated": "含玻尿酸", "safety": "no"}


def test_what_was_meant_otherwise_counts_as_not_answered(draft: Complaint, alice: User) -> None:
    answer(draft, alice, differs="the moon", used="maybe")
    assert facts.known(draft) == {"safety": "no"}


def test_letters_tell_what_was_answered_as_parts_of_sentences(draft: Complaint, alice: User) -> None:
    answer(draft, alice, differs="material", stated="含「双重」玻尿酸。", where_said="page", page_up="no", used="no")
    with translation.override("en"):  # letters are Chinese, whoever reads the page
        assert facts.told(draft) == {
            "differs": "不符之处在材质或成分方面",
            "stated": "商品页面上写的是「含『双重』玻尿酸」",
            "page_up": "该页面现已修改或下架",
            "used": "商品没有使用过",
        }


@pytest.mark.parametrize(("key", "value"), [("used", "yes"), ("differs", "unsure"), ("page_up", "unsure")])
def test_letters_leave_out_what_helps_nobody(draft: Complaint, alice: User, key: str, value: str) -> None:
    answer(draft, alice, where_said="unsure", **{key: value})
    assert facts.told(draft) == {}


def test_days_and_numbers_are_told_in_chinese(draft: Complaint, alice: User) -> None:
    draft.kind = Kind.SHIPPING
    answer(draft, alice, promised_by="2025-11-20", waybill="yes", stuck_on="2025-11-09", courier_says="never_had")
    told = facts.told(draft)
    assert told["promised_by"] == "承诺的发货时间是2025年11月20日"
    assert told["stuck_on"] == "物流信息停在2025年11月9日，此后没有更新"
    assert "waybill" not in told
    draft.kind = Kind.QUALITY
    answer(draft, alice, noticed="later", used_days="12")
    assert facts.told(draft)["used_days"] == "使用约12天"


@pytest.mark.parametrize("kind", Kind)
def test_every_answer_of_every_type_can_be_told(draft: Complaint, alice: User, kind: Kind) -> None:
    draft.kind = kind
    by_kind = {FactKind.TEXT: "一句话", FactKind.DAY: "2025-11-20", FactKind.NUMBER: "3"}
    for fact in playbooks.get(kind).facts:
        for value in [option.key for option in fact.options] or [by_kind[fact.kind]]:
            given = {one.fact: one.answers[0] for one in fact.when} | {fact.key: value}
            answer(draft, alice, **given)
            part = facts.told(draft).get(fact.key, "")
            assert "{" not in part
            assert not part.endswith("。")
            assert part or fact.options  # words, days and numbers are always told


def test_answers_are_kept_and_the_page_shows_what_follows(by_alice: Client, draft: Complaint) -> None:
    sent = by_alice.post(page_of(draft), {"fact-where_said": "page", "fact-stated": " 含玻尿酸 "})
    assert sent["Location"] == page_of(draft)
    draft.refresh_from_db()
    assert draft.answers == {"fact.where_said": "page", "fact.stated": "含玻尿酸"}
    page = by_alice.get(page_of(draft)).content.decode()
    assert 'name="fact-page_up"' in page
    assert 'value="含玻尿酸"' in page
    sent = by_alice.post(page_of(draft), {"fact-where_said": "page", "fact-page_up": "unsure"})
    assert sent["Location"] == reverse("complaints:edit_claims", args=[draft.public_code])


def test_a_question_passed_over_is_not_asked_twice_in_a_row(by_alice: Client, draft: Complaint) -> None:
    by_alice.post(page_of(draft), {"fact-where_said": "page"})
    sent = by_alice.post(page_of(draft), {"fact-where_said": "page", "fact-stated": ""})
    assert sent["Location"] == reverse("complaints:edit_claims", args=[draft.public_code])


def test_the_story_asks_the_same_and_keeps_both(by_alice: Client, draft: Complaint) -> None:
    assert "是在哪里看到、听到的？" in by_alice.get(story_of(draft)).content.decode()
    typed = {"kind": draft.kind, "title": draft.title, "story": "成分和宣传不一样", "fact-used": "no"}
    sent = by_alice.post(story_of(draft), typed)
    assert sent["Location"] == reverse("complaints:edit_claims", args=[draft.public_code])
    draft.refresh_from_db()
    assert (draft.story, draft.answers) == ("成分和宣传不一样", {"fact.used": "no"})
    sent = by_alice.post(story_of(draft), typed | {"fact-where_said": "live"})
    assert sent["Location"] == page_of(draft)


def test_what_the_browser_did_not_send_takes_nothing_back(by_alice: Client, draft: Complaint, alice: User) -> None:
    answer(draft, alice, used="no", stated="含玻尿酸")
    by_alice.post(story_of(draft), {"kind": draft.kind, "title": draft.title, "story": "成分不一样"})
    draft.refresh_from_db()
    assert draft.answers == {"fact.used": "no", "fact.stated": "含玻尿酸"}
    by_alice.post(page_of(draft), {"fact-stated": ""})
    draft.refresh_from_db()
    assert draft.answers == {"fact.used": "no"}


def test_an_open_case_has_it_in_its_ledger_and_goes_back_to_itself(by_alice: Client, draft: Complaint) -> None:
    reopen_as(draft, Status.NEGOTIATING)
    sent = by_alice.post(page_of(draft), {"fact-used": "no"})
    assert sent["Location"] == draft.get_absolute_url()
    assert list(draft.events.values_list("kind", flat=True)) == ["drafted", "answered"]


def test_a_closed_case_keeps_its_answers(by_alice: Client, draft: Complaint) -> None:
    reopen_as(draft, Status.CLOSED)
    sent = by_alice.post(page_of(draft), {"fact-used": "no"})
    assert sent["Location"] == draft.get_absolute_url()
    draft.refresh_from_db()
    assert draft.answers == {}


def test_a_helper_who_may_prepare_answers_and_a_reader_does_not(
    by_bob: Client, bob: User, draft: Complaint, let_in: LetIn
) -> None:
    access = let_in(bob, Scope.READ)
    assert by_bob.get(page_of(draft)).status_code == 403
    access.scope = Scope.PREPARE
    access.save()
    assert by_bob.post(page_of(draft), {"fact-used": "no"}).status_code == 302


@pytest.mark.parametrize(
    ("kind", "name", "bad"),
    [
        (Kind.NOT_AS_DESCRIBED, "used", "<b>"), (Kind.NOT_AS_DESCRIBED, "stated", "长" * 81),
        (Kind.QUALITY, "used_days", "-1"), (Kind.QUALITY, "used_days", "很久"), (Kind.QUALITY, "used_days", "9" * 30),
        (Kind.RETURN_REFUSED, "asked_on", "明天"), (Kind.RETURN_REFUSED, "asked_on", "1999-01-01"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_beside_the_field(
    by_alice: Client, draft: Complaint, alice: User, kind: Kind, name: str, bad: str
) -> None:
    Complaint.objects.filter(pk=draft.pk).update(kind=kind)
    draft.refresh_from_db()
    answer(draft, alice, noticed="later")
    page = by_alice.post(page_of(draft), {f"fact-{name}": bad})
    assert page.status_code == 200
    assert f'id="id_fact-{name}' in page.content.decode()
    assert name in page.context["more"].errors


def test_a_day_may_be_typed_as_people_do_but_not_lie_ahead(draft: Complaint) -> None:
    draft.kind = Kind.RETURN_REFUSED
    now = timezone.now()
    for typed in ("2025/11/20", "2025年11月20日", "２０２５.１１.２０"):
        form = FactsForm({"fact-asked_on": typed}, complaint=draft, now=now)
        assert form.is_valid(), form.errors
        assert form.given() == {"fact.asked_on": "2025-11-20"}
    ahead = timezone.localdate(now) + timedelta(days=2)
    assert "asked_on" in FactsForm({"fact-asked_on": str(ahead)}, complaint=draft, now=now).errors
    draft.kind = Kind.SHIPPING
    assert FactsForm({"fact-promised_by": str(ahead)}, complaint=draft, now=now).is_valid()  # a promise may


def test_a_risk_shows_where_it_applies(by_alice: Client, draft: Complaint, alice: User) -> None:
    assert "再向平台要下单时的快照" not in by_alice.get(page_of(draft)).content.decode()
    answer(draft, alice, where_said="page", page_up="no")
    assert "再向平台要下单时的快照" in by_alice.get(page_of(draft)).content.decode()


def test_where_it_was_said_is_told_with_the_words(draft: Complaint, alice: User) -> None:
    answer(draft, alice, where_said="page", stated="100%桑蚕丝", actual="聚酯纤维95%")
    assert list(facts.told(draft).values()) == ["商品页面上写的是「100%桑蚕丝」", "实际情况是聚酯纤维95%"]


def test_where_it_was_said_says_nothing_without_the_words(draft: Complaint, alice: User) -> None:
    answer(draft, alice, where_said="page", actual="聚酯纤维95%")
    assert list(facts.told(draft).values()) == ["实际情况是聚酯纤维95%"]


def test_the_words_are_told_without_the_place(draft: Complaint, alice: User) -> None:
    answer(draft, alice, stated="{value}{paid}「真丝」")
    assert list(facts.told(draft).values()) == ["卖家的原话是「{value}{paid}『真丝』」"]
