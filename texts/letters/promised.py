"""The sentence about a broken promise, as the next letter says it."""

from datetime import datetime

from law import CHINA
from law.reference import Counting
from texts.letters.cutting import clip
from texts.letters.wording import part, quoted

LONGEST_QUOTE = 40


def promise_sentence(said_at: datetime, who: str, quote: str, due_at: datetime | None, now: datetime) -> str:
    """「卖家于3月2日21:14承诺「48小时内退款」，至今未履行」: a part of a sentence, without a full stop.

    Moments are aware and told in China's time, with the year where it isn't that of `now`. `due_at` is None where no
    moment was named; a promise that was taken back before its moment came is told so.
    """
    words = clip(quoted(part(quote)), LONGEST_QUOTE, Counting.CHARACTERS)
    taken_back = due_at is not None and due_at > now
    end = "后来又表示不再履行" if taken_back else "至今未履行"
    return f"{who or '卖家'}于{_moment(said_at, now)}承诺「{words}」，{end}"


def _moment(moment: datetime, now: datetime) -> str:
    local, today = moment.astimezone(CHINA), now.astimezone(CHINA)
    year = "" if local.year == today.year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日{local:%H:%M}"
