"""Which files go to a channel that takes few and small ones: whole where they fit, pictures joined where they are too many.

The order is that of the playbook, so that whoever opens the first file sees what matters first. Nothing is decoded here.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from complaints.ledger import canonical
from evidence.checklist import Slot
from evidence.models import Evidence
from law import ChannelLimit

RECIPE = "jpeg-1600-1"
"""How pictures are written; a new name makes all of them anew."""
USUAL_FILES, USUAL_MB = 9, 5
"""For channels that don't say: what chats and customer service take at once, in a size that sends quickly."""
PICTURE = "jpg"
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Planned:
    """One file to attach: its name, and the pieces in it. `joined` pictures stand in one long picture, in order."""

    name: str
    pieces: tuple[Evidence, ...]

    @property
    def is_picture(self) -> bool:
        return self.pieces[0].is_image

    @property
    def joined(self) -> bool:
        return len(self.pieces) > 1


@dataclass(frozen=True, slots=True)
class Plan:
    """The files to attach, at most `most` bytes each, and the pieces that the channel can't take."""

    files: tuple[Planned, ...]
    left: tuple[Evidence, ...]
    most: int

    @property
    def key(self) -> str:
        """The plan's own hash: the same pieces under the same limits need not be written twice."""
        told = [[file.name, [_version(piece) for piece in file.pieces]] for file in self.files]
        return hashlib.sha256(canonical([RECIPE, self.most, told])).hexdigest()


def _version(piece: Evidence) -> str:
    """What of the piece is sent: its bytes, which covers lie on them, and how it is turned."""
    return f"{piece.blob.sha256} {piece.redaction_key} {piece.turned}"


def plan(slots: Iterable[Slot], limit: ChannelLimit) -> Plan:
    """What to attach under `limit`: recordings and papers that fit as they are, then pictures in the places left.

    One place is kept for pictures, if there are any; a broken picture is left out, as it is from letters.
    """
    places, most = limit.attachments or USUAL_FILES, (limit.attachment_mb or USUAL_MB) * 1024**2
    pieces = [(slot.label, piece) for slot in slots for piece in slot.present]
    pictures = [(label, piece) for label, piece in pieces if piece.is_image and not piece.is_broken]
    whole = [(label, piece) for label, piece in pieces if not piece.is_image and _fits(piece, limit, most)]
    whole = whole[: places - bool(pictures)]
    groups = _groups(pictures, places - len(whole))
    listed = [*groups, *([one] for one in whole)]
    files = tuple(_planned(n, group) for n, group in enumerate(listed, start=1))
    taken = {piece.pk for file in files for piece in file.pieces}
    return Plan(files, tuple(piece for _label, piece in pieces if piece.pk not in taken), most)


def _fits(piece: Evidence, limit: ChannelLimit, most: int) -> bool:
    return piece.blob.size <= most and (not limit.types or ending_of(piece) in limit.types)


def ending_of(piece: Evidence) -> str:
    """The ending of its name, as forms check it: "pdf"; "" without one."""
    return piece.name.rpartition(".")[2].lower() if "." in piece.name else ""


def _groups(pictures: Sequence[tuple[str, Evidence]], places: int) -> list[list[tuple[str, Evidence]]]:
    """The pictures in at most `places` groups of neighbours, as even as can be."""
    count = min(len(pictures), places)
    if count == 0:
        return []
    each, more = divmod(len(pictures), count)
    sizes = [each + (n < more) for n in range(count)]
    starts = [sum(sizes[:n]) for n in range(count)]
    return [list(pictures[start : start + size]) for start, size in zip(starts, sizes, strict=True)]


def _planned(n: int, group: Sequence[tuple[str, Evidence]]) -> Planned:
    pieces = tuple(piece for _label, piece in group)
    labels = list(dict.fromkeys(label for label, _piece in group))
    ending = PICTURE if pieces[0].is_image else ending_of(pieces[0])
    return Planned(f"{n}-{_safe('·'.join(labels))[:_LONGEST_NAME]}.{ending}", pieces)


def _safe(label: str) -> str:
    """Without what no file name may have anywhere."""
    return "".join("_" if char in '\\/:*?"<>|' or ord(char) < 32 else char for char in label)
