"""What the clauses of a sentence say: a promise, a refusal, a threat or nothing that binds.

Not counted as promises: questions and offers that still ask for consent, conditions nobody knows to be met, general policy,
errands (我帮您反馈一下), hopes (争取), what is said to be done already, requests to the consumer, the consumer's own words, and
looking after it without a time (会尽快处理). Doing something definite without a time (尽快给您退款) is one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from texts.promises import lexicon
from texts.promises.found import Says
from texts.promises.lexicon import Grade, has
from texts.promises.moments import Mention
from texts.promises.sentences import Piece, clauses


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause, what it says and the time words in it."""

    piece: Piece
    says: Says
    mentions: tuple[Mention, ...]


def judge(sentence: Piece, mentions: list[Mention]) -> list[Clause]:
    """The clauses of a sentence in order; `mentions` are its time words, with places in the sentence."""
    pieces = list(clauses(sentence))
    inside = [tuple(_within(p, sentence, mentions)) for p in pieces]
    if _threatens(sentence.words):
        return [Clause(p, Says.THREAT, found) for p, found in zip(pieces, inside, strict=True)]
    offer = _offers(pieces)
    said = []
    conditional = consenting = False
    for index, (piece, found) in enumerate(zip(pieces, inside, strict=True)):
        words = piece.words
        conditional = conditional or (has("if", words) and not has("whatever", words))
        settled = index < len(pieces) - 1 and (bool(found) or has("assent", pieces[-1].words))
        asks = (offer and not settled) or (sentence.asks and index == len(pieces) - 1) or _asks(words)
        says = _clause(words, found, asks=asks, conditional=conditional, consenting=consenting)
        said.append(Clause(piece, says, found))
        consenting = consenting or has("consent", words)
    return said


def _within(piece: Piece, sentence: Piece, mentions: list[Mention]) -> Iterator[Mention]:
    """The time words of a piece, with places in it."""
    offset = piece.start - sentence.start
    for mention in mentions:
        if 0 <= mention.start - offset < len(piece.words):
            yield replace(mention, start=mention.start - offset, end=mention.end - offset) if offset else mention


def _clause(words: str, mentions: tuple[Mention, ...], *, asks: bool, conditional: bool, consenting: bool) -> Says:
    if has("scorn", words) and not has("consumer", words):
        return Says.REFUSAL
    if asks or has("consumer", words):
        return Says.NONE
    if _refuses(words):
        return Says.NONE if conditional else Says.REFUSAL
    if not conditional and _promises(words, mentions, consenting=consenting):
        return Says.PROMISE
    return Says.NONE


def _threatens(words: str) -> bool:
    if has("consumer_threat", words):
        return False
    left = lexicon.without("not_threat", words)
    if has("threat", left) or has("condition_threat", left):
        return True
    return has("ruin", left) and has("complain", left)


def _offers(pieces: list[Piece]) -> bool:
    """Whether it ends by asking for consent: what is only offered isn't promised yet.

    `judge` settles it all the same where a time stands before the question or it only asks for goodwill: 明天给您退，可以吗;
    马上给您退，好吗.
    """
    if not pieces:
        return False
    last = pieces[-1].words
    return has("tag", last) or has("tag_inside", last)


def _asks(words: str) -> bool:
    return has("question", words) and not has("whatever", words)


def _refuses(words: str) -> bool:
    return has("refusal", lexicon.without("not_refusal", words))


def _promises(words: str, mentions: tuple[Mention, ...], *, consenting: bool) -> bool:
    if has("hedge", words):
        return False
    if not lexicon.ANY_ACT.search(words):
        return _for_you_in_time(words, mentions)
    direct = has("direct", words)
    act = lexicon.act_in(words if direct else lexicon.without("matter", words))
    recipient = has("recipient", words)
    if not act or (has("policy", words) and not (recipient or direct or has("ahead", words))):
        return False
    if has("request", words) and not (
        recipient or direct or has("subject", words) or _acts_after_time(words, mentions)
    ):
        return False
    if _is_over(words, mentions):
        return False
    if act.grade is not Grade.DONE or has("errand", words):
        return bool(mentions)
    return bool(mentions) or recipient or direct or consenting or has("future", words)


def _is_over(words: str, mentions: tuple[Mention, ...]) -> bool:
    """Whether it tells what was done: 昨天退了, 12月5日已退款; not 已安排今天发, 昨天说的明天退, 明天就给您退了."""
    before = lexicon.place("past_before", words)
    ended = has("past", words)
    if before is None and not ended:
        return False
    if before is not None:
        later = any(mention.start > before for mention in mentions)
        return not later and not has("ahead", words[before:])
    return not has("ahead", words) and all(mention.today or mention.dated for mention in mentions)


def _acts_after_time(words: str, mentions: tuple[Mention, ...]) -> bool:
    """Whether the request is over where the time begins: 麻烦您等一下今天就发, not 请您明天前寄回."""
    asked = lexicon.place("request", words)
    if asked is None or words[asked - 1] in "在于":
        return False
    return any(m.start >= asked and lexicon.ANY_ACT.search(words, m.end) is not None for m in mentions)


def _for_you_in_time(words: str, mentions: tuple[Mention, ...]) -> bool:
    """Whatever is done for the consumer by a time counts, also with a verb that no list knows: 明天给您弄."""
    asks = has("request", words) or has("policy", words) or _is_over(words, mentions)
    return bool(mentions) and has("for_you", words) and not asks
