"""Reading the State Council's notice as people paste it: with or without title, signature and line breaks.

「一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。」
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from law.notice_dates import DAY, LIST, check_weekdays, read_dates
from law.notice_entries import FESTIVALS, NATIONAL_DAY, Entry, Reading, day_en, day_zh

NUMERALS = {word: n for n, word in enumerate("一二三四五六七八九十", start=1)}
SHOWN = 40

_NAME = "|".join(sorted(FESTIVALS, key=len, reverse=True))
_NAMES = rf"(?:{_NAME})(?:[、,和及与](?:{_NAME})){{0,6}}"
_MARK = r"(?:\(?[一二三四五六七八九十]{1,2}(?:\)|[、.,])|\d{1,2}[、.)])"
_HEADING = re.compile(
    rf"{_MARK}?(?:(?P<year>\d{{4}})年)?(?P<names>{_NAMES})(?:假期|放假)?(?::|(?={DAY}))"
    rf"|{_MARK}(?P<other>[^\d:。、,;()]{{2,20}}):(?={DAY})"
)
_OFF = r"(?:调休)?放假(?:调休)?|休息|休假"
_WORK = r"(?:补班|(?:调休|正常|照常)?上班|为工作日)(?:\(补班\))?"
_STATEMENT = re.compile(
    rf"(?P<days>{LIST}),?(?:(?P<off>{_OFF})|(?P<work>{_WORK}))(?:,?共?计?(?P<n>\d{{1,3}}|[一二三四五六七八九十])天)?"
)
_EXTENSION = re.compile(
    rf"(?:将|同意)?延长(?:\d{{4}}年)?(?P<name>{_NAME})假期至(?P<day>{DAY})(?:,{DAY}起(?:正常|照常)?(?:上班|恢复上班))?"
)
_SILENT = re.compile(r"(?:,?与周末连休|,?不调休|,?(?:安排)?补休|[。;,、.])+")
_SENTENCE = re.compile(r"[^。;]+")
_TITLE_YEAR = re.compile(r"(\d{4})年(?:部分)?(?:法定)?(?:节假日|元旦)")
_TAIL = re.compile(r"节假日期间,?各|假期期间|国务院办公厅|\(?此件公开发布")
# What notices say besides: whom to encourage, what to keep up, which roads are free.
_EXPECTED = re.compile(r"鼓励|值班|安全|收费公路|小型客车|祥和|带薪年休假|错峰|通知如下")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


@dataclass(frozen=True, slots=True)
class _Flat:
    """The text without blanks and in half width, and the line that each character came from."""

    text: str
    lines: tuple[int, ...]

    def line(self, at: int) -> int:
        return self.lines[min(at, len(self.lines) - 1)] if self.lines else 1


@dataclass(frozen=True, slots=True)
class _Section:
    names: list[str]
    start: int
    end: int


def read_text(text: str, reading: Reading, statutory: Mapping[date, str]) -> None:
    """Read all that is said into `reading`; `statutory` tells which festival a day of a joint holiday belongs to."""
    flat = _flatten(text)
    sections = list(_sections(flat, reading))
    if _is_of_another_year(flat, reading):
        return
    _check_preamble(flat, sections[0].start if sections else len(flat.text), reading)
    for section in sections:
        reading.named.update(section.names)
        _read_section(flat, section, reading, statutory)
    check_weekdays(reading)


def _flatten(text: str) -> _Flat:
    # NFKC also turns the radicals that copying from a PDF gives (⽉) into characters (月).
    pieces = [
        (char, n)
        for n, line in enumerate(_TAG.sub("", text).splitlines(), start=1)
        for char in unicodedata.normalize("NFKC", line)
        if not char.isspace() and char not in '\ufeff\u200b"“”「」《》'
    ]
    return _Flat("".join(char for char, _ in pieces), tuple(n for _, n in pieces))


def _sections(flat: _Flat, reading: Reading) -> Iterator[_Section]:
    headings = list(_HEADING.finditer(flat.text))
    if not headings:
        return
    tail = _TAIL.search(flat.text, headings[-1].end())
    ends = [heading.start() for heading in headings[1:]] + [tail.start() if tail else len(flat.text)]
    for heading, end in zip(headings, ends, strict=True):
        if heading["other"]:
            name, line = heading["other"], flat.line(heading.start())
            reading.warn(
                line, f"「{name}」不在七个节日之中，请核对。", f"{name} is none of the seven festivals; please check."
            )
        names = (
            [FESTIVALS[name] for name in re.findall(_NAME, heading["names"])]
            if heading["names"]
            else [heading["other"]]
        )
        yield _Section(list(dict.fromkeys(names)), heading.end(), end)


def _is_of_another_year(flat: _Flat, reading: Reading) -> bool:
    headed = (heading["year"] for heading in _HEADING.finditer(flat.text))
    told = {int(found) for found in [*_TITLE_YEAR.findall(flat.text), *headed] if found}
    others = sorted(told - {reading.year})
    if others:
        other = others[0]
        reading.fault(
            0, f"这是{other}年的安排，不是{reading.year}年的。", f"This is the notice for {other}, not {reading.year}."
        )
    return bool(others)


def _check_preamble(flat: _Flat, end: int, reading: Reading) -> None:
    for found in _STATEMENT.finditer(flat.text, 0, end):
        words = found[0][:SHOWN]
        reading.fault(
            flat.line(found.start()),
            f"「{_full_width(words)}」没有写明是哪个节日。",
            f"{words} names no festival.",
        )


def _read_section(flat: _Flat, section: _Section, reading: Reading, statutory: Mapping[date, str]) -> None:
    at = section.start
    while at < section.end:
        line = flat.line(at)
        if found := _STATEMENT.match(flat.text, at, section.end):
            _read_statement(found, line, section.names, reading, statutory)
        elif found := _EXTENSION.match(flat.text, at, section.end):
            _extend(found, line, reading)
        elif not (found := _SILENT.match(flat.text, at, section.end)):
            found = _SENTENCE.match(flat.text, at, section.end)
            _judge_unknown(found[0] if found else "", line, reading)
        at = found.end() if found else section.end


def _read_statement(
    found: re.Match[str], line: int, names: list[str], reading: Reading, statutory: Mapping[date, str]
) -> None:
    before = len(reading.faults)
    days = read_dates(found["days"], line, names, reading)
    told = found["n"] and (NUMERALS.get(found["n"]) or int(found["n"]))
    if told and told != len(days) and len(reading.faults) == before:
        reading.fault(
            line, f"写明共{told}天，列出的却是{len(days)}天。", f"It says {told} days, but names {len(days)}."
        )
    main = NATIONAL_DAY if NATIONAL_DAY in names else names[0]
    for day in days:
        own = statutory.get(day, main)
        name = own if not found["work"] and own in names else main
        reading.entries.append(Entry(day, bool(found["work"]), name, line))


def _extend(found: re.Match[str], line: int, reading: Reading) -> None:
    """「延长2020年春节假期至2月2日」: the days up to then are off, days to be worked among them no longer are."""
    name = FESTIVALS[found["name"]]
    own = [entry.day for entry in reading.entries if entry.name == name and not entry.worked]
    until = read_dates(found["day"], line, [name], reading)
    if not own or not until or until[0] <= max(own):
        reading.fault(line, f"看不出{name}假期从哪天延长。", f"It isn't clear from which day {name} is extended.")
        return
    added = [max(own) + timedelta(n) for n in range(1, (until[0] - max(own)).days + 1)]
    reading.entries = [entry for entry in reading.entries if not (entry.worked and entry.day in added)]
    reading.entries += [Entry(day, False, name, line) for day in added]
    reading.warn(
        line,
        f"{name}假期延长到{day_zh(added[-1])}，其间原定上班的日子改为休息。",
        f"{name} is extended to {day_en(added[-1])}; days to be worked before it are now off.",
    )


def _judge_unknown(words: str, line: int, reading: Reading) -> None:
    """Text with a date in it must be understood; other words may be the page around the notice."""
    if _EXPECTED.search(words):
        return
    shown = words[:SHOWN] + ("…" if len(words) > SHOWN else "")
    if re.search(r"\d", words):
        reading.fault(line, f"看不懂「{_full_width(shown)}」。", f"This can't be read: {shown}")
    else:
        reading.warn(line, f"没有用到「{_full_width(shown)}」。", f"This was not used: {shown}")


def _full_width(words: str) -> str:
    return words.translate(str.maketrans("(),:;", "（），：；"))
