"""How far the evidence goes, as one sentence: by type, claim, stage and facts, with alternatives."""

import itertools
from decimal import Decimal

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from complaints import answers, filing, playbooks
from complaints.models import Complaint
from complaints.playbooks import Playbook
from complaints.status import ClaimKind, Kind, Status
from evidence import curation
from evidence.checklist import slots_for
from evidence.completeness import Completeness, completeness, stage_of, weigh
from evidence.models import Blob, Evidence
from evidence.status import BlobState
from evidence.vault.intake import add_evidence
from tests.evidence import making
from tests.evidence.conftest import upload

_colours = itertools.count(1)
STAGES = (1, 2, 3)
CLAIMS: tuple[tuple[ClaimKind, ...], ...] = ((), (ClaimKind.COMPENSATION,))
SAFE = {"safety": "no"}


def add(case: Complaint, alice: User, *kinds: str) -> None:
    for kind in kinds:
        picture = making.picture("PNG", colour=f"#{next(_colours):06x}")
        add_evidence(case, upload(picture, f"{kind}.png"), kind=kind, actor=alice)


def usual(book: Playbook, stage: int, claims: tuple[str, ...], told: dict[str, str]) -> set[str]:
    """A complete file with nothing to spare: the usual slots, less those that another one makes needless."""
    needed = book.needed(stage=stage, claims=claims, told=told)
    present = {slot for one in needed for slot in one.accepts[0]}
    for slot in sorted(present):
        if weigh(book, present=present - {slot}, claims=claims, told=told, stage=stage).whole:
            present.discard(slot)
    return present


def in_chinese(found: Completeness) -> str:
    with translation.override("zh-hans"):
        return found.sentence


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("claims", CLAIMS)
def test_without_any_one_key_item_the_sentence_is_another(kind: Kind, stage: int, claims: tuple[str, ...]) -> None:
    book = playbooks.get(kind)
    every = usual(book, stage, claims, SAFE)
    whole = weigh(book, present=every, claims=claims, told=SAFE, stage=stage)
    assert whole.whole
    sentences = {in_chinese(weigh(book, present=every - {s}, claims=claims, told=SAFE, stage=stage)) for s in every}
    assert in_chinese(whole) not in sentences
    assert len(sentences) == len(every)  # and each lack has a sentence of its own


@pytest.mark.parametrize("kind", Kind)
def test_what_is_required_on_lists_is_what_the_platform_stage_needs(kind: Kind) -> None:
    book = playbooks.get(kind)
    assert usual(book, 2, (), SAFE) == {slot.key for slot in book.required}


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("stage", STAGES)
def test_each_combination_of_answers_can_be_complete(kind: Kind, stage: int) -> None:
    book = playbooks.get(kind)
    every = {slot.key for slot in book.slots}
    choices = [[(f.key, o.key) for o in f.options] or [(f.key, "yes"), (f.key, "no")] for f in book.facts if not f.when]
    for told in map(dict, itertools.product(*choices[:3])):
        assert weigh(book, present=every, claims=book.claims, told=told, stage=stage).whole


def test_the_last_weighty_item_carries_the_case() -> None:
    book = playbooks.get(Kind.COUNTERFEIT)
    found = weigh(book, present={"promotion", "order", "tags"}, claims=(), told=SAFE, stage=1)
    with translation.override("en"):
        assert found.sentence == (
            "One more thing: a screenshot of the official code check. With it, “Fake brand” holds well enough."
        )


def test_the_last_light_item_says_what_it_shows() -> None:
    book = playbooks.get(Kind.COUNTERFEIT)
    found = weigh(book, present={"promotion", "order", "code_check"}, claims=(), told=SAFE, stage=1)
    with translation.override("en"):
        assert found.sentence == (
            "One more thing: a photo of both sides of the tag. It shows: what the marks on the goods are."
        )


def test_what_only_a_claim_asks_for_does_not_carry_the_whole_case() -> None:
    book = playbooks.get(Kind.SHIPPING)
    found = weigh(book, present={"logistics", "promise", "order"}, claims=("compensation",), told=SAFE, stage=1)
    assert in_chinese(found) == "还差 1 项：损失的票据或付款记录。它能说明：要求赔偿有损失票据作依据。"


def test_an_empty_parcel_is_asked_of_the_parcel() -> None:
    told = SAFE | {"empty": "yes"}
    gaps = weigh(playbooks.get(Kind.SHIPPING), present={"logistics"}, claims=(), told=told, stage=1).missing
    assert {slot.key for gap in gaps for slot in gap.slots} == {"parcel", "order", "promise"}


def test_a_refund_that_nobody_agreed_to_is_not_asked_of_an_agreement() -> None:
    told = SAFE | {"agreed_by": "nobody"}
    wanted = weigh(playbooks.get(Kind.REFUND_DELAYED), present=(), claims=(), told=told, stage=1).wanted
    assert "chat" not in {slot.key for slot in wanted}


def test_what_may_vanish_is_asked_for_before_what_weighs_more() -> None:
    book = playbooks.get(Kind.COUNTERFEIT)
    found = weigh(book, present=(), claims=(), told=SAFE, stage=1)
    assert found.next
    assert (found.next.key, found.next.perishable) == ("promotion", True)  # weight 4, the code check has 5
    found = weigh(book, present={"promotion"}, claims=(), told=SAFE, stage=1)
    assert [slot.key for slot in found.wanted] == ["code_check", "order", "tags"]


def test_an_alternative_is_enough() -> None:
    book = playbooks.get(Kind.QUALITY)
    shown = weigh(book, present={"unboxing", "order"}, claims=(), told=SAFE, stage=1)
    assert shown.whole
    with translation.override("zh-hans"):
        assert [one.by for one in shown.shown if one.proposition.key == "defect"] == ["开箱视频"]


def test_of_two_ways_the_nearer_one_is_asked_for() -> None:
    book = playbooks.get(Kind.COUNTERFEIT)
    gaps = {gap.proposition.key: gap for gap in weigh(book, present={"price"}, claims=(), told=SAFE, stage=1).missing}
    assert [slot.key for slot in gaps["not_genuine"].slots] == [
        "code_check"
    ]  # as near as the comparison: the usual one


def test_the_weights_are_counted() -> None:
    found = weigh(playbooks.get(Kind.NOT_AS_DESCRIBED), present={"order"}, claims=(), told=SAFE, stage=1)
    assert (found.there, found.needed, found.weight, found.total) == (1, 4, 4, 18)


def test_the_sentence_changes_with_the_claim(case: Complaint, alice: User) -> None:
    add(case, alice, "promotion", "order", "goods", "comparison")
    assert completeness(case, stage=1).whole
    filing.set_claims(case, {ClaimKind.COMPENSATION: Decimal(300)}, actor=alice)
    assert [slot.key for slot in completeness(case, stage=1).wanted] == ["report"]


def test_the_sentence_changes_with_the_stage(case: Complaint, alice: User) -> None:
    add(case, alice, "promotion", "order", "goods", "comparison")
    wanted = [[slot.key for slot in completeness(case, stage=stage).wanted] for stage in STAGES]
    assert wanted == [[], ["chat"], ["chat", "licence", "ruling", "payment"]]


def test_the_sentence_changes_with_the_type(case: Complaint) -> None:
    sentences = set()
    for kind in Kind:
        case.kind = kind
        sentences.add(in_chinese(completeness(case, stage=1)))
    assert len(sentences) == len(Kind)


def test_the_sentence_changes_with_a_fact(case: Complaint, alice: User) -> None:
    add(case, alice, "promotion", "order", "goods", "comparison", "chat")
    answers.record(case, {"fact.where_said": "page", "fact.page_up": "no"}, actor=alice)
    assert [gap.proposition.key for gap in completeness(case, stage=2).missing] == ["page_then"]


@pytest.mark.parametrize("kind", [Kind.NOT_AS_DESCRIBED, Kind.FALSE_ADVERTISING])
def test_what_was_said_in_a_stream_is_asked_of_its_replay(kind: Kind) -> None:
    live = SAFE | {"where_said": "live"}
    found = weigh(playbooks.get(kind), present={"promotion", "order"}, claims=(), told=live, stage=1)
    assert found.next and found.next.key == "replay"
    assert "直播回放的截图和时间点" in in_chinese(found)
    assert weigh(playbooks.get(kind), present={"replay"}, claims=(), told=live, stage=1).shown


def test_what_was_said_in_the_chat_is_asked_of_the_chat() -> None:
    found = weigh(
        playbooks.get(Kind.NOT_AS_DESCRIBED), present=(), claims=(), told=SAFE | {"where_said": "chat"}, stage=1
    )
    assert found.next and (found.next.key, found.next.perishable) == ("chat", True)


def test_a_food_batch_is_asked_for_before_what_keeps() -> None:
    told = SAFE | {"fault": "smell"}
    wanted = weigh(playbooks.get(Kind.QUALITY), present=(), claims=(), told=told, stage=1).wanted
    assert [slot.key for slot in wanted] == ["defect", "batch", "order", "goods"]


@pytest.mark.parametrize("kind", Kind)
def test_nothing_that_keeps_is_asked_for_before_what_may_vanish(kind: Kind) -> None:
    for stage in STAGES:
        wanted = weigh(playbooks.get(kind), present=(), claims=(), told=SAFE, stage=stage).wanted
        assert [slot.perishable for slot in wanted] == sorted((slot.perishable for slot in wanted), reverse=True)


@pytest.mark.parametrize("kind", Kind)
def test_the_chat_may_be_withdrawn(kind: Kind) -> None:
    chat = playbooks.get(kind).slot("chat")
    assert chat and chat.perishable
    assert "撤回" in chat.hints.zh


@pytest.mark.parametrize("kind", Kind)
def test_the_sentence_reads_as_chinese(kind: Kind) -> None:
    book = playbooks.get(kind)
    for stage in STAGES:
        sentence = in_chinese(weigh(book, present=(), claims=(), told=SAFE, stage=stage))
        assert sentence.startswith("还差 ")
        assert sentence.endswith("。")
        assert "。。" not in sentence


def test_a_picture_nobody_can_open_shows_nothing(case: Complaint, piece: Evidence) -> None:
    assert "bought" in {one.proposition.key for one in completeness(case, stage=1).shown}
    Blob.objects.filter(pk=piece.blob.pk).update(state=BlobState.BROKEN)
    assert completeness(case, stage=1).shown == ()
    assert completeness(case, stage=1, slots=slots_for(case)).shown == ()


def test_a_removed_file_shows_nothing(case: Complaint, alice: User, piece: Evidence) -> None:
    curation.remove(piece, actor=alice)
    assert completeness(case, stage=1).shown == ()


def test_it_costs_a_query_for_the_evidence_and_one_for_the_claims(
    case: Complaint, piece: Evidence, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        assert completeness(case, stage=3).sentence
    slots = slots_for(case)
    with django_assert_num_queries(1):
        assert completeness(case, stage=3, slots=slots).sentence


@pytest.mark.parametrize(
    ("status", "stage"),
    [(Status.DRAFT, 1), (Status.READY_FOR_PLATFORM, 2), (Status.WITH_REGULATOR, 3), (Status.KEPT, 1)],
)
def test_the_stage_is_that_of_the_status(case: Complaint, status: Status, stage: int) -> None:
    case.status = status
    assert stage_of(case) == stage
