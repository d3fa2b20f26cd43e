"""Texts fit where they go, lose nothing that counts, and are Chinese for everybody."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from complaints import answers
from complaints.models import Complaint, OrderItem, Seller
from complaints.status import ClaimKind, Kind, TrackKind
from escalation.letter_facts import PLEAS
from escalation.letters import CLAIM_WORDS, Letter, fields, most_characters, write
from escalation.models import Channel
from escalation.situation import Situation
from escalation.transitions import Action
from tests.cases import DAY, HOUR, LATER, START, at_stage, do, draft
from texts.letters import SegmentKind
from texts.letters.wording import ended, one_line

pytestmark = pytest.mark.django_db
SENTENCES = st.text(alphabet="面霜不符。！？；,，a \n1😀{}<%", max_size=4000)
TELLS_NOTHING = (Channel.WITHDRAWAL, Channel.CONFIRMATION)
"""What is over isn't told again."""
ALL_CLAIMS = {kind: Decimal("9999999.99") for kind in ClaimKind}


def letter(case: Complaint, channel: Channel, who: User) -> Letter:
    return write(Situation.of(case, who, LATER), channel, LATER + DAY)


def keeps_what_counts(case: Complaint, found: Letter) -> None:
    order = case.orders.get()
    assert len(found.text) <= found.count <= found.limit == most_characters(found.channel)
    assert order.order_no in found.text
    assert "2026年10月27日" in found.text
    if found.channel != Channel.REPORT_FORM:  # a report tells of a violation and asks for nothing
        assert f"{order.paid:,.2f}元" in found.text
        for claim in case.claims.all():
            kind = ClaimKind(claim.kind)
            pleaded = PLEAS.get(kind, "").partition("{")[0] if found.channel == Channel.COURT_CLAIM else ""
            assert (pleaded or CLAIM_WORDS[kind]) in found.text
            assert claim.amount is None or f"{claim.amount:,.2f}元" in found.text


@given(story=SENTENCES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_story_fits_every_channel(story: str, alice: User) -> None:
    case = alice.complaints.first() or at_stage(alice, "ready_for_regulator")
    case.story = story
    for channel in Channel:
        found = letter(case, channel, alice)
        keeps_what_counts(case, found)
        told = channel in TELLS_NOTHING or found.shortened or ended(one_line(story)) in found.text
        assert told, (channel, found.text)


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
        assert case.story in found.text or channel in TELLS_NOTHING
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
    assert "2026年11月2日与卖家协商，卖家拒绝；平台介入后没有支持。" in found.text


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


def test_what_gave_way_is_named_and_blanks_are_marked(alice: User) -> None:
    found = letter(draft(alice, story="页面写着含量2%，收到的没有。" * 90, claims={}), Channel.COMPLAINT_FORM, alice)
    assert [words.zh for words in found.dropped] == ["经过（写短了）"]
    assert "".join(part.text for part in found.segments) == found.text
    assert [part.text for part in found.segments if part.kind is SegmentKind.BLANK] == ["〔诉求〕"]


def test_answered_questions_are_told(alice: User) -> None:
    case = draft(alice, Kind.QUALITY)
    answers.record(case, {"fact.noticed": "first_use"}, actor=alice)
    assert "第一次使用时即出现" in letter(case, Channel.COMPLAINT_FORM, alice).text


def test_a_livestream_is_asked_for_by_its_own_rule(alice: User) -> None:
    case = draft(alice)
    assert "请调取下单时的商品页面快照核对（《电子商务法》第31条）。" in letter(case, Channel.PLATFORM_FORM, alice).text
    answers.record(case, {"fact.where_said": "live"}, actor=alice)
    text = letter(case, Channel.PLATFORM_FORM, alice).text
    assert "（《直播电商监督管理办法》第16条）" in text
    assert "规则版本" not in text


def test_rules_are_those_of_the_day_of_the_order_where_they_were_kept_already(alice: User) -> None:
    kept = letter(draft(alice, Kind.RETURN_REFUSED), Channel.PLATFORM_FORM, alice).text
    assert "请适用2026年10月27日下单时有效的规则版本（《网络交易平台规则监督管理办法》第15条）。" in kept
    before = START.replace(month=1, day=20)
    case = draft(alice, Kind.RETURN_REFUSED, placed_at=before, shipped_at=before, received_at=before)
    assert "规则版本" not in letter(case, Channel.PLATFORM_FORM, alice).text


def test_a_machines_ruling_is_laid_before_a_person(alice: User) -> None:
    case = at_stage(alice, "with_platform")
    do(case, Action.RECORD_RULING_AGAINST, alice, said="证据不足", machine=True)
    text = letter(case, Channel.PLATFORM_FORM, alice).text
    assert "平台没有支持我的诉求，理由是「证据不足」。请说明作出该处理的事实、理由和依据的规则" in text
    assert "人工复核（《网络交易平台规则监督管理办法》第19条）" in text


def test_several_orders_are_told_together(alice: User) -> None:
    case, other = draft(alice), draft(alice)
    case.orders.add(other.orders.get())
    text = letter(case, Channel.COMPLAINT_FORM, alice).text
    assert all(order.order_no in text for order in case.orders.all())
    assert "实付合计536.00元" in text


def test_what_was_agreed_can_be_confirmed_until_a_day(alice: User) -> None:
    text = letter(at_stage(alice, "settled"), Channel.CONFIRMATION, alice).text
    assert "自愿达成协议：卖家支付268.00元，于2026年11月7日前履行。" in text
    assert "依据《民事诉讼法》第205条，双方在法定期限内（不晚于2026年12月2日）共同申请司法确认" in text


def test_an_agreement_that_is_not_on_record_is_a_blank(alice: User) -> None:
    found = letter(at_stage(alice, "mediating"), Channel.CONFIRMATION, alice)
    assert found.missing == ("达成协议的日期", "协议内容")


def test_taking_it_back_says_what_came_and_what_did_not(alice: User) -> None:
    case = at_stage(alice, "mediating")
    do(case, Action.RECORD_PAID_LATE, alice, received=Decimal("200.00"), at=LATER - HOUR)
    sit = Situation.of(case, alice, LATER)
    sit.track = sit.open_track(TrackKind.COMPLAINT)
    text = write(sit, Channel.WITHDRAWAL).text
    assert "2026年11月2日，本人收到卖家支付的200.00元。余下的68.00元尚未收到" in text
    assert "现申请撤回投诉（编号SL-2）。谢谢。" in text


def test_the_least_is_the_money_back_alone(alice: User) -> None:
    case = draft(alice, claims={ClaimKind.REFUND_ONLY: Decimal("268.00"), ClaimKind.COMPENSATION: Decimal("804.00")})
    assert "心里的底线（不必说出口）：退还货款268.00元。" in letter(case, Channel.PHONE_SCRIPT, alice).text


def test_what_the_seller_should_write_fits_the_claim(alice: User) -> None:
    case = draft(alice, Kind.SHIPPING, claims={ClaimKind.SHIP: None}, received_at=None)
    text = letter(case, Channel.SELLER_CHAT, alice).text
    assert "麻烦在这里写明发货时间和快递单号" in text
    assert "【收货】尚未收到商品。" in letter(case, Channel.PLATFORM_FORM, alice).text


def test_the_form_is_filled_field_by_field(alice: User) -> None:
    case = draft(alice)
    Seller.objects.filter(complaints=case).update(displayed_address="浙江省杭州市西湖区文三路1号")
    case.refresh_from_db()
    found = {field.key: field for field in fields(Situation.of(case, alice, LATER), Channel.COMPLAINT_FORM)}
    assert found["authority"].text == "杭州市西湖区市场监督管理局"
    assert (found["paid"].text, found["options"].text, found["text"].limit) == ("268.00", "退货", 400)
    assert found["contact"].by_hand
