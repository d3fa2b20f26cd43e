"""From what an admin pastes to a year's days off and make-up days, or to sentences that say why not.

Two shapes are read: the State Council's notice (《国务院办公厅关于……年部分节假日安排的通知》) and a table of days. The
result goes to `Calendar.with_notice(notice.year, notice.days)`.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from law.calendar import SpecialDay, statutory_days
from law.notice_checks import check
from law.notice_entries import BadNotice, Entry, Notice, Reading
from law.notice_table import is_table, read_table
from law.notice_text import read_text
from law.packaged import rows

__all__ = ["BadNotice", "Notice", "checked", "decode", "read_notice", "statutory_of"]

# 全国年节及纪念日放假办法 (2024) art. 2: dates that need no almanac.
FIXED = {(1, 1): "元旦", (5, 1): "劳动节", (10, 1): "国庆节", (10, 2): "国庆节", (10, 3): "国庆节"}
FIRST_YEAR, LAST_YEAR = 1950, 2200
LONGEST_TEXT = 20_000
ENCODINGS = ("utf-8-sig", "gb18030")


def read_notice(text: str, year: int, *, statutory: Iterable[SpecialDay] | None = None) -> Notice:
    """Read a notice or a table for `year`.

    `statutory` are the days that the law itself makes holidays; left out, they are known for the years of festivals.csv,
    for others only those of fixed date. Raises BadNotice with a sentence for each fault, in the order of the text.
    """
    reading = Reading(year)
    if not FIRST_YEAR <= year <= LAST_YEAR or len(text) > LONGEST_TEXT:
        reading.fault(0, "年份或文字长度超出范围。", "The year or the length of the text is out of range.")
        raise BadNotice(reading.faults)
    known = _by_day(statutory_of(year) if statutory is None else statutory)
    text = _unscrambled(text).replace("\0", "")
    if is_table(text):
        read_table(text, reading)
    else:
        read_text(text, reading, known)
    if reading.faults:
        raise BadNotice(reading.faults)
    return _whole(reading, known)


def checked(days: Iterable[SpecialDay], year: int, *, statutory: Iterable[SpecialDay] | None = None) -> Notice:
    """The same for days that were read before: raises BadNotice unless they are a whole arrangement for `year`."""
    reading = Reading(year)
    for special in days:
        if not reading.allows(special.day, [special.name]):
            reading.fault(0, f"{special.day}不在{year}年内。", f"{special.day} isn't in {year}.")
        reading.entries.append(Entry(special.day, special.worked, special.name, 0))
    return _whole(reading, _by_day(statutory_of(year) if statutory is None else statutory))


def _whole(reading: Reading, statutory: Mapping[date, str]) -> Notice:
    check(reading, statutory)
    if reading.faults:
        raise BadNotice(reading.faults)
    days = sorted({SpecialDay(entry.day, entry.worked, entry.name) for entry in reading.entries}, key=lambda s: s.day)
    return Notice(reading.year, tuple(days), tuple(reading.warnings))


def decode(data: bytes) -> str:
    """The text of a file in UTF-8 (with or without mark), UTF-16 with mark or GBK; raises BadNotice."""
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ENCODINGS
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    reading = Reading(0)
    reading.fault(
        0, "读不出文件里的文字，请另存为UTF-8文本。", "The file isn't text that can be read; save it as UTF-8."
    )
    raise BadNotice(reading.faults)


def statutory_of(year: int) -> tuple[SpecialDay, ...]:
    """The statutory days of `year`, as far as they are known without a notice."""
    names = ("new_year_eve", "qingming", "dragon_boat", "mid_autumn")
    for row in rows("festivals.csv"):
        if int(row["year"]) == year:
            return statutory_days(*(date.fromisoformat(row[name]) for name in names))
    return tuple(SpecialDay(date(year, month, day), False, name) for (month, day), name in FIXED.items())


def _by_day(days: Iterable[SpecialDay]) -> Mapping[date, str]:
    return {special.day: special.name for special in days}


def _unscrambled(text: str) -> str:
    """UTF-8 that a program took for GBK reads as 锘縟ate; turned back where that is possible."""
    try:
        return text.encode("gb18030").decode("utf-8-sig")
    except UnicodeError:
        return text
