"""Reading a table of days: the columns of holidays.csv, or what other people call them.

date,kind,name
2027-01-01,off,元旦
"""

import csv
import io
import re
import unicodedata
from datetime import date

from law.notice_entries import FESTIVALS, Entry, Reading, day_en, day_zh

DELIMITERS = ",;\t|"
COLUMNS = {
    "date": ("date", "day", "日期", "时间", "放假日期"),
    "kind": ("kind", "type", "status", "类型", "类别", "安排", "休班", "休/班"),
    "off": ("isoffday", "is_off_day", "is_off", "isholiday", "is_holiday", "是否放假", "是否休息", "放假"),
    "worked": ("isworkday", "is_workday", "workday", "worked", "是否上班", "是否补班", "上班"),
    "name": ("name", "holiday", "festival", "名称", "节日", "节假日", "假期", "节日名称"),
}
OFF = {"off", "rest", "holiday", "休", "休息", "放假", "放假调休", "假", "假期", "节假日", "法定节假日", "休假"}
WORK = {"work", "makeup", "make-up", "workday", "班", "上班", "补班", "调班", "调休上班", "工作", "工作日"}
YES, NO = {"true", "1", "yes", "y", "是", "√"}, {"false", "0", "no", "n", "否", ""}

_DATE = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?(?:[ T]0?0:00(?::00)?)?(?:\(.*\))?")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})")


def is_table(text: str) -> bool:
    """Whether the first line with words names columns, or begins with a date and a separator."""
    first = next((line for line in map(_half_width, text.splitlines()) if line), "")
    cells = _split(first)
    return len(cells) > 1 and ("date" in _columns(cells) or _is_date(cells[0]))


def read_table(text: str, reading: Reading) -> None:
    """Read each line of the table into `reading`, faults with their line."""
    columns: dict[str, int] | None = None
    for line, content in enumerate(text.splitlines(), start=1):
        cells = _split(_half_width(content))
        if not any(cells):
            continue
        if columns is None:
            columns = _columns(cells)
            if "date" in columns:
                _check_columns(columns, line, reading)
                continue
            columns = {"date": 0, "kind": 1, "name": 2}
        _read_line(cells, columns, line, reading)


def _half_width(line: str) -> str:
    return unicodedata.normalize("NFKC", line.replace("\ufeff", "")).strip()


def _split(line: str) -> list[str]:
    delimiter = max(DELIMITERS, key=line.count)
    return [cell.strip() for cell in next(csv.reader(io.StringIO(line), delimiter=delimiter), [])]


def _columns(cells: list[str]) -> dict[str, int]:
    plain = [cell.lower().replace(" ", "") for cell in cells]
    return {column: plain.index(name) for column, names in COLUMNS.items() for name in reversed(names) if name in plain}


def _check_columns(columns: dict[str, int], line: int, reading: Reading) -> None:
    if not columns.keys() & {"kind", "off", "worked"}:
        reading.fault(line, "缺少写明休或班的一列。", "A column saying off or work is missing.")
    if "name" not in columns:
        reading.fault(line, "缺少节日名称的一列。", "A column with the name of the festival is missing.")


def _is_date(cell: str) -> bool:
    return bool(_DATE.fullmatch(cell) or _SOLID.fullmatch(cell))


def _read_line(cells: list[str], columns: dict[str, int], line: int, reading: Reading) -> None:
    row = {column: cells[at] if at < len(cells) else "" for column, at in columns.items()}
    day, worked, name = _day(row["date"], line, reading), _worked(row), row.get("name", "")
    if worked is None:
        told = row.get("kind") or row.get("off") or row.get("worked") or ""
        reading.fault(line, f"看不出「{told}」是休还是班。", f"{told!r} says neither off nor work.")
    if not name and "name" in columns:
        reading.fault(line, "没有写节日名称。", "The festival isn't named.")
    if day and worked is not None and name:
        name = FESTIVALS.get(name, name)
        if reading.allows(day, [name]):
            reading.entries.append(Entry(day, worked, name, line))
        else:
            where = f"不在{reading.year}年内。"
            reading.fault(line, f"{day.year}年{day_zh(day)}{where}", f"{day_en(day)} isn't in {reading.year}.")


def _day(text: str, line: int, reading: Reading) -> date | None:
    found = _DATE.fullmatch(text) or _SOLID.fullmatch(text)
    if found is None:
        reading.fault(line, f"「{text}」不是日期。", f"{text!r} isn't a date.")
        return None
    try:
        return date(int(found[1] or reading.year), int(found[2]), int(found[3]))
    except ValueError:
        reading.fault(line, f"没有「{text}」这一天。", f"There is no day {text}.")
        return None


def _worked(row: dict[str, str]) -> bool | None:
    """True for a day worked in exchange, False for a day off, None where nothing says it."""
    kind = row.get("kind", "").lower()
    if kind in OFF | WORK:
        return kind in WORK
    for column, meaning in (("off", False), ("worked", True)):
        said = row.get(column, "").lower()
        if column in row and said in YES | NO:
            return meaning if said in YES else not meaning
    return None
