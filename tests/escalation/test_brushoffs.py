"""On the case page, what to answer to the words of a refusal, whoever said them."""

from django.test import Client

from accounts.models import User
from complaints.models import Complaint
from escalation.transitions import Action as A
from tests.cases import at_stage, do


def page(client: Client, case: Complaint) -> str:
    return client.get(f"/c/{case.public_code}/").content.decode()


def test_the_sellers_words_are_answered_with_a_sentence_to_copy(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "contacted")
    do(case, A.RECORD_REFUSAL, alice, said="亲，已经拆封了不能退的哦，本店不支持七天无理由")
    found = page(as_alice, case)
    assert 'data-copy="#brushoff-unsealed"' in found
    assert 'data-copy="#brushoff-no_return_here"' in found


def test_a_ruling_is_answered_as_the_platforms_words(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "with_platform")
    do(case, A.RECORD_RULING_AGAINST, alice, said="系统判定您的举证不足，维持原判定")
    assert 'id="brushoff-' in page(as_alice, case)


def test_the_latest_words_count(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "contacted")
    do(case, A.RECORD_REFUSAL, alice, said="拆封了不能退")
    do(case, A.ESCALATE_TO_PLATFORM, alice, text="请处理")
    do(case, A.RECORD_RULING_AGAINST, alice, said="不支持")
    assert "brushoff-unsealed" not in page(as_alice, case)


def test_a_plain_no_needs_no_answer(as_alice: Client, alice: User) -> None:
    case = at_stage(alice, "contacted")
    do(case, A.RECORD_REFUSAL, alice, said="好的，我再想想")
    assert "brushoffs" not in page(as_alice, case)
