"""What people really type, and what the fields make of it."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from complaints.forms.fields import CodeField, MomentField, MoneyField, TextField, same_minute


@pytest.fixture(autouse=True)
def _beijing() -> None:
    timezone.activate(ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    "typed",
    [
        "1497",
        "1497.00",
        "1,497.00",
        "¥1,497.00",
        "￥1497",
        "1497元",
        "１４９７．００",
        " 1 497 ",
        "RMB1497",
        "人民币1497元",
        "1497.",
    ],
)
def test_an_amount_is_read_however_it_is_written(typed: str) -> None:
    assert MoneyField().clean(typed) == Decimal("1497.00")


@pytest.mark.parametrize("typed", ["-1", "−1", "－¥1.00", "¥-1", "-1元"])
def test_an_amount_below_zero_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError) as caught:
        MoneyField().clean(typed)
    assert caught.value.code == "negative"


@pytest.mark.parametrize("typed", ["1,49", "1e5", "NaN", "Infinity", "十块", "1.2.3", "--1", "١٢", "1,4970"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError) as caught:
        MoneyField().clean(typed)
    assert caught.value.code == "invalid"


def test_parts_of_a_fen_are_refused() -> None:
    with pytest.raises(ValidationError) as caught:
        MoneyField().clean("0.001")
    assert caught.value.code == "fen"


def test_an_amount_that_fits_no_column_is_refused() -> None:
    with pytest.raises(ValidationError) as caught:
        MoneyField().clean("1" + "0" * 40)
    assert caught.value.code == "large"


def test_nothing_paid_is_an_amount() -> None:
    assert MoneyField().clean("0") == Decimal("0.00")


def test_an_empty_amount_is_asked_for() -> None:
    with pytest.raises(ValidationError):
        MoneyField().clean(" ")
    assert MoneyField(required=False).clean(" ") is None


@pytest.mark.parametrize(
    "typed",
    [
        "P758291046375182736",
        "p758291046375182736",
        "Ｐ７５８２９１０４６３７５１８２７３６",
        " P7582 9104 6375 1827 36\u200b\n",
        "订单编号：P758291046375182736",
    ],
)
def test_an_order_number_is_read_however_it_was_copied(typed: str) -> None:
    assert CodeField().clean(typed) == "P758291046375182736"


@pytest.mark.parametrize("typed", ["P1", "P" * 41, "P7582/9104", "<script>", "小红书订单"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        CodeField().clean(typed)


def test_emoji_are_kept_and_unseen_characters_are_not() -> None:
    assert (
        TextField(limit=60).clean(" 面霜👨\u200d👩\u200d👧🧴\u0000\u202e\ufeff  50g ") == "面霜👨\u200d👩\u200d👧🧴 50g"
    )


def test_lines_are_kept_where_they_belong_and_counted_once() -> None:
    assert TextField(limit=3, lines=True).clean("一\r\n二") == "一\n二"
    assert TextField(limit=3).clean("一\r\n二") == "一 二"


def test_too_long_is_said_with_the_count() -> None:
    with pytest.raises(ValidationError) as caught:
        TextField(limit=3).clean("一二三四")
    assert "3" in caught.value.messages[0]
    assert "4" in caught.value.messages[0]


def test_a_browser_may_not_cut_a_paste() -> None:
    assert "maxlength" not in TextField(limit=3).widget_attrs(TextField(limit=3).widget)


@pytest.mark.parametrize(
    "typed",
    [
        "2025-11-12T21:08",
        "2025-11-12 21:08",
        "2025/11/12 21:08",
        "2025年11月12日 21:08",
        "２０２５-11-12 21:08",
        "2025.11.12 21:08",
    ],
)
def test_a_moment_is_read_however_it_is_written(typed: str) -> None:
    assert MomentField().clean(typed) == datetime(2025, 11, 12, 13, 8, tzinfo=UTC)


def test_a_day_alone_is_its_beginning() -> None:
    assert MomentField().clean("2025年11月12日") == datetime(2025, 11, 11, 16, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["0001-01-01T00:00", "0205-11-12T21:08", "2012-12-31 23:00"])
def test_a_mistyped_year_is_noticed(typed: str) -> None:
    with pytest.raises(ValidationError) as caught:
        MomentField().clean(typed)
    assert caught.value.code == "early"


@pytest.mark.parametrize("typed", ["yesterday", "2025-13-01 00:00", "2025-02-30", "99999-01-01T00:00"])
def test_what_is_no_moment_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError) as caught:
        MomentField().clean(typed)
    assert caught.value.code == "invalid"


def test_a_moment_nobody_touched_keeps_its_seconds() -> None:
    exact = datetime(2025, 11, 12, 13, 8, 31, tzinfo=UTC)
    assert same_minute(datetime(2025, 11, 12, 13, 8, tzinfo=UTC), exact) == exact
