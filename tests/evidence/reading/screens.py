"""Screens that people take into cases, invented anew for each seed: order, chat, waybill, ID form, transfer, trace, shop."""

import random
from collections.abc import Callable

from tests.evidence.reading.drawing import Canvas, Screen, Text, choose
from tests.evidence.reading.invented import Invention

Layout = Callable[[Invention, bool], Screen]
GOODS = (
    "玻尿酸保湿面霜 50g",
    "90%白鹅绒羽绒服",
    "手账本A5活页套装",
    "925银素圈戒指",
    "冻干猫粮1.5kg",
    "碎花雪纺连衣裙",
)
SHOPS = ("小鹿的护肤铺", "北境户外官方店", "纸间文创", "山野咖啡烘焙", "青禾农场直发")


def _decoy(words: str) -> Text:
    return Text(words, "decoy")


def _rows(page: Canvas, y: int, rows: list[tuple[str, Text]], size: int) -> int:
    """A card of labels at the left and values at the right."""
    step = round(size * 2)
    page.panel(y, step * len(rows) + size)
    y += size // 2
    for label, value in rows:
        page.write(48, y, Text(label), size=size, colour=page.faint)
        page.write_right(page.width - 48, y, value, size=size)
        y += step
    return y + size


def order(made: Invention, dark: bool) -> Screen:
    """An order's page with the recipient below."""
    page, size = Canvas(made.chance.choice((720, 828, 1080)), 900, dark), made.chance.choice((26, 28, 32))
    page.write(48, 20, Text("订单详情"), size=size + 8, weight=600)
    rows = [
        ("商品总价", _decoy(made.amount())),
        ("订单编号", _decoy(made.order())),
        ("创建时间", _decoy(made.moment())),
        ("物流单号", _decoy(made.parcel())),
    ]
    y = _rows(page, 100, rows, size)
    page.panel(y, round(size * 6.5))
    who = made.chance.randrange(3)
    masked = made.chance.random() < 0.25
    phone = _decoy(made.masked()) if masked else Text(made.mobile(), "phone")
    lead = ("", "收货人:", "收货人 ")[who]
    page.write(48, y + 16, Text(lead), Text(made.name(), "name"), Text("  "), phone, size=size)
    page.write(48, y + 20 + round(size * 1.6), Text(choose(made.chance, "", "收货地址:")), Text(made.address(), "address"),
               size=size - 2, room=page.width - 100, colour=page.faint)  # fmt: skip
    return page.screen("order")


def chat(made: Invention, dark: bool) -> Screen:
    """A chat in bubbles, with private and harmless things inside the sentences."""
    page, size = Canvas(made.chance.choice((720, 900)), 1100, dark), made.chance.choice((28, 30, 34))
    said: list[tuple[bool, list[Text]]] = [
        (False, [Text("亲，您的订单"), _decoy(made.order()), Text("已发货，运单号"), _decoy(made.parcel())]),
        (True, [Text("我电话"), Text(made.mobile(), "phone"), Text("，打不通再发消息")]),
        (True, [Text("地址是"), Text(made.address(), "address"), Text("，谢谢")]),
        (False, [Text("好的，有问题请拨打客服热线"), _decoy(made.hotline())]),
        (True, [Text("退款"), _decoy(made.amount()), Text("麻烦退到支付宝"), Text(made.mobile(), "phone")]),
    ]
    if made.chance.random() < 0.4:
        said.append((True, [Text("身份证"), Text(made.identity(), "id_number")]))
    y = 30
    for mine, texts in said:
        left = 150 if mine else 60
        long = sum(len(text.words) for text in texts) * size * 0.8
        lines = int(long / (page.width - 240)) + 2
        page.panel(y, round(lines * size * 1.45) + 20, left=left - 20, right=40 if mine else 130,
                   colour=(60, 130, 70) if mine and dark else (200, 235, 200) if mine else None)  # fmt: skip
        page.write(left, y + 10, *texts, size=size, room=page.width - 240)
        y += round(lines * size * 1.45) + 44
    return page.screen("chat")


def waybill(made: Invention, dark: bool) -> Screen:
    """A photographed label: bold print, not quite straight."""
    page, size = Canvas(800, 620), made.chance.choice((30, 34))
    page.panel(10, 600, colour=(255, 255, 255))
    page.write(40, 30, Text("运单号 "), _decoy(made.parcel()), size=size, weight=700)
    page.write(40, 110, Text("收"), size=size + 14, weight=700)
    page.write(120, 110, Text(made.name(), "name"), Text(" "), Text(made.mobile(), "phone"), size=size, weight=600)
    page.write(120, 160, Text(made.address(), "address"), size=size, room=600, weight=600)
    page.write(40, 300, Text("寄"), size=size + 14, weight=700)
    page.write(120, 300, Text(made.name(), "name"), Text(" "), Text(made.landline(), "phone"), size=size - 6)
    page.write(120, 345, Text(made.address(), "address"), size=size - 6, room=600)
    page.write(40, 480, Text("打印时间 "), _decoy(made.moment()), Text("  1/1  2.35kg"), size=size - 8)
    page.write(40, 530, Text("订单号 "), _decoy(made.order()), size=size - 8)
    return page.screen("waybill")


def identity(made: Invention, dark: bool) -> Screen:
    """A form or a copy of a card with name, ID number and home."""
    page, size = Canvas(made.chance.choice((760, 900)), 520, dark), made.chance.choice((28, 32))
    page.panel(20, 480)
    page.write(50, 50, Text("姓名  "), Text(made.name(), "name"), size=size)
    page.write(50, 120, Text("性别  女   民族  汉"), size=size)
    page.write(50, 190, Text("住址  "), Text(made.address(), "address"), size=size, room=page.width - 120)
    page.write(50, 330, Text("公民身份号码  "), Text(made.identity(), "id_number"), size=size)
    page.write(50, 410, Text("受理编号 "), _decoy(made.order()), size=size - 4)
    return page.screen("identity")


def transfer(made: Invention, dark: bool) -> Screen:
    """A receipt of a payment to a card or an account."""
    page, size = Canvas(made.chance.choice((720, 828)), 900, dark), made.chance.choice((26, 30))
    page.write(48, 20, Text("转账成功"), size=size + 10, weight=600)
    card = Text(made.card(made.chance.choice((16, 19))), "account")
    rows = [
        ("金额", _decoy(made.amount())),
        ("收款人", Text(made.name(), "name")),
        (choose(made.chance, "收款账号", "银行卡号"), card),
        ("交易流水号", _decoy(made.order())),
        ("交易时间", _decoy(made.moment())),
        ("支付宝账号", Text(f"{choose(made.chance, 'lin', 'xiaoyu', 'wang.min')}{made.digits(4)}@qq.com", "account")),
        ("商户单号", _decoy(made.order())),
        ("联系电话", Text(made.mobile(), "phone")),
    ]
    _rows(page, 100, rows, size)
    return page.screen("transfer")


def trace(made: Invention, dark: bool) -> Screen:
    """Where a parcel was: places that are nobody's home, and the courier's number."""
    page, size = Canvas(made.chance.choice((720, 900)), 900, dark), made.chance.choice((26, 30))
    page.write(40, 20, Text("中通快递 "), _decoy(made.parcel()), size=size + 2, weight=600)
    steps: list[list[Text]] = [
        [_decoy("快件已到达杭州西湖区转运中心")],
        [Text("派件员"), Text(made.name(), "name"), Text(" "), Text(made.mobile(), "phone"), Text(" 正在派送")],
        [_decoy("【上海市】已离开上海徐汇漕河泾营业部")],
        [_decoy("包裹正在发往广东省深圳市，预计3号送达")],
        [Text("投诉电话 "), _decoy(made.hotline())],
        [Text("取件码 "), _decoy(f"{made.digits(1)}-{made.digits(1)}-{made.digits(4)}")],
    ]
    y = 110
    for step in steps:
        page.write(90, y, *step, size=size, room=page.width - 120)
        page.write(90, y + round(size * 1.5), _decoy(made.moment()), size=size - 6, colour=page.faint)
        y += round(size * 4)
    return page.screen("trace")


def shop(made: Invention, dark: bool) -> Screen:
    """Goods, prices and a shop's public numbers: nothing to offer."""
    page, size = Canvas(made.chance.choice((720, 1080)), 900, dark), made.chance.choice((26, 32))
    page.write(48, 20, Text(made.chance.choice(SHOPS)), size=size + 8, weight=600)
    rows = [
        (made.chance.choice(GOODS), _decoy(made.amount())),
        ("客服热线", _decoy(made.hotline())),
        ("订单编号", _decoy(made.order())),
        ("运单号", _decoy(made.parcel())),
        ("官方客服电话", _decoy(made.landline())),
        ("条形码", _decoy("69" + made.digits(11))),
        ("产地", _decoy("广东省汕头市")),
        ("成交时间", _decoy(made.moment())),
    ]
    y = _rows(page, 100, rows, size)
    page.write(
        48, y, _decoy("7天无理由退货 满199减30 生产日期20260312 批号1350228"), size=size - 4, room=page.width - 90
    )
    return page.screen("shop")


def pasted(made: Invention, dark: bool) -> Screen:
    """Name, number and address in one message, as they are pasted into chats, in several orders."""
    page, size = Canvas(made.chance.choice((720, 900)), 900, dark), made.chance.choice((28, 32))
    y = 40
    for mark in made.chance.sample((",", "，", " ", " ", "\n"), 3):
        name, phone, home = Text(made.name(), "name"), Text(made.mobile(), "phone"), Text(made.address(), "address")
        page.panel(y - 16, 210)
        if mark == "\n":
            page.write(60, y, Text("收件人："), name, size=size)
            page.write(60, y + 46, Text("手机号码："), phone, size=size)
            page.write(60, y + 92, Text("所在地区："), home, size=size, room=page.width - 120)
        elif made.chance.random() < 0.5:
            page.write(60, y, name, Text(mark), phone, Text(mark), home, size=size, room=page.width - 120)
        else:
            page.write(60, y, home, Text(mark), name, Text(mark), phone, size=size, room=page.width - 120)
        y += 250
    return page.screen("pasted")


LAYOUTS: tuple[Layout, ...] = (order, chat, waybill, identity, transfer, trace, shop, pasted)


def screens(count: int, *, seed: int = 20261126) -> list[Screen]:
    """`count` screens of all kinds in turn, every third one dark; the same ones for the same seed."""
    made = []
    for n in range(count):
        invention = Invention(random.Random(seed * 1000 + n))
        made.append(LAYOUTS[n % len(LAYOUTS)](invention, n % 3 == 2))
    return made
