"""A person's own words made ready for a letter: one line, tidy ends, without what belongs to the other procedure."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from law.precheck_wording import asks_money

ENDS = "。！？…；"
_OPEN_ENDS = "，、；：,;:。. 　"
_OWN_BRACKETS = str.maketrans("〔〕", "［］")
"""〔…〕 is ours: what a person still has to fill in."""
_BLANK = re.compile(r"[^\S\n]+")
_BESIDE = re.compile(r"(?<=[\u3000-\u303f\uff00-\uffef\u4e00-\u9fff]) (?=[\u3000-\u303f\uff00-\uffef\u4e00-\u9fff])")
_SIGNS = re.compile("[，。；、！？：]{2,}")
_SENTENCE = re.compile("[^。！？；!?;]*[。！？；!?;]+[」』”）]*|[^。！？；!?;]+$")
_CLAUSE = re.compile("[^，,]*[，,]?")
_LONG_SENTENCE = 60

_PUNISHES = re.compile("举报|处罚|查处|罚款|立案|没收|吊销|取缔|严惩|惩处|停业")
_CLAIMS = re.compile("诉求|请求|调解|投诉|和解|退一赔|假一赔|赔偿|赔付|补偿")
_WANTS = re.compile(
    "(?:要求|请|希望|盼|我要|我想|我只想|想要|必须|务必|让(?:他们|他|她|商家|卖家|店家|对方)|(?:给|还|退|赔|补)我)"
    "[^。！？；!?;，,]{0,12}?(?:退|赔|换|补|钱|返还)|(?:还|退|赔|补)我[^。！？；!?;，,]{0,8}?(?:钱|款|[0-9])"
)


def _punishes(text: str) -> bool:
    return bool(_PUNISHES.search(text))


def _asks_back(text: str) -> bool:
    return bool(_CLAIMS.search(text) or _WANTS.search(text) or asks_money(text))


OTHER_PROCEDURE: Mapping[str, Callable[[str], bool]] = {"punishment": _punishes, "money": _asks_back}
"""Whether a text speaks of the procedure that a letter must keep out of (Decree 121, art. 9): a complaint asks for no penalty,
a report for no money. That money wasn't paid back is a fact, and a report tells it."""


@lru_cache(maxsize=512)
def one_line(text: str) -> str:
    """The text on one line as Chinese is written: no blank between characters, no sign twice, each line a sentence."""
    plain = text.translate(_OWN_BRACKETS)
    lines = [_BLANK.sub(" ", line).strip().lstrip(_OPEN_ENDS) for line in plain.splitlines()]
    joined = "".join(ended(line) for line in lines[:-1] if line) + (lines[-1] if lines else "")
    return _SIGNS.sub(_one_sign, _BESIDE.sub("", joined))


def _one_sign(run: re.Match[str]) -> str:
    """Of several signs in a row the one that says most."""
    return next(sign for sign in "？！。；：，、" if sign in run[0])


def ended(text: str) -> str:
    """The text with one full stop at its end, unless it has an end of its own."""
    text = text.rstrip(_OPEN_ENDS) if not text.endswith("。") else text
    if not text or text.rstrip("」』”）)").endswith(tuple(ENDS + "!?.")):
        return text
    return text + "。"


def part(text: str) -> str:
    """The text as a part of a sentence: one line, no full stop at its end."""
    return one_line(text).rstrip(_OPEN_ENDS + "！？!?")


def quoted(text: str) -> str:
    """The text as it may stand inside 「」."""
    return text.replace("「", "『").replace("」", "』")


@lru_cache(maxsize=512)
def without(procedure: str, text: str) -> str:
    """The text without sentences (of long ones, parts between commas) that belong to the other procedure."""
    speaks = OTHER_PROCEDURE.get(procedure)
    if not speaks or not speaks(text):
        return text
    kept = []
    for sentence in _SENTENCE.findall(text):
        if speaks(sentence):
            sentence = _clean_clauses(sentence, speaks) if len(sentence) > _LONG_SENTENCE else ""
        kept.append(sentence)
    return one_line("".join(kept))


def _clean_clauses(sentence: str, speaks: Callable[[str], bool]) -> str:
    kept = "".join(clause for clause in _CLAUSE.findall(sentence) if not speaks(clause))
    return ended(kept) if kept.strip(_OPEN_ENDS) else ""
