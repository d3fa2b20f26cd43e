"""The shop and the goods: they have no label, so they are found by where they stand beside the price and the picture."""

import re
from collections.abc import Mapping, Sequence

from evidence.reading.lines import Line, around
from evidence.reading.order import parsing
from evidence.reading.order.labelled import Labelled, label_of
from evidence.reading.order.labels import BUTTONS, STATES, TITLES
from evidence.reading.order.sureness import Reading
from evidence.reading.page import Page

MARKS = " >›»〉﹥→·|,，'’"
"""The arrow behind a shop's name, and what it is read as."""
_COUNT = re.compile(r"[x×X]\s?\d{1,3}|共\d+件.*")
_PHONE = re.compile(r"1\d{2}\*{2,}\d{2,4}|1\d{10}")
_PLACE = re.compile(r"(?:省|市|区|县|镇|街道).*(?:路|街|号|弄|室|村|栋|楼|\*\*)")
_TAG = re.compile("^(?:店铺|商家)")
_NEAR = 4
"""Heights of a line: how far above the goods the shop's name stands, at most."""
_SAME_SIZE = 0.12
_COLUMN = 3
"""Heights of a line: what may be free between the goods and the price below them."""
_ROOM = 2.0
"""Letters: a line of goods that ends closer to the price than this may go on below."""


def read(page: Page, found: Mapping[str, Sequence[Labelled]]) -> dict[str, Reading]:
    """`product` and `shop`, as far as there are any."""
    at = _goods_at(page)
    if at is None:
        return {}
    pieces, whole = _title(page, at)
    readings = {"product": _joined([page.lines[n] for n in pieces], sure=whole)}
    if (shop := _shop_at(page, at)) is not None:
        readings["shop"] = _named(page.lines[shop], page.lines[at])
    return readings


def _named(line: Line, goods: Line) -> Reading:
    """The shop's name, without its arrow and without the word before it; sure if it stands right above the goods."""
    text = line.text.strip(MARKS)
    name = _TAG.sub("", text) or text
    start = line.text.index(name)
    near = line.box.bottom > goods.box.top - _NEAR * line.box.height
    return Reading(
        name, line.part(start, start + len(name)), line.confidence, usual=near and name == text, exact=True
    )  # fmt: skip


def _goods_at(page: Page) -> int | None:
    """The line of the goods' name: to the left of the highest price that has no label, or above it at the same edge."""
    for at, line in enumerate(page.lines):
        priced = parsing.money(line.text)
        if not priced or label_of(line.text)[0] or priced[1].start > 1:
            continue
        left = [n for n in page.left_of(at) if len(page.lines[n].text) > 1]
        if not left and (column := _above(page, at)):
            return column[0]
        named = any(label_of(page.lines[n].text)[0] for n in left)
        if left and not named and not _is_furniture(page.lines[left[-1]].text):
            return left[-1]
    return None


def _above(page: Page, price: int) -> list[int]:
    """The lines above a price that begin where it begins, from the highest one of those next to each other on."""
    own = page.lines[price].box
    column: list[int] = []
    top = own.top
    for n in reversed(range(len(page.lines))):
        box, text = page.lines[n].box, page.lines[n].text
        if box.bottom > top + own.height // 4 or abs(box.left - own.left) > 0.6 * own.height:
            continue
        if top - box.bottom > _COLUMN * own.height or label_of(text)[0] or _is_furniture(text):
            break
        column.insert(0, n)
        top = box.top
    return column


def _title(page: Page, at: int) -> tuple[list[int], bool]:
    """The line and those it goes on with (same edge, same size of letters, after a line that was full); and whether it is
    certain where they end.
    """
    pieces = [at]
    price = page.right_of(at)
    edge = page.lines[price[0]].box.left if price else max(line.box.right for line in page.lines)
    while (below := page.below(pieces[-1])) is not None:
        own, other = page.lines[pieces[-1]], page.lines[below]
        if own.box.right < edge - _ROOM * own.size or abs(other.box.left - own.box.left) >= 0.6 * own.size:
            break
        if label_of(other.text)[0] or parsing.money(other.text) or _COUNT.fullmatch(other.text):
            break
        if abs(other.size - own.size) > _SAME_SIZE * own.size:
            return pieces, abs(other.size - own.size) > 2 * _SAME_SIZE * own.size and len(pieces) == 1
        pieces.append(below)
    return pieces, len(pieces) == 1


def _joined(lines: Sequence[Line], *, sure: bool) -> Reading:
    text = lines[0].text
    for line in lines[1:]:
        text += ("" if text[-1:] > "\u2e80" or line.text[:1] > "\u2e80" else " ") + line.text
    box = around([line.ink or line.box for line in lines])
    return Reading(text.strip(), box, min(line.confidence for line in lines), usual=sure, exact=True)


def _shop_at(page: Page, goods: int) -> int | None:
    """The nearest line above the goods that may be a name, not right of them."""
    own = page.lines[goods].box
    above = [n for n, line in enumerate(page.lines) if line.box.bottom <= own.top + own.height // 4]
    for n in sorted(above, key=lambda n: -page.lines[n].box.bottom):
        line = page.lines[n]
        text = line.text.strip(MARKS)
        if line.box.left > own.left or not text or _is_furniture(text) or label_of(text)[0] or parsing.money(text):
            continue
        return n
    return None


def _is_furniture(text: str) -> bool:
    """What stands on every such page: states, buttons, counts, and where the parcel goes."""
    packed = text.replace(" ", "")
    if packed in (*STATES, *BUTTONS, *TITLES) or _COUNT.fullmatch(packed):
        return True
    return bool(_PHONE.search(packed) or _PLACE.search(packed) or re.fullmatch(r"\d{1,2}:\d{2}", packed))
