"""Spaces by the ink: none invented, none dropped, and no line that brings the reader down."""

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.reading.ink import measured
from evidence.reading.lines import Box, Line
from tests.evidence.reading.made import line, texts, written


@pytest.mark.parametrize("size", [24, 36, 48])
@pytest.mark.parametrize(
    "text",
    [
        "玻尿酸保湿面霜 50g", "925银素圈戒指 可调节", "穿戴甲 猫眼冰透 24片", "婴儿湿巾80抽*10包", "川贝枇杷膏小儿款",
        "2026-03-14 20:14:08",
        "2026年03月15日 21:14", "中通快递 784743957551313", "NorthPeak北峰", "手冲咖啡豆 埃塞俄比亚 耶加雪菲 227g",
        "90%白鹅绒羽绒服女中长款",
    ],
)  # fmt: skip
def test_spaces_are_where_they_were_written(text: str, size: int) -> None:
    read, grey = written(text, size)
    assert texts(measured([read], grey)) == [text]


def test_spaces_that_nobody_wrote_go() -> None:
    read, grey = written("北欧风床头灯", read="北欧 风床头灯")
    assert texts(measured([read], grey)) == ["北欧风床头灯"]


def test_the_ink_is_narrower_than_the_box() -> None:
    read, grey = written("已签收")
    [found] = measured([read], grey)
    assert found.ink is not None
    assert read.box.left < found.ink.left < found.ink.right < read.box.right
    assert read.box.top < found.ink.top < found.ink.bottom < read.box.bottom


def test_a_mark_behind_the_name_that_was_not_read_is_no_letter_of_it() -> None:
    read, grey = written("南巷古着  ›", read="南巷古着")
    [found] = measured([read], grey)
    assert found.text == "南巷古着"
    assert found.ink is not None
    assert found.ink.right < read.box.right - 20


def test_two_things_on_one_row_come_apart() -> None:
    read, grey = written("碎花雪纺连衣裙     ¥11,042.00")
    goods, price = measured([read], grey)
    assert (goods.text, price.text) == ("碎花雪纺连衣裙", "¥11,042.00")
    assert goods.box.right < price.box.left
    assert len(price.characters) == len(price.text)


def test_a_neighbours_last_letter_is_not_read_twice() -> None:
    read, grey = written("3     复制")
    neighbour = line("P537056563048137343", read.box.left + 34 - 19 * 22, read.box.top, 42)
    neighbour = Line(neighbour.text, read.box._replace(left=0, right=50), 0.99, neighbour.quad, neighbour.characters)
    assert texts(measured([read, neighbour], grey))[0] == "复制"


def test_an_empty_picture_leaves_the_line_as_it_was() -> None:
    read, grey = written("已签收")
    assert measured([read], numpy.full_like(grey, 245)) == [read]


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(st.sampled_from("一儿八1iW·￥¥ ›，\u0301\u200b 　中🙂"), min_size=1, max_size=8),
    seed=st.integers(0, 2**32 - 1),
    share=st.floats(0, 1),
)
def test_whatever_is_read_wherever_the_ink_is(text: str, seed: int, share: float) -> None:
    """Strangers send the pictures: nothing may raise, and every letter keeps a place."""
    chance = numpy.random.default_rng(seed)
    grey = numpy.where(chance.random((1, 200)) < share, 20, 240).astype(numpy.uint8).repeat(40, axis=0)
    read = line(text, 4, 2, 30)
    other = Line("邻", Box(0, 0, int(chance.integers(1, 200)), 40), 0.9, read.quad, (Box(0, 0, 9, 9),))
    for found in measured([read, other], grey):
        assert len(found.characters) == len(found.text)
