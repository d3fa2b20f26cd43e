"""When what we say of the law was last read in its source, and whether that is too long ago.

Statutes change seldom, platforms' rules and phone numbers often: the figures STALE_STATUTE, STALE_PLATFORM and
STALE_PHONE say after how many days each is shown as not checked any more.
"""

from dataclasses import dataclass
from datetime import date

from law.reference import Norm, Phone, Reference
from law.rules import Rule
from law.words import Words

STATUTE, PLATFORM, PHONE = "STALE_STATUTE", "STALE_PLATFORM", "STALE_PHONE"
PLATFORM_RULES = "XHS_"


@dataclass(frozen=True, slots=True)
class Freshness:
    """How long ago an entry was checked: `days` since, None where it never was; `stale` beyond what its kind allows."""

    verified_on: date | None
    days: int | None
    stale: bool

    @property
    def words(self) -> Words | None:
        """The sentence for a stale entry, None for a fresh one."""
        if not self.stale:
            return None
        if self.days is None:
            return Words("还没有核对过", "not checked yet")
        return Words(f"已 {self.days} 天没有核对", f"not checked for {self.days} days")


def freshness(entry: Rule | Norm | Phone, reference: Reference, *, today: date) -> Freshness:
    """Whether `entry` is due to be read again on `today` (a day in China)."""
    if entry.verified_on is None:
        return Freshness(None, None, stale=True)
    days = max((today - entry.verified_on).days, 0)
    return Freshness(entry.verified_on, days, stale=days > int(reference.figure(_figure_for(entry)).value))


def _figure_for(entry: Rule | Norm | Phone) -> str:
    if isinstance(entry, Phone):
        return PHONE
    return PLATFORM if entry.id.startswith(PLATFORM_RULES) else STATUTE
