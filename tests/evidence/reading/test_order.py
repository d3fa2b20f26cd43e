"""The fields of an order's page from its lines, and how sure they are."""

import pytest

from evidence.reading.kinds import Kind, kind_of
from evidence.reading.lines import Line
from evidence.reading.order import Value, parsing, read_order
from evidence.reading.order.sureness import SURE
from tests.evidence.reading.made import SIZE, line, rows

NUMBER = "P758291046375182736"


def goods(price: str = "¥268.00", *, shop: str = "小鹿的护肤铺 >", name: str = "玻尿酸保湿面霜 50g") -> list[Line]:
    """A card with the shop, the name beside its picture, the variant and the price."""
    return [
        line(shop, 60, 450, 46),
        line(name, 320, 550),
        line(price, 1020 - line(price, 0, 0).box.width, 550),
        line("默认", 320, 610, 34),
        line("x1", 980, 610, 34),
    ]


def values(lines: list[Line]) -> dict[str, str]:
    return {name: value.value for name, value in read(lines).items()}


def read(lines: list[Line]) -> dict[str, Value]:
    return read_order(sorted(lines, key=lambda each: (each.box.top, each.box.left)), SIZE)


def test_a_whole_page() -> None:
    details = rows(
        ("商品总价", "¥278.00"), ("店铺优惠", "-¥10.00"), ("实付款", "¥268.00"), ("订单编号", f"{NUMBER} 复制"),
        ("创建时间", "2026-11-12 21:08:03"),
        ("付款时间", "2026-11-12 21:09:11"), ("发货时间", "2026-11-13 09:30:00"), ("物流单号", "中通快递 784743957551313"),
        ("签收时间", "2026-11-18 10:02:00"),
    )  # fmt: skip
    page = read([*goods("¥278.00"), *details])
    assert {name: value.value for name, value in page.items()} == {
        "order_no": NUMBER, "shop": "小鹿的护肤铺", "product": "玻尿酸保湿面霜 50g", "paid": "268.00",
        "placed_at": "2026-11-12T21:08",
        "paid_at": "2026-11-12T21:09", "shipped_at": "2026-11-13T09:30", "received_at": "2026-11-18T10:02", "carrier": "中通快递",
        "tracking_no": "784743957551313",
    }  # fmt: skip
    assert all(value.confidence >= SURE for value in page.values())


def test_what_a_page_does_not_show_is_absent() -> None:
    assert values(rows(("订单编号", NUMBER))) == {"order_no": NUMBER}
    assert read([]) == {}


@pytest.mark.parametrize(
    "lines",
    [
        [line(f"订单编号:{NUMBER}", 60, 1000)],
        [line("订单编号", 60, 1000, 30), line(NUMBER, 60, 1040)],
        [line("订单編号", 60, 1000), line(NUMBER, 400, 1000)],
        [line("订单编号", 60, 1000), line("P75829104 6375182736", 400, 1000)],
    ],
    ids=["in one piece", "below", "a letter misread", "with a blank"],
)
def test_a_value_is_found_beside_behind_and_below_its_label(lines: list[Line]) -> None:
    assert values(lines)["order_no"] == NUMBER


def test_a_label_that_may_be_two_is_none() -> None:
    assert values(rows(("口货时间", "2026-11-18 10:02"))) == {}


def test_delivered_and_shipped_are_not_mixed_up() -> None:
    found = values(rows(("收货时间", "2026-11-18 10:02"), ("发货时间", "2026-11-13 09:30")))
    assert found == {"received_at": "2026-11-18T10:02", "shipped_at": "2026-11-13T09:30"}


def test_sums_in_one_line() -> None:
    assert values([line("优惠 ¥30.00 实付款 ¥479.44", 400, 1000)])["paid"] == "479.44"


def test_goods_that_go_on_below() -> None:
    lines = [
        line("纸间文创", 60, 450, 46), line("90%白鹅绒羽绒服女中长", 320, 550), line("¥6628.50", 830, 550), line("款", 320, 610),
        line("50g*1", 320, 670, 30),
    ]  # fmt: skip
    page = read(lines)
    assert page["product"].value == "90%白鹅绒羽绒服女中长款"
    assert page["product"].confidence < SURE


def test_goods_above_their_price() -> None:
    lines = [
        line("店铺老张家腊味", 60, 450),
        line("天然和田玉平安扣", 320, 540),
        line("米白色", 320, 600, 34),
        line("¥4249.59", 320, 700),
    ]
    page = read(lines)
    assert (page["product"].value, page["shop"].value) == ("天然和田玉平安扣", "老张家腊味")
    assert page["shop"].confidence < SURE


@pytest.mark.parametrize(
    "furniture", ["王** 138****2674", "上海市徐汇区漕河泾街道**路768弄", "待收货", "订单详情", "10:47"]
)
def test_the_recipient_and_the_pages_head_are_no_shop(furniture: str) -> None:
    assert "shop" not in values([line(furniture, 60, 450), *goods()[1:]])


def unsure(lines: list[Line], name: str) -> bool:
    return read(lines)[name].confidence < SURE


def test_what_is_unsure() -> None:
    assert unsure(rows(("订单编号", "P75829104637518273")), "order_no")
    assert unsure(rows(("创建时间", "2026-11-12 21:08"), ("发货时间", "2026-11-10 09:30")), "placed_at")
    assert unsure([line("订单编号", 60, 1000), line(NUMBER, 1080 - line(NUMBER, 0, 0).box.width, 1000)], "order_no")
    assert unsure([line("订单编号", 60, 1000), line(NUMBER, 400, 1000, confidence=0.7)], "order_no")
    assert unsure(rows(("商品总价", "¥278.00"), ("实付款", "¥208.00")), "paid")


def test_the_place_is_that_of_the_value() -> None:
    lines = rows(("物流单号", "中通快递 784743957551313"))
    page = read(lines)
    assert page["carrier"].box.right <= page["tracking_no"].box.left
    assert page["tracking_no"].box.right == lines[1].box.right


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("¥9,179.00", "9179.00"),
        ("￥46", "46.00"),
        ("-¥10.00", "-10.00"),
        ("¥-10.5", "-10.50"),
        ("免费", None),
        ("¥", None),
    ],
)
def test_money(text: str, value: str | None) -> None:
    found = parsing.money(text)
    assert (found[1].value if found else None) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026/04/2921:41:00", "2026-04-29T21:41"),
        ("2026年3月5日 8:05", "2026-03-05T08:05"),
        ("2026.08.04 05:48:44", "2026-08-04T05:48"),
        ("2026-02-30 10:00", None),
        ("2026-02-19 25:00", None),
        ("明天", None),
    ],
)
def test_moments(text: str, value: str | None) -> None:
    found = parsing.moment(text)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (["订单详情", f"订单编号 {NUMBER}", "实付款 ¥268.00", "申请售后"], Kind.ORDER),
        (["物流详情", "快件已到达杭州转运中心", "已揽收", "包裹正在派送中"], Kind.LOGISTICS),
        (["¥268", "已售300", "加入购物车", "立即购买"], Kind.GOODS),
        (["昨天 20:14", "亲，在的哦", "麻烦看一下", "发消息"], Kind.CHAT),
        (["退款详情", "商家已拒绝", "退款金额 ¥268.00", "申请时间 2026-11-19"], Kind.AFTER_SALES),
        (["平台介入", "处理结果", "平台判定支持买家"], Kind.RULING),
        (["风景", "天气真好"], Kind.OTHER),
        ([], Kind.OTHER),
    ],
)
def test_the_kind_of_a_screen(said: list[str], kind: Kind) -> None:
    assert kind_of([line(text, 60, 100 + 90 * n) for n, text in enumerate(said)], SIZE) == kind
