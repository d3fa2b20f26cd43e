"""How far the evidence goes: what it shows, what is still to be shown, and the one piece that helps most now.

A playbook names what a case of its type must show, with the slots that together are enough for it. What is needed
depends on the type, the claims, the stage and the facts told; a picture that nobody can open shows nothing.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints import facts, playbooks
from complaints.models import Claim, Complaint
from complaints.playbooks import Playbook, Proposition, SlotSpec, Words
from complaints.status import STAGE, Status
from evidence.checklist import Slot
from evidence.status import BlobState

CARRIES = 4
"""From this weight on a proposition carries the case: with the last of them shown, the complaint holds well enough.

What only one claim asks for carries that claim alone, and says what it shows."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Something the evidence shows, and the slots that show it."""

    proposition: Proposition
    slots: tuple[SlotSpec, ...]

    @property
    def says(self) -> str:
        return str(self.proposition.says)

    @property
    def by(self) -> str:
        """The names of the slots: 「宣传截图」."""
        return _(", ").join(slot.label for slot in self.slots)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that nothing shows yet; `slots` would be enough for it, in the order to collect them."""

    proposition: Proposition
    slots: tuple[SlotSpec, ...]

    @property
    def says(self) -> str:
        return str(self.proposition.says)

    @property
    def wanted(self) -> str:
        """What to photograph: 「拍到吊牌正反面的照片」."""
        return _(" and ").join(str(slot.wanted) for slot in self.slots)


@dataclass(frozen=True)
class Completeness:
    """What a case shows at one stage. `missing` in the order of the playbook; weights from 1 to 5 each."""

    title: Words
    stage: int
    shown: tuple[Shown, ...]
    missing: tuple[Gap, ...]

    @property
    def whole(self) -> bool:
        return not self.missing

    @property
    def there(self) -> int:
        """How many of the `needed` things are shown."""
        return len(self.shown)

    @property
    def needed(self) -> int:
        return len(self.shown) + len(self.missing)

    @property
    def weight(self) -> int:
        """What the shown things weigh, out of `total`."""
        return sum(one.proposition.weight for one in self.shown)

    @property
    def total(self) -> int:
        return self.weight + sum(gap.proposition.weight for gap in self.missing)

    @cached_property
    def wanted(self) -> tuple[SlotSpec, ...]:
        """The slots to fill, the one that helps most first: what may vanish, then what gains the most weight."""
        gains: dict[SlotSpec, float] = {}
        for gap in self.missing:
            for slot in gap.slots:
                gains[slot] = gains.get(slot, 0) + gap.proposition.weight / len(gap.slots)
        return tuple(sorted(gains, key=lambda slot: (not slot.perishable, -gains[slot])))

    @property
    def next(self) -> SlotSpec | None:
        """The slot to fill first; None when nothing is missing."""
        return self.wanted[0] if self.wanted else None

    @property
    def first(self) -> Gap | None:
        """The weightiest thing that `next` helps to show."""
        helped = [gap for gap in self.missing if self.next in gap.slots]
        return max(helped, key=lambda gap: gap.proposition.weight, default=None)

    @property
    def sentence(self) -> str:
        """「还差 1 项：拍到吊牌正反面的照片。有了它，「假冒品牌」基本站得住。」, in the language of the page."""
        gap, count = self.first, len(self.missing)
        if gap is None or self.next is None:
            return ngettext(
                "All there: the %(count)d thing to show at this step is borne out.",
                "All there: the %(count)d things to show at this step are each borne out.",
                self.needed,
            ) % {"count": self.needed}
        if count == 1 and gap.proposition.weight >= CARRIES and not gap.proposition.claims:
            words = _("One more thing: %(what)s. With it, “%(type)s” holds well enough.")
            return words % {"what": gap.wanted, "type": self.title}
        if count == 1:
            return _("One more thing: %(what)s. It shows: %(says)s.") % {"what": gap.wanted, "says": gap.says}
        words = _("%(count)d things are still to be shown. Begin with this: %(what)s. It shows: %(says)s.")
        return words % {"count": count, "what": self.next.wanted, "says": gap.says}


def completeness(
    complaint: Complaint, *, stage: int, slots: Iterable[Slot] | None = None, claims: Iterable[Claim] | None = None
) -> Completeness:
    """What the case shows at `stage` (1 the seller, 2 the platform, 3 beyond), by its type, claims, facts and evidence.

    `slots` and `claims`, where the page has loaded them, save a query each.
    """
    if slots is None:
        files = complaint.evidence.live().exclude(blob__state=BlobState.BROKEN)
        present = set(files.order_by().values_list("kind", flat=True).distinct())
    else:
        present = {piece.kind for slot in slots for piece in slot.present if not piece.is_broken}
    asked = {claim.kind for claim in (complaint.claims.all() if claims is None else claims)}
    book = playbooks.get(complaint.kind)
    return weigh(book, present=present, claims=asked, told=facts.known(complaint), stage=stage)


def weigh(
    book: Playbook, *, present: Collection[str], claims: Collection[str], told: Mapping[str, str], stage: int
) -> Completeness:
    """The same without a case: `present` are the filled slots, `told` the facts as `complaints.facts.known` gives them."""
    shown, missing = [], []
    for one in book.needed(stage=stage, claims=claims, told=told):
        # of ways that are as near the first, which is the usual one
        way = min(one.ways(told), key=lambda slots: len(set(slots) - set(present)))
        lacking = [key for key in way if key not in present]
        if lacking:
            missing.append(Gap(one, _specs(book, lacking)))
        else:
            shown.append(Shown(one, _specs(book, way)))
    return Completeness(book.title, stage, tuple(shown), tuple(missing))


def stage_of(complaint: Complaint) -> int:
    """The stage whose proof a page asks for: that of the case's status; once the promise was kept, the first."""
    return STAGE.get(Status(complaint.status), 1)


def _specs(book: Playbook, keys: Collection[str]) -> tuple[SlotSpec, ...]:
    """The slots `keys`, what may vanish first, then in the order of the playbook."""
    return tuple(sorted((slot for slot in book.slots if slot.key in keys), key=lambda slot: not slot.perishable))
