"""The pieces of evidence that a case of this type asks for, and what lies in each: the playbook laid over the evidence.

What they show, and what is still missing, says `evidence.completeness`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from complaints import playbooks
from complaints.models import Complaint
from complaints.playbooks import SlotSpec
from evidence.filetypes import ARCHIVE, family_of
from evidence.models import Evidence
from evidence.status import OTHER, BlobState, Family

_MEASURES = {Family.IMAGE: "张", Family.RECORDING: "段"}


@dataclass(frozen=True, slots=True)
class Slot:
    """One piece of evidence asked for, in the page's language, and what has been put there."""

    key: str
    label: str
    hint: str
    proves: str
    perishable: bool
    photographed: bool
    required: bool
    present: list[Evidence] = field(default_factory=list)

    @property
    def cover(self) -> Evidence | None:
        """The piece whose thumbnail stands for the slot: the first that has one, else one that will."""
        by_rank = sorted(self.present, key=_shown_first)
        return by_rank[0] if by_rank else None


def _shown_first(piece: Evidence) -> int:
    waits = 1 if piece.is_image else 2
    return 0 if piece.thumb_url else waits if piece.is_waiting else 3


def slots_for(complaint: Complaint, live: Iterable[Evidence] | None = None) -> list[Slot]:
    """The slots of the case's type in the order to collect them, then what fits none, if there is any.

    `live` is the evidence that isn't removed, with its files, for whoever has it already.

    Evidence keeps the key of its slot when the type is changed; then it stands among the rest, and comes back with
    the type. One query, however much evidence there is.
    """
    specs = playbooks.get(complaint.kind).slots
    slots = {spec.key: _slot(spec) for spec in specs}
    rest = Slot(
        OTHER,
        pgettext("evidence", "Other"),
        _("Anything else that helps."),
        _("Other facts"),
        perishable=False,
        photographed=False,
        required=False,
    )
    for piece in complaint.evidence.live().with_files() if live is None else live:
        slots.get(piece.kind, rest).present.append(piece)
    return [*slots.values(), *([rest] if rest.present else [])]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One line of the exhibit list (证据清单): number from 1, name of the slot or the file, and what it proves (证明目的)."""

    number: int
    label: str
    proves: str
    piece: Evidence


def exhibits(complaint: Complaint) -> list[Exhibit]:
    """The exhibit list: every file that can be opened, those with an exhibit number of their own first, then by slot.

    What a file proves is what was written about it, else what its slot says. In the page's language; texts that go to an
    office ask for Chinese first. One query.
    """
    return numbered(slots_for(complaint))


def numbered(slots: Sequence[Slot]) -> list[Exhibit]:
    """The same, of slots that are there already."""
    listed = [(slot, piece) for slot in slots for piece in slot.present if not piece.is_broken]
    listed.sort(key=lambda row: (row[1].exhibit_no is None, row[1].exhibit_no or 0))
    return [
        Exhibit(number, slot.label if slot.key != OTHER else piece.name, piece.proves or slot.proves, piece)
        for number, (slot, piece) in enumerate(listed, start=1)
    ]


def slot_choices(complaint: Complaint) -> list[tuple[str, str]]:
    """Keys and labels of the slots that evidence of this case may be put in."""
    return [
        *((spec.key, spec.label) for spec in playbooks.get(complaint.kind).slots),
        (OTHER, pgettext("evidence", "Other")),
    ]


def names_for_letter(complaint: Complaint) -> list[str]:
    """What letters call the evidence, in Chinese: 「宣传截图」「实物照片3张」, in the playbook's order.

    What is in no slot of the case's type follows by its own name, without the ending. Pictures that nobody can open are
    left out, as in the list of what is missing, and archives: the files in them stand beside them. One query.
    """
    files = complaint.evidence.live().exclude(blob__state=BlobState.BROKEN).exclude(blob__media_type=ARCHIVE)
    slots: dict[str, list[Family]] = {spec.key: [] for spec in playbooks.get(complaint.kind).slots}
    rest = []
    for kind, name, media_type in files.values_list("kind", "name", "blob__media_type"):
        if kind in slots:
            slots[kind].append(family_of(media_type))
        else:
            rest.append(name.rpartition(".")[0] or name)
    labels = {spec.key: spec.labels.zh for spec in playbooks.get(complaint.kind).slots}
    return [*(labels[key] + _counted(families) for key, families in slots.items() if families), *rest]


def _counted(families: Sequence[Family]) -> str:
    """「3张」 for pictures, 「2段」 for recordings, 「2份」 for papers and mixtures; a single one isn't counted."""
    if len(families) == 1:
        return ""
    measure = _MEASURES.get(families[0], "份") if len(set(families)) == 1 else "份"
    return f"{len(families)}{measure}"


def _slot(spec: SlotSpec) -> Slot:
    return Slot(
        spec.key,
        spec.label,
        spec.hint,
        spec.proves,
        perishable=spec.perishable,
        photographed=spec.photographed,
        required=spec.required,
    )
