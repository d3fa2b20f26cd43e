"""Six ways to set an order's page, none of them that of the public examples."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PIL import Image, ImageDraw, ImageFont

from tests.evidence.reading.drawing import FONT
from tests.evidence.reading.orders.facts import Facts, money, rows

_FACES = (0, 2, 3)
"""Japanese, simplified and traditional shapes of the same typeface: the strokes differ."""
_THEMES = (
    ((245, 245, 245), (255, 255, 255), (30, 30, 30), (140, 140, 140), (220, 40, 60)),
    ((18, 18, 20), (36, 36, 38), (232, 232, 232), (140, 140, 145), (255, 90, 100)),
    ((255, 250, 240), (255, 255, 255), (60, 45, 30), (150, 130, 110), (200, 80, 20)),
    ((236, 240, 246), (248, 250, 253), (20, 35, 60), (120, 130, 150), (200, 30, 40)),
)
Colour = tuple[int, int, int]
Rows = Sequence[tuple[str, str]]


@dataclass
class Sheet:
    """A phone's screen that is written from top to bottom; sizes in tenths of a per cent of the width."""

    width: int
    chance: random.Random
    image: Image.Image = field(init=False)
    y: int = 0

    def __post_init__(self) -> None:
        self.paper, self.card, self.ink, self.faint, self.accent = self.chance.choice(_THEMES)
        self.face, self.weight = self.chance.choice(_FACES), self.chance.choice((350, 400, 450))
        self.image = Image.new("RGB", (self.width, round(self.width * 2.1)), self.paper)
        self.draw = ImageDraw.Draw(self.image)

    def px(self, share: float) -> int:
        return round(self.width * share / 1000)

    def font(self, size: float, *, bold: bool = False) -> ImageFont.FreeTypeFont:
        made = ImageFont.truetype(str(FONT), self.px(size), index=self.face)
        made.set_variation_by_axes([650 if bold else self.weight])
        return made

    def text(
        self, x: float, words: str, size: float, *, bold: bool = False, colour: Colour | None = None, down: float = 0
    ) -> None:
        at = (self.px(x), self.y + self.px(down))
        self.draw.text(at, words, font=self.font(size, bold=bold), fill=colour or self.ink)

    def right(
        self, x: float, words: str, size: float, *, bold: bool = False, colour: Colour | None = None, down: float = 0
    ) -> None:
        font = self.font(size, bold=bold)
        at = (self.px(x) - font.getlength(words), self.y + self.px(down))
        self.draw.text(at, words, font=font, fill=colour or self.ink)

    def wrapped(self, x: float, words: str, size: float, room: float) -> int:
        """Break after `room`; the number of lines."""
        font, line, lines = self.font(size), "", []
        for letter in words:
            if font.getlength(line + letter) > self.px(room):
                lines.append(line)
                line = ""
            line += letter
        for n, each in enumerate([*lines, line]):
            self.text(x, each.strip(), size, down=n * size * 1.4)
        return len(lines) + 1

    def panel(self, height: float) -> None:
        box = (self.px(25), self.y, self.width - self.px(25), self.y + self.px(height))
        self.draw.rounded_rectangle(box, self.px(20), fill=self.card)

    def picture(self, x: float, size: float) -> None:
        box = (self.px(x), self.y, self.px(x + size), self.y + self.px(size))
        self.draw.rounded_rectangle(box, self.px(14), fill=tuple(self.chance.randrange(80, 220) for _ in range(3)))

    def down(self, share: float) -> None:
        self.y += self.px(share)

    def rows(self, listed: Rows, size: float, step: float, *, button: str = "") -> None:
        """Labels at the left, values at the right end; the value `button` has a button to copy behind it."""
        for label, value in listed:
            self.text(55, label, size, colour=self.faint)
            self.right(850 if value == button else 945, value, size)
            if value == button:
                self.right(945, "复制", size - 2, colour=(70, 120, 200))
            self.down(step)

    def head(self, title: str) -> None:
        self.down(14)
        self.text(40, f"{self.chance.randrange(24)}:{self.chance.randrange(60):02}", 32, bold=True)
        self.down(80)
        wide = self.font(40, bold=True).getlength(title)
        self.text((self.width - wide) / 2 / self.width * 1000, title, 40, bold=True)
        self.down(100)


def _goods(page: Sheet, facts: Facts, price: str) -> None:
    """Shop, then picture, name and price on one row."""
    page.text(55, facts.shop + " ›", 36, bold=True)
    page.down(70)
    page.picture(55, 180)
    page.right(945, price, 34)
    room = 945 - 260 - page.font(34).getlength(price) / page.width * 1000 - 30
    lines = page.wrapped(260, facts.product, 36, room)
    page.text(260, facts.sku, 28, colour=page.faint, down=lines * 52)
    page.right(945, "×1", 28, colour=page.faint, down=56)
    page.down(200)


def aligned_left(facts: Facts, chance: random.Random, width: int) -> tuple[Image.Image, set[str]]:
    """Values stand behind their labels, at one edge."""
    page, (listed, shown) = Sheet(width, chance), rows(facts, chance)
    page.head("订单详情")
    page.panel(380)
    page.down(25)
    _goods(page, facts, money(facts.total, commas=False))
    page.down(20)
    page.text(55, "实付款", 34)
    page.right(945, money(facts.paid, commas=False), 42, bold=True, colour=page.accent)
    page.down(150)
    page.panel(len(listed) * 64 + 40)
    page.down(24)
    for label, value in listed:
        page.text(55, label, 31, colour=page.faint)
        page.text(270, value, 31)
        page.down(64)
    return page.image, shown


def colons(facts: Facts, chance: random.Random, width: int) -> tuple[Image.Image, set[str]]:
    """Label, colon and value in one piece."""
    page, (listed, shown) = Sheet(width, chance), rows(facts, chance)
    mark = chance.choice((":", "：", ": "))
    page.head("订单信息")
    page.panel(len(listed) * 58 + 40)
    page.down(24)
    for label, value in listed:
        page.text(55, f"{label}{mark}{value}", 30)
        page.down(58)
    page.down(50)
    page.panel(420)
    page.down(25)
    _goods(page, facts, money(facts.total, commas=True))
    page.right(945, f"实付款{mark}{money(facts.paid, commas=True)}", 36, bold=True)
    return page.image, shown


def stacked(facts: Facts, chance: random.Random, width: int) -> tuple[Image.Image, set[str]]:
    """The label small above its value."""
    page, (listed, shown) = Sheet(width, chance), rows(facts, chance)
    page.head("订单详情")
    page.panel(330)
    page.down(25)
    _goods(page, facts, money(facts.paid, commas=False))
    page.down(80)
    page.text(55, "实付金额", 28, colour=page.faint)
    page.text(55, money(facts.paid, commas=False), 40, bold=True, down=42)
    page.down(130)
    for label, value in listed:
        page.text(55, label, 28, colour=page.faint)
        page.text(55, value, 32, down=42)
        page.down(116)
    return page.image, shown


def centred_sums(facts: Facts, chance: random.Random, width: int) -> tuple[Image.Image, set[str]]:
    """Sums in a card with the discount, all details below behind a line, with a button to copy."""
    page, (listed, shown) = Sheet(width, chance), rows(facts, chance)
    page.head(chance.choice(("交易成功", "待收货", "已完成")))
    page.panel(310)
    page.down(25)
    _goods(page, facts, money(facts.total, commas=True))
    page.down(110)
    sums = [
        ("商品总额", money(facts.total, commas=True)),
        ("运费", "¥0.00"),
        ("平台优惠", f"-{money(facts.discount, commas=True)}"),
    ]
    page.rows(sums, 31, 60)
    page.right(
        945,
        f"{chance.choice(('实付款', '实际支付', '实付'))} {money(facts.paid, commas=True)}",
        38,
        bold=True,
        colour=page.accent,
    )
    page.down(110)
    page.rows(listed, 31, 66, button=facts.order_no)
    return page.image, shown


def price_below(facts: Facts, chance: random.Random, width: int) -> tuple[Image.Image, set[str]]:
    """The name goes over the whole width, the price stands below it at the left, the count at the right."""
    page, (listed, shown) = Sheet(width, chance), rows(facts, chance)
    page.head("订单详情")
    page.panel(360)
    page.down(25)
    page.text(55, "店铺", 28, colour=page.faint, down=6)
    page.text(135, facts.shop, 35, bold=True)
    page.down(70)
    page.picture(55, 190)
    lines = page.wrapped(275, facts.product, 35, 670)
    page.text(275, facts.sku, 28, colour=page.faint, down=lines * 50)
    page.text(275, money(facts.total, commas=False), 36, bold=True, colour=page.accent, down=145)
    page.right(945, "x1", 28, colour=page.faint, down=150)
    page.down(290)
    sums = [("商品总价", facts.total), ("优惠", -facts.discount), ("实付", facts.paid)]
    page.rows([(label, money(amount, commas=False)) for label, amount in sums], 31, 64)
    page.rows(listed, 31, 64)
    return page.image, shown


def two_columns(facts: Facts, chance: random.Random, width: int) -> tuple[Image.Image, set[str]]:
    """The recipient first, the shop's line with a button, sums in words below the goods."""
    page, (listed, shown) = Sheet(width, chance), rows(facts, chance)
    page.head("我的订单")
    page.panel(150)
    page.text(55, "李** 139****2210", 33, bold=True, down=24)
    page.text(55, "浙江省杭州市西湖区 **路 18号", 28, colour=page.faint, down=82)
    page.down(180)
    page.panel(430)
    page.down(25)
    page.right(945, "进店", 28, colour=page.faint, down=6)
    _goods(page, facts, money(facts.total, commas=False))
    page.down(60)
    page.right(945, f"优惠 {money(facts.discount, commas=False)}  实付款 {money(facts.paid, commas=False)}", 33)
    page.down(150)
    page.rows(listed, 30, 62)
    return page.image, shown


Layout = Callable[[Facts, random.Random, int], tuple[Image.Image, set[str]]]
LAYOUTS: tuple[Layout, ...] = (aligned_left, colons, stacked, centred_sums, price_below, two_columns)
