"""Limits that wait for something which hasn't happened yet: 收到退货后三天内, 发货后48小时内, 您寄回来我们两天内退."""

import re

_REACH = 34
# 后 as part of a word or of a time is no event: 三天后, 最后, 然后, 售后.
_AFTER = re.compile(
    r"[^,]{2,}?(?<![天时日周月最然今随稍先售落期午之以个明节年假班前])(?:之|以)?后(?!台|续|天|期|悔|果|面|买|脚|勤)[^,]{0,6}(?:,[^,]{0,10})?$"
    r"|(?:自|从|由)(?!现在|今|即日|此刻|当前|本条|明)[^,]{1,14}起(?:算)?,?[^,]{0,6}$"
)
_EVENT = (
    r"收到|签收|到货|货物?到(?:了|达)?(?:我们|我司|店里?|仓)?|到(?:我们|我司)?仓|入库|到仓|揽收|收货|查收"
    r"|验收|验货|质检|检测|鉴定|审核通过|寄回来?|退回来?|返厂|付款|下单|拍下"
)
# 收到货3天内: the event stands right before the limit, without 后.
_DIRECTLY = re.compile(
    rf"(?<!未)(?<!申请)(?<!正在)(?:{_EVENT})"
    r"(?!的)(?:完|完成|通过|无误|好|成功|没问题|您的|你的|退货|退件|货物?|商品|包裹|东西|确认|了|并|,){0,4}"
    r"(?:我们?|这边|会|在|就|的话|大约|约|一般|预计|最快|最晚|最迟){0,3}$"
)
# 等仓库收到了，两天内; not 请等两天.
_WHEN = re.compile(
    r"(?:(?<![稍久请再])等(?![待一着候级于等下])|(?<!对)待(?!会)|一旦)[^,]{1,16}"
    r"(?:到|了|后|完|好|回|通过|收|入库|上班|确认|签|出来)[^,]{0,6}(?:,[^,]{0,8})?$"
)
# 您寄回来我们两天内退: what the consumer has to do first.
_ASKED = r"寄|退回|退货|申请|提交|提供|上传|拍|发一?下|发我|发过来|撤销|撤回|签收|收到|重新下单|补差价"
_THEIR_ACT = re.compile(
    rf"(?:(?<![给帮为替跟])[您你](?!的|们)|麻烦|请)[^,给]{{0,10}}?(?:{_ASKED})(?!的)[^,]{{0,14}}(?:,[^,]{{0,14}})?$"
)
# 3天内退款，自签收之日起算.
_TOLD_AFTERWARDS = re.compile(
    r"[^,]{0,8}[,(]?(?:自|从|以)[^,]{0,8}(?:收到|签收|寄出|发货|入库|审核|确认|申请)[^,]{0,8}(?:起|算|为准)"
)


def waits(sentence: str, start: int, end: int) -> bool:
    """Whether the limit in sentence[start:end] runs from an event to come, so that its end isn't known."""
    before = sentence[max(0, start - _REACH) : start]
    if any(pattern.search(before) for pattern in (_AFTER, _DIRECTLY, _WHEN, _THEIR_ACT)):
        return True
    return bool(_TOLD_AFTERWARDS.match(sentence, end, end + _REACH))
