"""Whose words they are. What others said, what is quoted and what is denied isn't remarked on.

「客服骂我是骗子」 is a fact of the case, 「我没有说你是骗子」 the opposite of an insult.
"""

import re
from bisect import bisect_right

_QUOTED = re.compile(
    r"「[^」]{0,400}」|『[^』]{0,400}』|“[^”]{0,400}”|‘[^’]{0,200}’|\"[^\"\n]{0,400}\"|《[^》]{0,100}》|【[^】]{0,100}】"
)
_END = re.compile(r"[。!?;\n]")
FULL_STOP = re.compile(r"[。;\n]")
"""Where a threat ends even if it asks first: 退不退？不退我就…"""
_FAR = 48  # how many characters before a hit are looked at
_OTHERS = (
    r"(?:商家|卖家|店家|对方|客服|店铺|店主|店员|老板娘?|商户|他们?|她们?|主播|快递员|有人|网友|买家|评论区?|别人|大家|人家|"
    r"评价|运营|售后|专员|页面|详情页?|一句)"
)
_SAID = (
    r"(?:说|称|讲|表示|威胁|恐吓|要求|要我|让我|叫我|逼我|骂|喊|怼|嘲讽|讽刺|扬言|回复|答复|回我|回了|回:|提出|发来|发了|发给|发消息|"
    r"打字|诬陷|污蔑|诬赖|指责|留言|写着|写了|问我|吼|承认|保证|承诺|一句|宣传|主动|提议|私信|暗示)"
)
_TOLD = re.compile(
    rf"{_OTHERS}[^,。!?;\n]{{0,10}}(?<![不没未])(?<!没有){_SAID}(?:[^,。!?;\n]{{0,12}}$|[^,。!?;\n]{{0,4}}:[^,。!?;\n]{{0,12}}$)|"
    rf"{_OTHERS}[^,。!?;\n]{{0,10}}(?<![不没未])(?<!没有)(?:说|称|讲|表示|威胁|恐吓|骂(?!人)|扬言)[^,。!?;\n]{{0,2}},$|"
    r"(?:^|,)(?:还|又|竟然?|居然|反而|并|却)(?:说|称|威胁|扬言|骂)[^,。!?;\n]{0,10}$"
)
_PASSIVE = re.compile(r"被(?:[^,。!?;\n]{0,6})(?:骂|说|叫|喊|称|威胁|侮辱|当)[^,。!?;\n]{0,6}$|遭到?[^,。!?;\n]{0,8}$")
_OF_ME = re.compile(
    r"(?:骂|说|叫|喊|称|当|诬陷|污蔑|认为|嘲笑|威胁)(?:我|咱|我们|消费者|顾客|买家)[^,。!?;\n]{0,6}$|(?:当|把|拿|将)我[^,。!?;\n]{0,4}$"
)
_DENIED = re.compile(
    r"(?<![是会要能该想怕莫岂可这那])(?:不|没有?|并非|未|别|勿|无意|不是|不再|从没|绝不|并不|不用|不必)"
    r"(?:会|要|想|是|去|再|在|把|打算|愿意?|可能|该|应该?|因此|因为|为了|随便|轻易|用)*$|"
    r"(?<![你们要若果是])(?:不想|不愿|不会|不打算|无意|没想|并不想|不是想|不是要|不希望|没打算)(?!让你)[^,。!?;\n]{0,6}$"
)
_NOT_SAID = re.compile(
    r"(?:不|没有?|未|别|并没有?|从未|从没|不会|不能|不想|不该|不愿)(?:在|想|要|去|直接|随便)?(?:说|骂|指|称|讲|认为|觉得|指责|断定|认定)"
    r"(?:过|了|你们?|他们?|您|商家|卖家|店家|客服|谁|就|都|这|那|为|人|是)*$"
)


class Voices:
    """Where a text quotes; made once for a text."""

    def __init__(self, plain: str) -> None:
        self._plain = plain
        spans = [found.span() for found in _QUOTED.finditer(plain)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def is_quoted(self, start: int) -> bool:
        """Whether the place is inside quotation marks."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and start < self._ends[at]

    def is_writers(self, start: int, *, resolved: bool = False) -> bool:
        """Whether what begins at `start` is the writer's own; `resolved`: it says 我就, which outweighs 客服说."""
        if self.is_quoted(start):
            return False
        before = sentence_before(self._plain, start)
        if _DENIED.search(before) or _NOT_SAID.search(before) or _OF_ME.search(before) or _PASSIVE.search(before):
            return False
        return resolved or not _TOLD.search(before)


def sentence_before(plain: str, start: int, ends: re.Pattern[str] = _END) -> str:
    """The words of the same sentence before `start`, as far as they matter; `ends` says where sentences end."""
    before = plain[max(0, start - _FAR) : start]
    last = [end.end() for end in ends.finditer(before)]
    return before[last[-1] :] if last else before


def sentence_after(plain: str, end: int, ends: re.Pattern[str] = _END) -> str:
    """The words of the same sentence from `end` on, as far as they matter."""
    after = plain[end : end + _FAR]
    stop = ends.search(after)
    return after[: stop.start()] if stop else after
