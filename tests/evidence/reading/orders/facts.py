"""Invented orders, and how pages write them."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

SHOPS = (
    "小鹿的护肤铺", "阿芙手作工坊", "Lumi灯具旗舰店", "半亩花田官方", "老张家腊味", "MOON月光首饰", "森系女装研究所",
    "泡芙的衣橱", "青柠运动户外专营店", "黑胶与猫", "一颗糖童装", "NorthPeak北峰", "栗子书房", "山货郎土特产",
    "七号仓库vintage", "海盐少女", "大象家居生活馆", "KIKI美瞳",
)  # fmt: skip
GOODS = (
    "玻尿酸保湿面霜 50g", "纯棉四件套 1.8m床", "真皮乐福鞋女 软底", "蓝牙降噪耳机Pro 2代", "手工牛轧糖 500g*2袋",
    "儿童防晒帽 UPF50+", "加厚羊毛袜 5双装", "无线机械键盘 87键", "天然和田玉平安扣", "桂花乌龙茶 冷泡茶包15包",
    "冰丝防晒衣 男女同款", "复古胶片相机 入门款", "宠物自动喂食器 3L", "316不锈钢保温杯", "速干瑜伽裤 高腰提臀",
    "北欧实木床头柜", "婴儿连体衣 0-3个月", "无火香薰 150ml 白茶", "氨基酸洗面奶", "手冲咖啡豆 埃塞俄比亚 耶加雪菲 227g",
    "大容量通勤托特包 帆布加厚防水", "防蓝光眼镜 超轻TR90镜框 可配度数",
)  # fmt: skip
SKUS = ("默认", "米白色", "M", "均码", "标准装", "浅灰 L", "两件套", "红色", "380ml")
_CARRIERS = (
    ("顺丰速运", "SF1", 12), ("中通快递", "78", 12), ("圆通速递", "YT8", 12), ("韵达快递", "46", 13),
    ("申通快递", "77", 13), ("极兔速递", "JT3", 12), ("京东快递", "JDX0", 11), ("邮政快递包裹", "98", 11),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """One order. Amounts in CNY, moments in China's time."""

    order_no: str
    shop: str
    product: str
    sku: str
    total: Decimal
    discount: Decimal
    placed_at: datetime
    paid_at: datetime
    shipped_at: datetime
    received_at: datetime | None
    carrier: str
    tracking_no: str

    @property
    def paid(self) -> Decimal:
        return self.total - self.discount

    def truth(self, shown: set[str]) -> dict[str, str]:
        """The fields that a page which shows `shown` has, as the reader should say them."""
        known = {
            "order_no": self.order_no,
            "shop": self.shop,
            "product": self.product,
            "paid": f"{self.paid:.2f}",
            "placed_at": f"{self.placed_at:%Y-%m-%dT%H:%M}",
            "shipped_at": f"{self.shipped_at:%Y-%m-%dT%H:%M}",
            "received_at": f"{self.received_at:%Y-%m-%dT%H:%M}" if self.received_at else "",
            "carrier": self.carrier,
            "tracking_no": self.tracking_no,
        }
        return {name: value for name, value in known.items() if name in shown and value}


def invented(chance: random.Random) -> Facts:
    """An order of the last year."""
    placed = datetime(2025, 12, 1) + timedelta(minutes=chance.randrange(500_000), seconds=chance.randrange(60))
    paid = placed + timedelta(seconds=chance.randrange(5, 1200))
    shipped = paid + timedelta(minutes=chance.randrange(60, 6000))
    carrier, head, more = chance.choice(_CARRIERS)
    total = Decimal(chance.randrange(990, 600_000)) / 100
    return Facts(
        order_no="P" + chance.choice("123456789") + _digits(chance, 17),
        shop=chance.choice(SHOPS),
        product=chance.choice(GOODS),
        sku=chance.choice(SKUS),
        total=total,
        discount=chance.choice(
            (Decimal(0), Decimal(5), Decimal("12.50"), Decimal(30)) if total > 40 else (Decimal(0),)
        ),
        placed_at=placed,
        paid_at=paid,
        shipped_at=shipped,
        received_at=shipped + timedelta(minutes=chance.randrange(900, 9000)) if chance.random() < 0.6 else None,
        carrier=carrier,
        tracking_no=head + _digits(chance, more),
    )


def _digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(count))


TIMES = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H:%M", "%Y.%m.%d %H:%M:%S")


def money(amount: Decimal, *, commas: bool) -> str:
    sign, size = "-" if amount.is_signed() else "", abs(amount)
    return f"{sign}¥{size:,.2f}" if commas else f"{sign}¥{size:.2f}"


def rows(facts: Facts, chance: random.Random) -> tuple[list[tuple[str, str]], set[str]]:
    """The rows below an order, label and value, in any order; and which fields they show."""
    said = chance.choice(TIMES)
    listed = [
        (chance.choice(("订单编号", "订单号")), facts.order_no, "order_no"),
        (chance.choice(("下单时间", "创建时间")), facts.placed_at.strftime(said), "placed_at"),
        (chance.choice(("付款时间", "支付时间")), facts.paid_at.strftime(said), ""),
        ("发货时间", facts.shipped_at.strftime(said), "shipped_at"),
    ]
    if facts.received_at:
        listed.append(
            (chance.choice(("签收时间", "收货时间", "成交时间")), facts.received_at.strftime(said), "received_at")
        )
    if chance.random() < 0.75:
        number = f"{facts.carrier} {facts.tracking_no}"
        listed.append((chance.choice(("物流单号", "运单号", "快递单号")), number, "parcel"))
    if chance.random() < 0.4:
        listed.append(("支付方式", chance.choice(("微信支付", "支付宝", "云闪付")), ""))
    chance.shuffle(listed)
    shown = {name for _label, _value, name in listed if name}
    if "parcel" in shown:
        shown |= {"carrier", "tracking_no"}
    return [(label, value) for label, value, _name in listed], shown | {"shop", "product", "paid"}
