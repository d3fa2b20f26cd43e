"""Texts fit where they go, lose nothing that counts, and are Chinese for everybody."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from complaints.models import Complaint, OrderItem, Seller
from complaints.status import ClaimKind, Kind, TrackKind
from escalation.letters import CLAIM_WORDS, Letter, most_characters, write
from escalation.models import Channel
from escalation.situation import Situation
from escalation.transitions import Action
from tests.cases import DAY, LATER, START, at_stage, do, draft

pytestmark = pytest.mark.django_db
SENTENCES = st.text(alphabet="面霜不符。！？；,，a \n1😀{}<%", max_size=4000)
ALL_CLAIMS = {kind: Decimal("9999999.99") for kind in ClaimKind}


def letter(case: Complaint, channel: Channel, who: User) -> Letter:
    return write(Situation.of(case, who, LATER), channel, LATER + DAY)


def keeps_what_counts(case: Complaint, found: Letter) -> None:
    order = case.orders.get()
    assert len(found.text) <= found.limit == most_characters(found.channel)
    assert order.order_no in found.text
    assert "2026年10月27日" in found.text
    if found.channel != Channel.REPORT_FORM:  # a report tells of a violation and asks for nothing
        assert f"{order.paid:,.2f}元" in found.text
        for claim in case.claims.all():
            assert CLAIM_WORDS[ClaimKind(claim.kind)] in found.text
            assert claim.amount is None or f"{claim.amount:,.2f}元" in found.text


@given(story=SENTENCES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_story_fits_every_channel(story: str, alice: User) -> None:
    case = alice.complaints.first() or at_stage(alice, "ready_for_regulator")
    case.story = story
    for channel in Channel:
        found = letter(case, channel, alice)
        keeps_what_counts(case, found)
        assert found.shortened or channel == Channel.WITHDRAWAL or " ".join(story.split()) in found.text


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize(
    "story", ["", "页面写着含量2%，收到的没有。" * 60, "没有句号" * 900], ids=["none", "many", "one"]
)
def test_long_names_and_many_claims_fit_too(channel: Channel, story: str, alice: User) -> None:
    case = draft(alice, story=story, claims=ALL_CLAIMS, paid=Decimal("99999999.99"), order_no="P" + "7" * 39)
    order = case.orders.get()
    OrderItem.objects.filter(order=order).update(title="玻尿酸保湿面霜" * 12)
    for _turn in range(3):
        OrderItem.objects.create(order=order, title="氨基酸洁面乳大容量家庭装" * 8)
    Seller.objects.filter(pk=order.seller_id).update(
        shop_name="小鹿的护肤铺" * 13, licence_name="上海某某贸易有限公司" * 12
    )
    case.refresh_from_db()
    keeps_what_counts(case, letter(case, channel, alice))


def test_a_short_story_stays_whole(alice: User) -> None:
    case = draft(alice)
    for channel in Channel:
        found = letter(case, channel, alice)
        assert case.story in found.text or channel == Channel.WITHDRAWAL  # what is over isn't told again
        assert not found.shortened


def test_a_long_story_ends_with_a_sentence(alice: User) -> None:
    found = letter(draft(alice, story="页面写着含量2%，收到的没有。" * 90), Channel.COMPLAINT_FORM, alice)
    assert found.shortened
    assert "收到的没有。" in found.text
    assert "…" not in found.text


@pytest.mark.parametrize("story", ["没有句号" * 900, "您好。" + "没有句号" * 900])
def test_a_story_without_full_stops_is_told_as_far_as_it_fits(story: str, alice: User) -> None:
    found = letter(draft(alice, story=story), Channel.COMPLAINT_FORM, alice)
    assert found.text.count("没有句号") > 40
    assert "…" in found.text


@pytest.mark.parametrize("kind", Kind)
def test_it_is_chinese_whatever_the_page_is_in(kind: Kind, alice: User) -> None:
    case = draft(alice, kind)
    for channel in Channel:
        here = letter(case, channel, alice).text
        with translation.override("en"):
            assert letter(case, channel, alice).text == here
        assert not any(word in here for word in ("Not ", "Quality", "None", "{{", "{%"))


def test_nothing_is_escaped_for_a_page(alice: User) -> None:
    case = draft(alice, story='A&B 写着 <b>"正品"</b>。', shop_name="L'été & Co")
    found = letter(case, Channel.SELLER_CHAT, alice)
    assert '<b>"正品"</b>' in found.text
    assert "&amp;" not in letter(case, Channel.PLATFORM_FORM, alice).text


def test_missing_blanks_are_named(alice: User) -> None:
    case = draft(alice, claims={})
    assert letter(case, Channel.SELLER_CHAT, alice).missing == ("诉求",)
    OrderItem.objects.all().delete()
    assert letter(case, Channel.SELLER_CHAT, alice).missing == ("商品", "诉求")


def test_the_association_wants_a_name(alice: User) -> None:
    case = draft(alice)
    assert letter(case, Channel.ASSOCIATION_LETTER, alice).missing == ()
    User.objects.filter(pk=alice.pk).update(name="")
    fresh = Complaint.objects.get(pk=case.pk)
    assert letter(fresh, Channel.ASSOCIATION_LETTER, alice).missing == ("姓名",)
    assert letter(fresh, Channel.SELLER_CHAT, alice).missing == ()


def test_it_tells_how_the_talk_and_the_platform_ended(alice: User) -> None:
    found = letter(at_stage(alice, "ready_for_regulator"), Channel.COMPLAINT_FORM, alice)
    assert "2026年11月2日与商家协商，商家拒绝" in found.text
    assert "平台未支持" in found.text


def test_what_was_corrected_is_not_told(alice: User) -> None:
    case = at_stage(alice, "ready_for_platform")
    do(case, Action.CORRECT, alice)
    assert "拒绝" not in letter(case, Channel.PLATFORM_FORM, alice).text


def test_days_are_those_of_china(alice: User) -> None:
    night = START.replace(hour=17)  # one in the morning of the next day
    case = draft(alice, placed_at=night, shipped_at=None, received_at=None)
    with translation.override("en"):
        assert "2026年11月3日" in letter(case, Channel.REPORT_FORM, alice).text


def test_the_track_says_the_channel() -> None:
    assert {kind.value for kind in (TrackKind.COMPLAINT, TrackKind.REPORT, TrackKind.ASSOCIATION)} <= {
        channel.value.rpartition("_")[0] for channel in Channel
    }
