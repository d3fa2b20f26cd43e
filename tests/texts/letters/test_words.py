"""Words are shortened and joined without being spoiled."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import CHINA
from law.reference import Counting
from texts.letters import SegmentKind, count, promise_sentence
from texts.letters.cutting import clip, shorten
from texts.letters.templates import render, slots_of
from texts.letters.wording import ended, one_line, part, without

CHARACTERS, UTF16, CRLF = Counting
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
NOW = datetime(2026, 11, 12, 10, 0, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("text", "lengths"),
    [("", (0, 0, 0)), ("面霜，", (3, 3, 3)),
     ("ＡＢ", (2, 2, 2)), ("😀", (1, 2, 2)), (FAMILY, (5, 8, 8)), ("一\n二\n", (4, 4, 6))],
)  # fmt: skip
def test_each_way_of_counting(text: str, lengths: tuple[int, int, int]) -> None:
    assert tuple(count(text, rule) for rule in Counting) == lengths


@pytest.mark.parametrize(
    ("text", "room", "kept"),
    [
        ("玻尿酸面霜", 5, "玻尿酸面霜"),
        ("玻尿酸面霜", 4, "玻尿酸…"),
        ("面霜500ml装", 5, "面霜…"),
        ("含量2.5%的面霜", 4, "含量…"),
        ("面霜，精华", 4, "面霜…"),
        ("1234567890旗舰店", 5, "1234567890…"),
        ("1234567890", 5, "1234567890"),
        ("霜" + FAMILY, 4, "霜…"),
        (FAMILY + "店", 4, FAMILY + "…"),
        ("店🇨🇳🇯🇵", 4, "店🇨🇳…"),
        ("好🙏🏻谢", 3, "好…"),
    ],
)
def test_names_are_cut_between_signs(text: str, room: int, kept: str) -> None:
    assert clip(text, room, CHARACTERS) == kept


@given(st.text("霜店，。12.5kg😀\u200d🏻🇨🇳「", min_size=1, max_size=40), st.integers(2, 30), st.sampled_from(Counting))
def test_something_always_remains_and_it_begins_as_the_whole(text: str, room: int, counting: Counting) -> None:
    kept = clip(text, room, counting)
    assert kept
    assert text.startswith(kept.removesuffix("…"))


@pytest.mark.parametrize(
    ("story", "room", "kept"),
    [
        ("第一句话说完了，很清楚。第二句话。", 14, "第一句话说完了，很清楚。"),
        ("第一句话说完了，很清楚。第二句话。", 99, "第一句话说完了，很清楚。第二句话。"),
        ("没有句号没有句号没有句号没有句号", 14, "没有句号没有句号没有句号没…"),
        ("短。没有句号没有句号没有句号没有句号", 16, "短。没有句号没有句号没有句号没…"),
        ("没有句号没有句号没有句号没有句号", 12, ""),
        ("", 5, ""),
    ],
)
def test_a_story_ends_with_a_sentence_where_it_can(story: str, room: int, kept: str) -> None:
    assert shorten(story, room, CHARACTERS) == kept


@given(st.text("面霜不符。！？；,a1😀「」", max_size=300), st.integers(0, 200), st.sampled_from(Counting))
def test_a_shortened_story_never_exceeds_its_room(story: str, room: int, counting: Counting) -> None:
    assert counting.length(shorten(story, room, counting)) <= room


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("一句\n 第二句。\n\n", "一句。第二句。"),
        ("，。太差了！！！！", "太差了！"),
        ("真的，。又来。。。", "真的。又来。"),
        ("联系了3次 没人理", "联系了3次没人理"),
        ("买了 iPhone 15 手机壳", "买了 iPhone 15 手机壳"),
        ("等了很久……还是——没有", "等了很久……还是——没有"),
        ("为什么？！", "为什么？"),
    ],
)
def test_a_story_is_put_on_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("text", "whole"), [("好", "好。"), ("好。", "好。"), ("好，", "好。"), ("说「好。」", "说「好。」"), ("", "")]
)
def test_a_sentence_has_one_end(text: str, whole: str) -> None:
    assert ended(text) == whole
    assert part(whole) == text.rstrip("，。")


def test_sentences_of_the_other_procedure_are_left_out() -> None:
    story = "标签没有生产日期。请赔偿三倍。我会举报。"
    assert without("money", story) == "标签没有生产日期。我会举报。"
    assert without("punishment", story) == "标签没有生产日期。请赔偿三倍。"
    assert without("", story) == story


def test_of_a_long_sentence_only_the_part_goes() -> None:
    long = "标签没有生产日期，" * 8 + "要求赔偿，还没有中文说明。"
    assert without("money", long) == "标签没有生产日期，" * 8 + "还没有中文说明。"


def test_a_template_is_filled_or_not_said() -> None:
    template = "订单号{order_no}[，{received}签收]。"
    assert slots_of(template) == {"order_no", "received"}
    assert _text(template, {"order_no": "P1", "received": "今天"}) == "订单号P1，今天签收。"
    assert _text(template, {"order_no": "P1"}) == "订单号P1。"
    assert _text(template, {}) is None


def test_what_must_be_filled_leaves_a_blank() -> None:
    segments = render("在「{shop}」，{claims_few}", {}, ("shop", "claims"), {})
    assert segments is not None
    assert [part.text for part in segments if part.kind is SegmentKind.BLANK] == ["〔店铺〕", "〔诉求〕"]


def test_what_people_wrote_is_never_read_as_a_template() -> None:
    assert _text("{shop}", {"shop": "{paid}[@x]"}) == "{paid}[@x]"


def test_an_opening_is_the_types_own_sentence() -> None:
    openings = {"seller": "我在「{shop}」买的。"}
    assert _text("你好，@seller订单号", {"shop": "鹿"}, openings) == "你好，我在「鹿」买的。订单号"
    assert _text("@other", {"shop": "鹿"}, openings) is None


def _text(template: str, values: dict[str, str], openings: dict[str, str] | None = None) -> str | None:
    segments = render(template, values, (), openings or {})
    return None if segments is None else "".join(part.text for part in segments)


SAID = datetime(2026, 3, 2, 21, 14, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("who", "quote", "due", "sentence"),
    [
        ("", "48小时内退款。", SAID + timedelta(days=2), "卖家于3月2日21:14承诺「48小时内退款」，至今未履行"),
        ("平台客服", "明天答复", None, "平台客服于3月2日21:14承诺「明天答复」，至今未履行"),
        ("卖家", "「月底」前退", NOW + timedelta(days=9), "卖家于3月2日21:14承诺「『月底』前退」，后来又表示不再履行"),
    ],
)  # fmt: skip
def test_a_broken_promise_is_told_with_its_moment(who: str, quote: str, due: datetime | None, sentence: str) -> None:
    assert promise_sentence(SAID, who, quote, due, NOW) == sentence


def test_another_year_is_named_and_a_long_quote_cut() -> None:
    told = promise_sentence(SAID.replace(year=2025), "", "一定退" * 30, None, NOW)
    assert told.startswith("卖家于2025年3月2日21:14承诺「一定退")
    assert "…」" in told
    assert len(told) < 75
