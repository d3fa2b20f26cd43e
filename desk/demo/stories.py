"""The demo's cases as data: what was bought, what went wrong, and what has been done so far.

Days count back from today. A step is (days ago, action, facts); "until" and the like in facts are days from the step.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from complaints.status import ClaimKind, Kind
from escalation.transitions import Action

A, C = Action, ClaimKind
StepRow = tuple[float, Action, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Story:
    """One case of the demo."""

    order_no: str
    shop: str
    goods: str
    paid: Decimal
    ordered: int
    received: int | None
    kind: Kind
    title: str
    story: str
    claims: dict[ClaimKind, Decimal | None]
    steps: tuple[StepRow, ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()
    licence: str = ""
    address: str = ""
    safety: bool = False
    helped: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def _talk(ago: float, text: str) -> StepRow:
    return (ago, A.CONTACT_SELLER, {"text": text, "answer_by": 2})


HELLO = "您好，商品和页面介绍不一致，已附对比图。希望退货退款，运费由贵店承担。请在后天前回复，谢谢。"
PACK = "【下单】订单与付款见截图。【收货】已签收。【发现的问题】与页面介绍不符，见对比图。【诉求】退货退款，运费由商家承担。"

STORIES: tuple[Story, ...] = (
    Story(
        "P758291046375182736", "小鹿的护肤铺", "玻尿酸保湿面霜 50g", Decimal("268.00"), 11, 5, Kind.NOT_AS_DESCRIBED,
        "玻尿酸保湿面霜：成分与宣传不一致",
        "商品页写着「无酒精、三重玻尿酸」。收到后看成分表，第三位就是变性乙醇，玻尿酸排在最后。我没有使用，包装完整。",
        {C.RETURN_REFUND: Decimal("268.00"), C.FREIGHT: Decimal("12.00")},
        ((4, A.OPEN, {}), _talk(4, HELLO), (3, A.RECORD_REFUSAL, {"said": "护肤品拆封不退，本店不支持七天无理由。"})),
        (("promotion", "宣传截图"), ("order", "订单截图"), ("goods", "实物照片"), ("chat", "聊天记录")),
        helped="prepare",
    ),
    Story(
        "P261401419314170586", "山野咖啡烘焙", "冻干猫粮 1.5kg", Decimal("85.99"), 6, 2, Kind.QUALITY,
        "冻干猫粮：有霉味", "拆开有明显霉味，底部结块，猫不肯吃。批号和生产日期都拍了照。",
        {C.REFUND_ONLY: Decimal("85.99")},
        ((1, A.OPEN, {}), _talk(1, "您好，这袋猫粮有霉味、底部结块，照片已发。希望退还货款85.99元，请在后天前回复，谢谢。")),
        (("order", "cat_food.png"), ("defect", "结块近照")),
    ),
    Story(
        "P526114913167723267", "大白宠物用品", "碎花雪纺连衣裙 夏季新款", Decimal("129.00"), 30, 25, Kind.RETURN_REFUSED,
        "雪纺裙：七天无理由被拒", "签收第二天申请七天无理由退货，吊牌完好、没有穿过。卖家以「特价不退」拒绝，下单时并没有提示。",
        {C.RETURN_REFUND: Decimal("129.00")},
        (
            (24, A.OPEN, {}), _talk(24, "您好，裙子没有穿过，吊牌完好，申请七天无理由退货，请同意，谢谢。"),
            (23, A.RECORD_REFUSAL, {"said": "特价商品不退不换。"}),
            (23, A.ESCALATE_TO_PLATFORM, {"text": PACK}),
            (19, A.RECORD_RULING_FOR, {"said": "支持退货退款。", "promised": "129.00", "keep_by": 3}),
            (17, A.RECORD_KEPT, {}),
            (17, A.CLOSE, {"outcome": "resolved", "asked": "129.00", "promised": "129.00", "received": "129.00"}),
        ),
        (("order", "dress.jpg"), ("intact", "吊牌完好"), ("chat", "聊天记录")),
    ),
    Story(
        "P112565178800215810", "拾光香薰", "925银素圈戒指 可调节", Decimal("242.90"), 20, 15, Kind.COUNTERFEIT,
        "925 银戒指：疑为假货", "戴了两天就发黑掉色。拿到金店测，含银量很低。页面写着 925 银，并附了证书编号，查不到。",
        {C.RETURN_REFUND: Decimal("242.90"), C.COMPENSATION: Decimal("728.70")},
        (
            (14, A.OPEN, {}), _talk(14, "您好，戒指经检测不是925银，检测照片已发。希望退货退款并说明，请在后天前回复，谢谢。"),
            (11, A.RECORD_SILENCE, {}),
            (11, A.ESCALATE_TO_PLATFORM, {"text": PACK}),
        ),
        (("order", "ring.png"), ("tags", "标签近照"), ("chat", "聊天记录")),
        helped="act",
    ),
    Story(
        "P920418837105562914", "北境户外官方店", "90% 白鹅绒羽绒服", Decimal("499.00"), 27, 21, Kind.FALSE_ADVERTISING,
        "羽绒服：充绒量虚标", "商品页标称充绒量 220 克。送检结果 131 克。卖家说「面料重」，不认可检测。",
        {C.RETURN_REFUND: Decimal("499.00"), C.COMPENSATION: Decimal("1497.00")},
        (
            (19, A.OPEN, {}), _talk(19, HELLO), (18, A.RECORD_REFUSAL, {"said": "检测机构不认可，不退。"}),
            (17, A.ESCALATE_TO_PLATFORM, {"text": PACK}),
            (9, A.RECORD_RULING_AGAINST, {"said": "双方各执一词，不予支持。"}),
            (8, A.PREPARE_FILING, {"channel": "complaint"}),
            (7, A.ESCALATE_TO_REGULATOR, {"track": "complaint", "text": "投诉内容见所附材料。请求：退货退款499.00元。", "reference": "1310101002026111600417"}),
            (3, A.RECORD_ACCEPTANCE, {"track": "complaint"}),
        ),
        (("promotion", "宣传截图"), ("order", "订单截图"), ("chat", "聊天记录"), ("effect", "检测结果")),
        licence="北境户外用品（嘉兴）有限公司", address="浙江省嘉兴市秀洲区洪业路 18 号", helped="act",
    ),
    Story(
        "P330918274655019283", "巴黎买手阿May", "代购托特包", Decimal("12800.00"), 45, 38, Kind.COUNTERFEIT,
        "代购包袋：疑为假货", "专柜鉴定走线和五金都不对，出具了书面意见。卖家坚称正品，拒绝退款。",
        {C.RETURN_REFUND: Decimal("12800.00"), C.COMPENSATION: Decimal("38400.00")},
        (
            (30, A.OPEN, {}), _talk(30, HELLO), (29, A.RECORD_REFUSAL, {"said": "我们都是正品，不退。"}),
            (29, A.ESCALATE_TO_PLATFORM, {"text": PACK}),
            (20, A.RECORD_RULING_AGAINST, {"said": "证据不足，不予支持。"}),
            (2, A.PREPARE_FILING, {"channel": "complaint"}),
            (0.1, A.ASK_REVIEW, {"track": "complaint", "text": "本人于小红书店铺「巴黎买手阿May」购买托特包一只，实付12800.00元。专柜鉴定走线和五金与正品不符。请求：退货退款12800.00元，并依法赔偿。"}),
        ),
        (("order", "订单截图"), ("tags", "走线与五金"), ("appraisal", "鉴定意见"), ("chat", "聊天记录")),
        licence="上海美程贸易有限公司", address="上海市静安区康定路 99 号", helped="act",
    ),
    Story(
        "P440017283950162738", "纸间文创", "手账本套装", Decimal("39.00"), 3, 1, Kind.QUALITY,
        "手账本：到货破损", "外盒压扁，两本封面折断。开箱视频完整。", {C.EXCHANGE: None}, (),
    ),
)  # fmt: skip
