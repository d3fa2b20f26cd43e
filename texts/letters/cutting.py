"""Making words shorter without spoiling them: no number, emoji or Latin word is cut in two, no sentence without need."""

import re

from law.reference import Counting

ELLIPSIS = "…"
_RUN = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,:/%_-]*")
_SENTENCE = re.compile("[^。！？；!?;]*[。！？；!?;]+[」』”）]*|[^。！？；!?;]+$")
_LOOSE = "，、；：,;: （「『“("
_JOINER = "\u200d"
_MODIFIERS = re.compile("[\u200d\ufe0e\ufe0f\u20e3\u0300-\u036f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
LEAST_TOLD = 12
"""A story shorter than this tells nothing; then it is better left out."""


def clip(text: str, room: int, counting: Counting) -> str:
    """`text`, or its beginning with an ellipsis, in at most `room` as counted. Something always remains of it: where
    the very first character or number is longer than the room, that is kept whole.
    """
    if counting.length(text) <= room:
        return text
    end = _boundary(text, _most(text, room - 1, counting)) or _first(text)
    kept = text[:end].rstrip(_LOOSE) or text[:end]
    return kept + ELLIPSIS if end < len(text) else kept


def shorten(story: str, room: int, counting: Counting) -> str:
    """The beginning of the story in whole sentences; where they would leave half the room empty, cut inside one.

    "" where so little fits that it would tell nothing.
    """
    if counting.length(story) <= room:
        return story
    kept = ""
    for sentence in _SENTENCE.findall(story):
        if counting.length(kept + sentence) > room:
            break
        kept += sentence
    if counting.length(kept) * 2 >= room and len(kept) >= LEAST_TOLD:
        return kept
    end = _boundary(story, _most(story, room - 1, counting))
    cut = story[:end].rstrip(_LOOSE)
    return cut + ELLIPSIS if len(cut) >= LEAST_TOLD else kept if len(kept) >= LEAST_TOLD else ""


def _most(text: str, room: int, counting: Counting) -> int:
    """How many characters of the beginning fit into `room`."""
    end = max(0, min(len(text), room))
    while end and (over := counting.length(text[:end]) - room) > 0:
        end -= max(1, over // 2)
    return max(0, end)


def _boundary(text: str, end: int) -> int:
    """The last place at or before `end` where `text` may be cut."""
    while 0 < end < len(text) and _inside(text, end):
        end -= 1
    for run in _RUN.finditer(text, 0, min(len(text), end + 60)):
        if run.start() < end < run.end():
            return run.start()
    return end


def _inside(text: str, end: int) -> bool:
    """Whether a cut at `end` would tear one sign that people see as one."""
    before, after = text[end - 1], text[end]
    if before == _JOINER or _MODIFIERS.match(after):
        return True
    flags = len(text[:end]) - len(_FLAG.sub("", text[:end]))
    return bool(_FLAG.match(after)) and flags % 2 == 1


def _first(text: str) -> int:
    """The end of the first thing that can't be cut."""
    if run := _RUN.match(text):
        return run.end()
    return next((end for end in range(1, len(text)) if not _inside(text, end)), len(text))
