"""What of a text may be a brush-off: not the consumer's own words, not a question, not what comes with a yes."""

import re
import unicodedata
from dataclasses import dataclass

from texts.brushoffs.wording import guards, plainly

LONGEST = 2000
"""Characters that are looked at; nobody is sent away at greater length."""
_SENTENCE = re.compile(r"[^。!?;\n\r]*[。!?;\n\r]*")
_CLAUSE = re.compile(r"[,、:~]+|(?<=\w\w)\s+(?=\w\w)")
_ASKS = re.compile(r"[吗么嘛]$")
_REFUSES = re.compile("[不没无未拒]|超过|驳回")


@dataclass(frozen=True, slots=True)
class Heard:
    """What may be a brush-off, as wordings are compared (a line end where something was left out), and whether it says yes."""

    text: str
    agreed: bool


def hear(text: str) -> Heard | None:
    """`text` without its questions, None where it is the consumer's own or nothing is left."""
    whole = unicodedata.normalize("NFKC", text[:LONGEST])
    if _says("own_words", plainly(whole)):
        return None
    kept = _kept(whole)
    return Heard(kept, _says("agreed", kept)) if kept.strip() else None


def _says(kind: str, heard: str) -> bool:
    return guards()[kind].start(heard) is not None


def _kept(whole: str) -> str:
    return "".join(part for sentence in _SENTENCE.findall(whole) for part in _parts(sentence))


def _parts(sentence: str) -> list[str]:
    """The clauses of a sentence that state something; a question takes along what it asks about."""
    clauses = [plain for clause in _CLAUSE.split(sentence) if (plain := plainly(clause))]
    if not clauses or _says("rhetorical", "".join(clauses)):
        return clauses
    if not _asks(clauses[-1], marked="?" in sentence):
        return ["\n" if _asks(clause, marked=False) else clause for clause in clauses]
    if _says("asking_for_return", clauses[-1]):
        return ["\n"]
    return [*(clause if _REFUSES.search(clause) else "\n" for clause in clauses[:-1]), "\n"]


def _asks(clause: str, *, marked: bool) -> bool:
    if _says("polite", clause):
        return False
    return marked or bool(_ASKS.search(clause)) or _says("asking", clause)
