"""The lines of a pasted chat: which begin a message, which only show a time, which go on with the message before."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise, zip_longest

from texts.promises.speakers import Speakers, is_name, plain_name
from texts.promises.stamps import STAMP, Stamp, stamp

LONGEST_HEAD = 80
"""Characters within which a name and a time stand before a message; nothing further on is searched."""
LONGEST_NAME = 16

_LINE = re.compile(r"[^\n\r\u2028\u2029\u0085\v\f]+")
# 「我：能退吗 卖家：不能」 pasted as one line.
_WITHIN = re.compile(r"(?<=[\s。！？!?；;])(?:我|买家|卖家|商家|客服|店家|平台|官方客服|平台客服|本人)[:：]")
_EDGE = r"[\s\-—–=*·•~_<>|]*"
_ONLY_TIME = re.compile(rf"{_EDGE}[\[(（【]?{STAMP}[\])）】]?{_EDGE}", re.IGNORECASE)
_NAME = r"(?P<name>[^,，。！？!?;；:：\n]{1,30}?)"
_GAP = r"[\s:：]*[\s:：\[(（【][\[(（【]?"
_NAME_TIME = re.compile(rf"{_EDGE}{_NAME}{_GAP}{STAMP}[\])）】]?\s*(?P<colon>[:：]?)\s*", re.IGNORECASE)
_TIME_NAME = re.compile(rf"{_EDGE}[\[(（【]?{STAMP}[\])）】]?[\s,，|]*{_NAME}\s*[:：]\s*", re.IGNORECASE)
_TIME_REST = re.compile(rf"{_EDGE}[\[(（【]?{STAMP}(?:[\])）】]\s*|\s+)(?=\S)", re.IGNORECASE)
_NAME_COLON = re.compile(rf"\s*{_NAME}\s*[:：]\s*")
_PUNCTUATION = re.compile(r"[,，。！？!?;；:：、~～…\s]")
# 我们会尽快发货 is said, though 发货 is also what a shop's people call themselves.
_TALK = re.compile(r"^我.|我们|[给会没不能]|马上|尽快|[了的吗吧哦呢啊]$")
_END = re.compile(r"\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: text[start:end] is what is said in it; `name` is None where it doesn't say who speaks."""

    start: int
    end: int
    name: str | None = None
    shown: Stamp | None = None


def lines(text: str, pasted_at: datetime, speakers: Speakers) -> Iterator[Line]:
    """The lines in order, blank ones left out."""
    places = list(_places(text))
    counted = Counter(name for start, end in places for name in _names(text[start : min(end, start + LONGEST_HEAD)]))
    above = Counter(name for place, after in pairwise(places) if (name := _name_above(text, place, after)))
    for (start, end), after in zip_longest(places, places[1:]):
        head = text[start : min(end, start + LONGEST_HEAD)]
        name = _name_above(text, (start, end), after) if after else ""
        if name and (above[name] > 1 or speakers.knows(name)):
            yield Line(end, end, name)
            continue
        if after and _is_heading(text, head, end, after):
            counted[plain_name(head[_whole_stamp(head) :])] += 1
        read = _read(head, len(head) == end - start, pasted_at, speakers, counted)
        yield Line(start + read.start, end, read.name, read.shown)


def _places(text: str) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(text):
        start = line.start()
        for inner in _WITHIN.finditer(text, start, line.end()):
            yield start, inner.start()
            start = inner.start()
        if text[start : line.end()].strip():
            yield start, line.end()


def _names(head: str) -> Iterator[str]:
    """Names that this line may begin with; one that begins several lines is a name."""
    for form in (_NAME_TIME, _TIME_NAME, _NAME_COLON):
        if found := form.match(head):
            yield plain_name(found["name"])
            return
    if found := _TIME_REST.match(head):
        yield plain_name(head[found.end() :])


def _name_above(text: str, place: tuple[int, int], after: tuple[int, int]) -> str:
    """The name that a line consists of, when the next one shows nothing but day and hour; "" for any other line."""
    start, end = place
    if end - start > LONGEST_NAME or after[1] - after[0] > LONGEST_HEAD or "\n" in text[end + 1 : after[0]]:
        return ""
    below = _ONLY_TIME.fullmatch(text[after[0] : after[1]])
    name = plain_name(text[start:end])
    dated = below and (below["y"] or below["m"] or below["rel"] or below["wd"]) and below["h"]
    talk = _PUNCTUATION.search(text[start:end].strip()) or _TALK.search(name)
    return name if dated and is_name(name) and not talk else ""


def _is_heading(text: str, head: str, end: int, after: tuple[int, int]) -> bool:
    """Whether a full time and one word stand right above a line of talk: the word is a name, though said only once."""
    below = text[after[0] : after[0] + LONGEST_HEAD]
    name = head[_whole_stamp(head) :].strip()
    return (
        0 < len(name) <= LONGEST_NAME
        and _whole_stamp(head) > 0
        and not _PUNCTUATION.search(name)
        and "\n" not in text[end : after[0]].replace("\n", "", 1)
        and not _TIME_REST.match(below)
        and not _ONLY_TIME.match(below)
    )


def _whole_stamp(head: str) -> int:
    """Where a head of day and hour ends, 0 without one."""
    found = _TIME_REST.match(head)
    return found.end() if found and (found["y"] or found["m"]) and found["h"] else 0


def _read(head: str, whole: bool, pasted_at: datetime, speakers: Speakers, counted: Counter[str]) -> Line:
    """The line as far as its head tells; `start` is where its text begins within it."""
    if whole and (found := _ONLY_TIME.fullmatch(head)) and (shown := stamp(found, pasted_at)):
        return Line(len(head), 0, None, shown)

    def known(name: str) -> bool:
        return is_name(name) and (speakers.knows(name) or counted[name] > 1)

    if (found := _TIME_NAME.match(head)) and (shown := stamp(found, pasted_at)) and is_name(plain_name(found["name"])):
        return Line(found.end(), 0, plain_name(found["name"]), shown)
    if (found := _NAME_TIME.match(head)) and (shown := stamp(found, pasted_at)) and shown.clock:
        name = plain_name(found["name"])
        ends = bool(found["colon"]) or (whole and bool(_END.match(head, found.end())))
        if is_name(name) and (ends or (shown.day and known(name))):
            return Line(found.end(), 0, name, shown)
    if (found := _TIME_REST.match(head)) and (shown := stamp(found, pasted_at)) and (shown.clock or head[0] in "[【("):
        name = plain_name(head[found.end() :])
        if whole and len(name) <= LONGEST_NAME and known(name):
            return Line(len(head), 0, name, shown)
        return Line(found.end(), 0, "", shown)
    if (found := _NAME_COLON.match(head)) and known(plain_name(found["name"])):
        return Line(found.end(), 0, plain_name(found["name"]))
    return Line(0, 0)
