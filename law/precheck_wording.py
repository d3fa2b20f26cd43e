"""What a text to an office asks for, threatens or leaves out, read from its wording. No dictionary of insults.

Words that somebody else said (quoted, or told of the seller) are not the writer's: 「客服说撤销投诉才退款」 is a fact of the
case. So is a demand made to the seller that came to nothing: 「向商家要求退款被拒」.
"""

import re
import unicodedata

_QUOTED = re.compile(r"「[^」]*」|『[^』]*』|“[^”]*”|\"[^\"]*\"|《[^》]*》")
_SENTENCE = re.compile(r"[^。!?;\n]+")
_BLANK = re.compile(r"[^\S\n]+")

_OTHER_SIDE = r"(?:商家|卖家|店家|对方|客服|店铺|店主|老板|商户|他们|平台|主播)"
_TOLD = re.compile(
    _OTHER_SIDE
    + r"[^,。!?;]{0,8}(?:说|称|讲|表示|威胁|恐吓|要求|要我|让我|叫我|扬言|回复|答复|提出|以|发来)[^。!?;]{0,10}$"
)
_TO_OTHER_SIDE = re.compile(r"(?:向|跟|和|找|与|对)" + _OTHER_SIDE + r"[^,。!?;]{0,8}$")
_THEIR_DEMAND = re.compile(_OTHER_SIDE + r"(?:还|又|却|先|反而|多次|一直)?$")
_REFUSED = re.compile(
    r"被拒|遭拒|拒绝|不同意|不予|未果|不理|驳回|没有?(?:答复|回复|处理|结果|退|同意|下文)|未(?:答复|回复|处理|退|同意)|"
    r"不(?:处理|回复|退|肯|给|认)"
)
_NOT = re.compile(r"(?:不|没有?|未|无需|无须|并非|不是|不再|别|已)(?:会|要|想|在此)?$")

_ASKING = r"(?:请求|要求|希望|恳请|请|申请|建议|盼望|望|诉求|主张|责令)"
_PUNISH = re.compile(
    rf"{_ASKING}(?P<between>[^。!?;]{{0,14}}?)(?:查处|处罚|罚款|立案|吊销|取缔|停业|没收|严惩|严查|惩处|惩罚|责令改正|责令整改|追究[^。!?;,]{{0,6}}(?:行政|刑事)责任)"
)
_REPORTS = re.compile(r"(?:特此|现|正式|实名|一并|同时)(?:向[^。!?;,]{0,12})?举报|举报(?:请求|事项|内容|诉求)")
_MONEY = re.compile(
    rf"(?:{_ASKING}|要(?!求)|应当?|须)(?P<between>[^。!?;]{{0,12}}?)"
    r"(?:退款|退货|退还|退钱|退回货款|退一赔|假一赔|赔偿|赔付|赔我|赔钱|换货|更换商品|补发|返还)"
)
_NOT_MINE = re.compile(r"查|核|罚|拒|不|调查|其[^,。]{0,4}的|何时")

_EXPOSE = (
    r"(?:曝光|挂(?:出来|到|上)|发到?(?:网上|小红书|抖音|微博|朋友圈|各大平台)|上热搜|找?媒体|差评|搞臭|搞垮|人肉|"
    r"举报到(?:你|它|他|关|倒|死)|开不下去|关门|倒闭|好看|发视频|发帖|投稿|找?记者|全网)"
)
_THREATS = (
    re.compile(rf"(?:否则|不然|要不然|逾期)[^。!?;]{{0,18}}{_EXPOSE}"),
    re.compile(
        rf"(?:再不|拒不|不)(?:给|赔|退|处理|解决|同意|答复|回复)[^。!?;说称]{{0,14}}(?:就|将|会|别怪|只好)[^。!?;]{{0,10}}{_EXPOSE}"
    ),
)
_VIOLENCE = re.compile(r"弄死|砍(?:死|你)|打断|砸(?:店|了你)|上门(?:闹|收拾|堵)|堵门|不得安宁|杀了")
_SILENCE_MONEY = (
    re.compile(
        r"(?:给|赔|付|转|补偿|打)(?:给|偿|付)?[^。!?;,]{0,8}"
        r"(?:\d{2,}|\d[\d,.]*(?:元|块|万|千)|[一二两三四五六七八九十百千万]+(?:元|块|万|千))[^。!?;]{0,8}"
        r"(?:就|便|即可|可以|才)[^。!?;]{0,6}"
        r"(?:撤诉|撤销|撤回|撤[掉了]?(?:投诉|举报)|不再?(?:投诉|举报|追究|曝光|发)|"
        r"删[除掉了]?(?:帖|差评|笔记|评论|视频)|把(?:帖|差评|笔记|评论|视频)[^,。]{0,3}删)"
    ),
    re.compile(r"封口费|私了费|保密费|删帖费"),
    re.compile(
        r"(?:撤诉|撤回|撤销|删帖|删除笔记|不举报|不投诉|不再追究)[^。!?;,]{0,4}(?:条件|前提|价格|费用)[^。!?;]{0,14}(?:元|万|块|\d)"
    ),
)
_OWN = re.compile(r"(?:我|本人)(?:就|会|要|将|便)")

_DAY = re.compile(
    r"\d{1,2}月\d{1,2}[日号]|\d{4}[-./年]\d{1,2}[-./月]\d{1,2}|(?<!\d)\d{1,2}[./]\d{1,2}(?!\d)|"
    r"[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]"
)
_SUM = re.compile(
    r"¥\d|\d(?:[\d,]*\.?\d*)(?:元|块|圆|rmb)|人民币\d|[一二两三四五六七八九十百千万零]+(?:元|块)|(?:实付|付了|支付|价格|金额)[^,。]{0,4}\d",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """The text with half-width signs and without blanks, as the patterns read it."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


def length(text: str) -> int:
    """How many characters say something: blanks and signs left out."""
    return sum(character.isalnum() for character in text)


def asks_punishment(text: str) -> str:
    """The words that ask for an investigation or a penalty, or call it a report; empty when nothing does."""
    return _first(text, (_PUNISH, _REPORTS))


def asks_money(text: str) -> str:
    """The words that ask for a refund, an exchange or compensation; empty when nothing does."""
    return _first(text, (_MONEY,))


def threatens(text: str) -> str:
    """The words that make a threat of exposure; empty when nothing does. Announcing a suit or a complaint is none."""
    return _first(text, _THREATS)


def extorts(text: str) -> str:
    """The words that sell silence or threaten with violence (Decree 121, art. 42); empty when nothing does."""
    return _first(text, (*_SILENCE_MONEY, _VIOLENCE))


def names_day(text: str) -> bool:
    """Whether a day is named."""
    return bool(_DAY.search(plain(text)))


def names_sum(text: str) -> bool:
    """Whether an amount of money is named."""
    return bool(_SUM.search(plain(text)))


def names_place(text: str, names: tuple[str, ...]) -> bool:
    """Whether the platform or one of `names` (shop, licence holder) is named."""
    words = plain(text)
    return any(plain(name) in words for name in names if name.strip())


def _first(text: str, patterns: tuple[re.Pattern[str], ...]) -> str:
    """The first hit that is the writer's own and asked of the office."""
    for sentence in _SENTENCE.findall(_QUOTED.sub("", plain(text))):
        for pattern in patterns:
            for hit in pattern.finditer(sentence):
                if _is_own(sentence, hit):
                    return hit.group()
    return ""


def _is_own(sentence: str, hit: re.Match[str]) -> bool:
    before, after = sentence[: hit.start()], sentence[hit.end() :]
    if _NOT.search(before) or (_TOLD.search(before) and not _OWN.search(hit.group())):
        return False
    if "between" not in hit.groupdict():
        return True
    if _THEIR_DEMAND.search(before) and re.match(_ASKING, hit.group()):
        return False
    if _TO_OTHER_SIDE.search(before) or (_NOT_MINE.search(hit["between"]) and hit.re is _MONEY):
        return False
    told_to = re.match(_OTHER_SIDE, hit["between"]) and _REFUSED.search(after)
    return not (told_to or _REFUSED.search(after[:16]))
