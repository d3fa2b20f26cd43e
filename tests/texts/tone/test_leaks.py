"""What must not leave: numbers told apart by their check digits, and other people's private data."""

import pytest

from texts.tone import Kind, blocks, check

IDENTITY = "11010519491231002X"
CARD = "6222021234567890128"


@pytest.mark.parametrize(
    ("text", "leak"),
    [
        (f"我的身份证号是{IDENTITY}。", IDENTITY),
        ("证件 110105 19491231 002x 请核对", "110105 19491231 002x"),
        ("１１０１０５１９４９１２３１００２Ｘ", "１１０１０５１９４９１２３１００２Ｘ"),
        (f"退到银行卡{CARD}", CARD),
        ("卡号：6222 0212 3456 7890 128", "6222 0212 3456 7890 128"),
        ("店主张某的手机号13812345678", "13812345678"),
        ("老板的私人电话是139-0000-1234", "139-0000-1234"),
        ("她住在人民路12号，", "人民路12号"),
        ("店主的家庭住址是幸福小区5栋201室", "幸福小区5栋201室"),
        ("「他的手机号是13812345678」", "13812345678"),
    ],
)
def test_it_blocks(text: str, leak: str) -> None:
    (remark,) = check(text)
    assert (remark.kind, remark.quote, remark.gentler, remark.blocks) == (Kind.LEAK, leak, "（已隐去）", True)
    assert blocks(text)


@pytest.mark.parametrize(
    "text",
    [
        "订单号110105194912310021",  # wrong check digit
        f"订单号{IDENTITY[:-1]}X",  # said to be an order number
        "流水号110105199913310021",  # no such day
        f"订单{CARD}已付款",
        f"P{CARD}",
        "单号 773012345678901234",
        "商家电话13812345678",
        "客服电话400-123-4567",
        "我的手机号是13812345678",
        "我住在人民路12号",
        "退货地址是余杭区文一西路1号",
        "商家经营地址为白云区黄边路5号",
        "他家客服不在线",
    ],
)
def test_it_lets_pass(text: str) -> None:
    assert not blocks(text)


def test_numbers_of_the_writers_own_may_stay() -> None:
    assert check(f"身份证{IDENTITY}", own=[IDENTITY.lower()]) == ()
    assert check("她的手机号13812345678", own=["138 1234 5678"]) == ()
    assert check(f"身份证{IDENTITY}", own=["13812345678", ""]) != ()


def test_nothing_else_blocks() -> None:
    assert not blocks("骗子，不退钱就曝光你们，给我5000元我就删帖，给50元就给好评，你们卖假货")
