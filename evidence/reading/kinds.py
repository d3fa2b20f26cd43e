"""What a screenshot shows: an order, a parcel's way, goods, a chat, an after-sales page, a ruling. By its words and shape."""

import re
from collections.abc import Sequence
from enum import StrEnum

from evidence.reading.lines import Line


class Kind(StrEnum):
    """The kinds that matter for a dispute; OTHER for anything else, also for a picture without words."""

    ORDER = "order"
    LOGISTICS = "logistics"
    GOODS = "goods"
    CHAT = "chat"
    AFTER_SALES = "after_sales"
    RULING = "ruling"
    OTHER = "other"


_CUES: dict[Kind, tuple[tuple[str, float, float], ...]] = {
    Kind.ORDER: (
        (r"^订单(?:详情|信息)$", 3, 3),
        (r"^订单(?:编号|号)", 3, 3),
        (r"^(?:创建|下单|付款|支付|成交)时间", 1, 3),
        (r"^(?:实付款?|实际支付|商品总价|店铺优惠)", 1, 3),
        (r"^(?:待付款|待发货|待收货|交易成功)$", 1, 1),
    ),
    Kind.LOGISTICS: (
        (r"^(?:物流|快递|包裹)(?:详情|信息|跟踪|动态|轨迹)", 4, 4),
        (r"^(?:已揽[收件]|运输中|派[送件]中|待取件|已签收|已发货|清关)", 1, 3),
        (r"快件|揽[收件]|分拣|转运|中转|集散|营业[部点]|驿站|派[送件]|发往|到达|离开|代收点|丰巢", 1, 5),
    ),
    Kind.GOODS: (
        (r"加入购物车|立即购买|马上抢|领券购买", 3, 6),
        (r"^(?:商品|宝贝)?(?:详情|评价|参数)$|已售\d|月销|起售|包邮|无理由退|选择规格|进店看看", 1, 4),
    ),
    Kind.CHAT: (
        (r"^(?:发消息|发送消息|输入消息|说点什么|按住说话|请输入)|撤回了一条消息|以上是历史消息|^对方正在输入", 4, 5),
        (r"^(?:已读|未读|昨天|今天|星期.|周.)(?:\s?(?:上午|下午|晚上)?\s?\d{1,2}:\d{2})?$", 1, 3),
        (r"^(?:亲|您好|你好|在吗|老板)|[哦呢吗呀哈]$|麻烦|稍等|抱歉", 0.7, 3),
    ),
    Kind.AFTER_SALES: (
        (r"^(?:售后|退款|退货|退货退款|换货)(?:详情|进度|申请|服务单|单)$", 4, 4),
        (
            r"^(?:退款(?:金额|原因|编号|方式|总额|说明)|售后(?:单号|编号|类型|原因)|申请(?:时间|金额|原因|件数)|货物状态|服务单号)",
            2,
            6,
        ),
        (
            r"商家(?:已?同意|已?拒绝|处理中|超时)|待商家|退款成功|退款关闭|寄回商品|填写(?:退货)?(?:物流|单号)|拒绝(?:退款|原因)",
            1.5,
            4,
        ),
    ),
    Kind.RULING: (
        (r"(?:平台|客服|小二)(?:已?介入|判定|裁[定决]|处理结果|审核结果)|判责|仲裁|处理结果|裁[定决]结果|纠纷", 3, 7),
        (r"举证|责任方|判定为|依据.*规则|支持(?:买家|卖家|消费者|商家)|维持|不支持|申诉", 1, 3),
    ),
}
"""By kind: what its lines say, how much each line counts, and the most that all of them count."""
_ENOUGH = 3.0
_SIDES = 2.5


def kind_of(lines: Sequence[Line], size: tuple[int, int]) -> Kind:
    """The kind of a picture of `size` (width, height) by its lines."""
    texts = [line.text.replace(" ", "") for line in lines]
    score = {kind: sum(_worth(texts, *cue) for cue in cues) for kind, cues in _CUES.items()}
    score[Kind.CHAT] += _SIDES * _has_two_sides(lines, size[0])
    best = max(score, key=lambda kind: score[kind])
    return best if score[best] >= _ENOUGH else Kind.OTHER


def _worth(texts: Sequence[str], pattern: str, each: float, most: float) -> float:
    said = re.compile(pattern)
    return min(most, each * sum(bool(said.search(text)) for text in texts))


def _has_two_sides(lines: Sequence[Line], width: int) -> bool:
    """Whether there are bubbles at the left and at the right, as far apart from the middle as chats set them."""
    left = [line for line in lines if line.box.left < 0.25 * width and 0.3 * width < line.box.right < 0.85 * width]
    right = [line for line in lines if line.box.left > 0.3 * width and 0.75 * width < line.box.right < 0.92 * width]
    labels = sum(any(_level(one.box, other.box) for other in right) for one in left)
    return len(left) >= 2 and len(right) >= 2 and labels <= 1


def _level(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return min(one[3], other[3]) > max(one[1], other[1])
