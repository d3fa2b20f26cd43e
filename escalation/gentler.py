"""The tone of a text before it goes out: what to say more gently, and what must not leave at all."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from texts import tone
from texts.tone import Remark

MOST = 4
"""Remarks that are shown; more would be a lecture."""
LONGEST = 4000
"""Characters that are looked at: more than any channel takes, and reading them takes no longer than a moment."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A text and what is remarked of it, the blocking ones first; `gentler` is the whole text with every suggestion."""

    text: str
    remarks: tuple[Remark, ...]
    gentler: str

    @property
    def shown(self) -> tuple[Remark, ...]:
        return self.remarks[:MOST]

    @property
    def blocks(self) -> bool:
        """Whether something in it must not leave: an ID or card number, another person's number or home."""
        return any(remark.blocks for remark in self.remarks)

    @property
    def can_soften(self) -> bool:
        return self.gentler != self.text


def check(text: str) -> Checked:
    """What may harm the writer of `text`; nothing but a leak blocks."""
    read = text[:LONGEST]
    found = sorted(tone.check(read), key=lambda remark: (not remark.blocks, remark.start))
    return Checked(text, tuple(found), tone.gentler(read) + text[LONGEST:] if found else text)


def leak_in(text: str) -> str:
    """Why `text` may not be sent as it is: a sentence that names what to take out, "" where nothing is."""
    leaks = [remark.quote for remark in check(text).remarks if remark.blocks]
    words = _("Take this out before it goes anywhere: %(what)s. Your text is still here.")
    return words % {"what": _(", ").join(_shown(quote) for quote in leaks)} if leaks else ""


def _shown(quote: str) -> str:
    """Enough to find it by: the first three characters and the last two."""
    return quote if len(quote) <= 8 else f"{quote[:3]}…{quote[-2:]}"
