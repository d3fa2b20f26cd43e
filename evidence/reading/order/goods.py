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
    pieces = _title(page, at)
    readings = {"product": _joined([page.lines[n] for n in pieces], sure=len(pieces) == 1)}
    if (shop := _shop_at(page, at)) is not None:
        line = page.lines[shop]
        text = line.text.strip(MARKS)
        start = line.text.index(text)
        near = line.box.bottom > page.lines[at].box.top - 4 * line.box.height
        readings["shop"] = Reading(text, line.part(start, start + len(text)), line.confidence, usual=near, exact=True)
    return readings


def _goods_at(page: Page) -> int | None:
    """The line of the goods' name: to the left of the highest price that has no label, or above it at the same edge."""
    for at, line in enumerate(page.lines):
        priced = parsing.money(line.text)
        if not priced or label_of(line.text)[0] or priced[1].start > 1:
            continue
        left = [n for n in page.left_of(at) if len(page.lines[n].text) > 1]
        if not left and (column := _above(page, at)):
            return column[0]
        if (
            left
            and not any(label_of(page.lines[n].text)[0] for n in left)
            and not _is_furniture(page.lines[left[-1]].text)
        ):
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


def _title(page: Page, at: int) -> list[int]:
    """The line and those it goes on with: same edge, same size of letters, after a line that was full."""
    pieces = [at]
    price = page.right_of(at)
    edge = page.lines[price[0]].box.left if price else max(line.box.right for line in page.lines)
    while (below := page.below(pieces[-1])) is not None:
        own, other = page.lines[pieces[-1]], page.lines[below]
        size = _size(own)
        full = own.box.right >= edge - _ROOM * size
        alike = abs(_size(other) - size) <= _SAME_SIZE * size and abs(other.box.left - own.box.left) < 0.6 * size
        if not (full and alike) or label_of(other.text)[0] or parsing.money(other.text) or _COUNT.fullmatch(other.text):
            break
        pieces.append(below)
    return pieces


def _size(line: Line) -> float:
    """How large its letters are: Chinese ones fill nearly all of their square, Latin ones less."""
    height = (line.ink or line.box).height
    return height / (0.92 if any(letter > "\u2e80" for letter in line.text) else 0.76)


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
