"""Threats that no list foresees: 不退就 … and 给我5000我就 … with a consequence that is neither lawful nor everyday."""

import re
from collections.abc import Iterator

from texts.tone.figures import AMOUNT
from texts.tone.voice import FULL_STOP, sentence_after, sentence_before

_NEAR = 24  # how many characters apart two words still belong together

COUNTED = (
    r"[一二两三四五六七八九几]?[十百千万][零一二三四五六七八九十百千万]*(?![个件条台双次年月天日点些分号楼别不一])"
)
"""A sum in Chinese numerals without its unit, as people say it after 给我."""
_GIVE = (
    rf"(?:给我?|转我?|打我?|拿|返我?|送我|补我?|赔我?|充|收|发我?|付我?)(?:再|先|来|个|点)*"
    rf"(?:{AMOUNT}|{COUNTED}|\d{{2,7}}(?!\d)|红包|钱)"
)
MONEY = re.compile(
    rf"(?<![实已共我付]){_GIVE}|(?:{AMOUNT}|{COUNTED}|\d{{3,7}})(?:块|元)?[,]?(?:换|买|转|打|微信|支付宝|封|私了)|(?:红包|钱|补偿|现金|转账)(?:先|都|一)?(?:到位|到账|到手|过来|打|拿|转)"
    rf"|[收拿](?:了|到)?钱(?!包)|送我|返我|[用花出](?:{AMOUNT}|{COUNTED})[^,。!?;\n]{{0,4}}[换买]|[买换](?:我|走|下)[^,。!?;\n]{{0,6}}|退差价(?:{AMOUNT}|{COUNTED})"
    rf"|给我?(?:寄|送|换)?一[台部套箱瓶](?!一|不)[^,。!?;\n]{{0,6}}|全退|一口价(?:{AMOUNT}|{COUNTED})|要的不多|(?:报|开|出)(?:个)?[数价]"
)
"""Money that is to change hands, however it is said."""
_SILENCE = re.compile(
    r"删(?:帖|贴|笔记|视频|掉|了)|秒删|帖子?|贴子|笔记|视频|曝光|媒体|记者|电视台|热搜|封口|闭嘴|嘴(?:巴)?(?:闭|严|堵)|流出去|传出去|往外说|外传|声张|不发|不挂|不找|"
    r"当没|撤诉|撤(?:投诉|举报|回投诉)|投诉撤|举报撤|私了|全网|过双|平安"
)
_PLAIN_TALK = re.compile(
    r"退款|退货|退还|退回|实付|支付|下单|购买|买了|买的|花了|商家|卖家|客服说|店家|店主|对方|主播|平台|让我|要我|如实|附件|上传|证据|开箱|截图|介入|申请|方案|接受|"
    r"显示|诉求|请(?!不|别)|希望|要求|运费|差价|官方|里(?:面|说|写|讲)|页面|宣传|标(?:价|注)|承诺|换货|补发"
)
_WISH = re.compile(r"(?:(?:不?想|要)(?:让|要)?(?:我|这|那)?[^,。!?;\n]{0,3})?$")
_CALM = re.compile(
    r"下单|购买|买了|买的|客服说|店家|店主|对方|让我|要我|如实|附件|上传|证据|开箱|介入|申请|方案|接受|显示|请(?!不|别)|希望|官方|里(?:面|说|写|讲)|页面|宣传片|承诺|"
    r"商家(?:说|让|要|威胁)|卖家(?:说|让|要|威胁)|提交|投诉|12315|消协|依法|起诉"
)
_ULTIMATUM = re.compile(
    r"钱(?:还)?(?:不|没)到|没?(?:见|收|看)不?到钱|[见看收]不到(?:退款|钱|回复)|退款(?:没|不)到|拖(?:一|1|半|上)?(?:天|次|小时)|再(?:敢)?(?:拖|敷衍|拉黑|装|糊弄|忽悠|骗)|"
    r"(?:你|自己)们?选(?=$|[一,。!?吧])|选一个|考虑清楚|想清楚|掂量|过时不候|不仁|给你们?[半一二两三五十\d][^,。!?;\n]{0,3}(?:小时|分钟|天|钟)|后面的事|信不信|"
    r"[你别]以为|就等你|见一次|下次路过|直到关门|没商量"
)
_PRESSURE = re.compile(
    r"曝光|热搜|差评|媒体|记者|直播间|评论区|发(?:群|出去|网|篇|一篇|帖|视频|到网)|群里|上网|网上|全网|粉丝|博主|大号|抖音|微博|朋友圈|视频|帖子|笔记|黑料|流出去|传出去|公开|"
    r"闹|堵|蹲|砸|玻璃|骂|扒|盯着|关店|关门|停业|混不下去|辞职|饭碗|开始发|往外放|不保证|找不到你|走着|试试|祖宗|老底|家|不义|主角"
)


_OTHERWISE = r"(?:否则|要不然|不然|要不)"
_UNMET = (
    r"(?:再不|拒不|不给|不肯|还不|敢不|不|没)(?:给我?|能|想|肯)?"
    r"(?:退|赔|处理|解决|答复|回复|发货|补发|道歉|换|认|理|管|付|给|到账|打钱|搞定|负责|回)"
)
_ACTOR = r"(?:我们?|咱们?|本人|你们?|贵店|店|老板|这店)"
_WILL = r"(?:就|会|将|别|可|得|立马|马上|直接|立刻|一定|必|准备|准|保证|有的是|让|叫|去|给|把|要|来|天天|每天|亲自)"
_IF_NOT = re.compile(
    rf"(?:{_UNMET}(?P<gap>[^,。!?;\n]{{0,8}})(?:[?!]*,?(?:那)?(?:{_ACTOR}{_WILL}|就|会|马上|立刻|直接))|{_OTHERWISE},?[^,。!?;\n]{{0,4}}?{_ACTOR}[^,。!?;\n]{{0,4}}{_WILL})(?P<then>[^,。!?;\n]{{2,30}})"
)
_PAID = re.compile(
    rf"(?<![实已共我])(?:给|转|打|拿|掏|补偿|赔|赔偿)(?:我|过来|来|给)?[^,。!?;\n退换]{{0,6}}?(?:{AMOUNT}|\d{{3,7}}(?!\d))[^,。!?;\n]{{0,6}}[,?]?"
    r"(?:我们?|这事|此事|大家)(?:保证|一定|立马|马上|立刻)?(?:就|便|也就|可以|立马|马上|保证)(?P<then>[^,。!?;\n]{1,20})"
)
_FAIR = re.compile(
    r"申请|介入|投诉|反映|举报|12315|12345|起诉|诉讼|法院|法律|律师|依法|消协|消费者协会|市场?监|监管|工商|报警|派出所|警方|调解|仲裁|维权|追究|"
    r"如实|客观|真实|证据|上传|提交|截图|官方|客服|平台|渠道|流程|售后|规则|规定|合同|承诺|"
    r"不买|不再买|不要了|不收|不确认|不签收|不接受|不同意|不认可|取消|退货|退款|退回|退掉|退了|换货|换一|寄回|寄给|拒收|等|联系|考虑|卸载|自己|"
    r"咨询|继续|催|希望|理解|接受|同意|说明|需要|麻烦|请|确认|核对|提供|支付|承担|垫付|赔偿|赔付|处理|解决|结束|关闭|完成|撤诉|撤销|撤回|签收|收下|"
    r"也行|也可以|没关系|没事|失望|难过|为难|没办法|没法|无法|不能|不会|不用|不好|是|算|很|太|还|又|只能|只好|超|过期|坏|错过|影响|耽误|来不及|损失|吗|呢"
)
_ASKED = re.compile(r"[?]")


def consequences(plain: str) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each threat of this shape, and whether it asks for money."""
    for pattern, pays in ((_IF_NOT, False), (_PAID, True)):
        for found in pattern.finditer(plain):
            if not _FAIR.search((found.groupdict().get("gap") or "") + found["then"]) and not _ASKED.match(
                plain[found.end() : found.end() + 1]
            ):
                yield found.start(), found.end(), pays


def ultimatums(plain: str) -> Iterator[tuple[int, int]]:
    """Where somebody is given a last choice and pressed with publicity or worse, in one breath."""
    for found in _ULTIMATUM.finditer(plain):
        yield from _together(plain, found, _PRESSURE, _CALM)


def hush_money(plain: str) -> Iterator[tuple[int, int]]:
    """Where money and silence stand side by side."""
    for found in MONEY.finditer(plain):
        yield from _together(plain, found, _SILENCE, _PLAIN_TALK)


def _together(
    plain: str, found: re.Match[str], other: re.Pattern[str], plain_talk: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    before = sentence_before(plain, found.start(), FULL_STOP)[-_NEAR:]
    after = sentence_after(plain, found.end(), FULL_STOP)[:_NEAR]
    if plain_talk.search(before + after):
        return
    if companion := other.search(found.group() + after):
        yield found.start(), max(found.end(), found.start() + companion.end())
    elif companion := other.search(before):
        start = found.start() - len(before) + companion.start()
        wish = _WISH.search(before[: companion.start()])
        yield start - (len(wish.group()) if wish else 0), found.end()
