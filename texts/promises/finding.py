"""Promises, refusals and threats with their places: the doors of this package that read sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from law import CHINA
from texts.promises import lexicon
from texts.promises.found import Says, What
from texts.promises.moments import Mention, mentions
from texts.promises.quoting import unquoted
from texts.promises.reading import Reading
from texts.promises.reading import read as as_read
from texts.promises.says import Clause, judge
from texts.promises.sentences import sentences

_ANY_MOMENT = datetime(2026, 1, 1, tzinfo=CHINA)
"""Whether time words stand in a sentence doesn't depend on when it was said."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one sentence, or a part of it, says; plain[start:end] of its reading, `time` its time words (places there too)."""

    says: Says
    what: What
    start: int
    end: int
    time: Mention | None

    @property
    def due_at(self) -> datetime | None:
        """The end of what was promised, None without one."""
        return self.time.due if self.time else None


def classify(sentence: str) -> Says:
    """What one sentence of the other side does. A threat outweighs all, a promise with a time a refusal, else the refusal."""
    said = list(statements(as_read(unquoted(sentence)), _ANY_MOMENT))
    given = {statement.says for statement in said}
    if Says.THREAT in given:
        return Says.THREAT
    if Says.REFUSAL in given:
        timed = any(statement.says is Says.PROMISE and statement.time for statement in said)
        return Says.PROMISE if timed else Says.REFUSAL
    return Says.PROMISE if given else Says.NONE


def resolve(words: str, said_at: datetime) -> datetime | None:
    """The moment (+08:00) that the time words in a sentence mean when it is said at `said_at` (aware).

    None when no time is named, when it waits for an event (收到退货后三天内), when it can't be told (尽快, 过两天) or is over.
    How each form is read stands in `texts.promises.moments`. Raises law.NaiveTrigger when `said_at` has no time zone.
    """
    reading = as_read(unquoted(words))
    promised = [s for s in statements(reading, said_at) if s.says is Says.PROMISE and s.time]
    if promised:
        return promised[0].due_at
    for sentence in sentences(reading.plain):
        if found := mentions(sentence.words, said_at):
            return _chosen(found).due
    return None


def statements(reading: Reading, said_at: datetime) -> Iterator[Statement]:
    """All that is promised, refused or threatened in a text, in order, reckoned from `said_at`."""
    for sentence in sentences(reading.plain):
        found = mentions(sentence.words, said_at)
        for part in _parts(judge(sentence, found)):
            yield _statement(part)


def _parts(clauses: list[Clause]) -> Iterator[list[Clause]]:
    """Clauses that belong together: of one label, with the clauses between and beside them that name their time.

    A time between two parts belongs to the second, unless that has one of its own: 给您补发，明天，给您退款.
    """
    part: list[Clause] = []
    beside: list[Clause] = []
    for clause in clauses:
        if clause.says is Says.NONE:
            beside.append(clause)
        elif part and _same(part, clause):
            part += [*beside, clause]
            beside = []
        else:
            before, after = _time_before(beside), _time_after(beside) if part else []
            if before == after and clause.mentions:
                before = []
            elif before == after:
                after = []
            if part:
                yield part + after
            part = [*before, clause]
            beside = []
    if part:
        yield part + _time_after(beside)


def _same(part: list[Clause], clause: Clause) -> bool:
    last = [c for c in part if c.says is not Says.NONE][-1]
    if last.says is not clause.says:
        return False
    if not (last.says is Says.PROMISE and last.mentions and clause.mentions):
        return True
    return what([last]) is what([clause]) and lexicon.has("paid", clause.piece.words)


def _time_before(beside: list[Clause]) -> list[Clause]:
    """The clause right before, when it names a time or an event: 收到退货后，三天内给您退款."""
    if beside and (beside[-1].mentions or beside[-1].piece.words.endswith(("后", "了", "到"))):
        return beside[-1:]
    return []


def _time_after(beside: list[Clause]) -> list[Clause]:
    return beside[:1] if beside and beside[0].mentions else []


def _statement(part: list[Clause]) -> Statement:
    says = next(clause.says for clause in part if clause.says is not Says.NONE)
    return Statement(says, what(part), part[0].piece.start, part[-1].piece.end, _time(part, says))


def what(part: list[Clause]) -> What:
    """What the clauses that say something are about: the first definite act."""
    said = [clause for clause in part if clause.says is not Says.NONE]
    if said[0].says is Says.THREAT:
        return What.OTHER
    refused = said[0].says is Says.REFUSAL
    acts = [act for clause in said if (act := lexicon.act_in(clause.piece.words))]
    done = [act.what for act in acts if act.grade is lexicon.Grade.DONE]
    if done:
        return done[0]
    return acts[0].what if acts and not refused else What.OTHER


def _time(part: list[Clause], says: Says) -> Mention | None:
    """The time words that hold: those of the promise itself, and when money arrives, those of the arrival."""
    if says is not Says.PROMISE:
        return None
    promising = [clause for clause in part if clause.says is Says.PROMISE and clause.mentions]
    timed = promising or [clause for clause in part if clause.mentions]
    if not timed:
        return None
    chosen = _placed(timed[0])
    for clause in timed[1:]:
        later = _placed(clause)
        if later.latest or lexicon.has("paid", clause.piece.words):
            chosen = later if chosen.due and later.due and later.due > chosen.due else chosen
    return chosen


def _placed(clause: Clause) -> Mention:
    """The time words of a clause that hold, with their places in the whole text."""
    chosen = _chosen(clause.mentions)
    return replace(chosen, start=clause.piece.start + chosen.start, end=clause.piece.start + chosen.end)


def _chosen(found: Sequence[Mention]) -> Mention:
    """Of several in one clause what stands after 最晚, else the last, nearest to the act; one that waits only when alone."""
    return next((mention for mention in found if mention.latest), [*([m for m in found if m.due] or found)][-1])
