"""Is a file what it says it is? By its content first, then by opening it; its name is corrected where it is wrong."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from evidence import archives, writing
from evidence.capture import Taken
from evidence.filetypes import HEAD, Known, family_named, sniff
from evidence.imaging import PIXEL_LIMIT, TooManyPixels, Unreadable, inspect
from evidence.status import Family
from evidence.vault.errors import Rejected
from evidence.vault.hashing import too_big

NAME_LENGTH = 120
READ_WHOLE = 40 * 1024**2
"""Bytes of a picture other than a JPEG: some of these formats can only be opened by reading all of them into memory."""
_LONGEST_ENDING = 10  # what follows a point further from the end is part of a sentence: 「满100减5.5元的活动页」
_SEPARATORS = re.compile(r"[/\\]")


@dataclass(frozen=True, slots=True)
class Proven:
    """A file found to be what it is: its type, its name with an ending that fits, of its taking, what we changed."""

    media_type: str
    name: str
    taken: Taken = field(default_factory=Taken)
    note: str = ""


def prove(path: Path, name: str, *, now: datetime | None = None) -> Proven:
    """Check the file at `path`, which the person calls `name`. Raises Rejected with a sentence that helps."""
    with path.open("rb") as file:
        known = sniff(file.read(HEAD)) or writing.known(path, name)
    if known is None:
        raise Rejected(
            "type",
            _("This kind of file can't be kept yet. Photos, PDF, video, sound, text, chat exports and ZIP can."),
        )
    if known.family == Family.IMAGE and known.media_type != "image/jpeg" and path.stat().st_size > READ_WHOLE:
        raise too_big(READ_WHOLE)
    if known.family == Family.ARCHIVE:
        archives.prove(path)
    fitting, note = fitting_name(clean_name(name), known)
    found = _inspect(path, known, now) if known.family == Family.IMAGE else Taken()
    return Proven(known.media_type, fitting, found, note)


def clean_name(name: str) -> str:
    """The file's own name in NFC: no folders, no control or direction marks (they disguise endings), 120 characters."""
    last = _SEPARATORS.split(name)[-1]
    visible = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C").strip(" .")
    stem, dot, ending = visible.rpartition(".")
    if not dot or not stem or len(ending) > _LONGEST_ENDING:
        return visible[:NAME_LENGTH]
    return f"{stem[: NAME_LENGTH - len(ending) - 1]}.{ending}"


def fitting_name(name: str, known: Known) -> tuple[str, str]:
    """`name` with an ending that fits `known`, and a note if it had to change. Raises Rejected for another family."""
    stem, _dot, ending = name.rpartition(".")
    promised = family_named(ending.lower())
    if promised and promised != known.family:
        words = _("The file is not what its name says: it ends in “%(ending)s”, but its content is “%(type)s”.")
        raise Rejected("mismatch", words % {"ending": f".{ending}", "type": known.endings[0].upper()})
    if ending.lower() in known.endings and stem:
        return name, ""
    base = stem if promised else name
    corrected = f"{(base or _('untitled'))[: NAME_LENGTH - 6]}.{known.endings[0]}"
    if not name:
        return corrected, ""
    return corrected, _("Its content is %(type)s, so we named it “%(name)s”. Nothing in it was changed.") % {
        "type": known.endings[0].upper(),
        "name": corrected,
    }


def _inspect(path: Path, known: Known, now: datetime | None) -> Taken:
    try:
        return inspect(path, known.media_type, now=now).taken
    except TooManyPixels as error:
        words = _("The picture has more than %(limit)d million pixels. Save it smaller, or cut out what matters.")
        raise Rejected("pixels", words % {"limit": PIXEL_LIMIT // 1_000_000}) from error
    except Unreadable as error:
        raise Rejected(
            "damaged",
            _("The picture is incomplete or damaged. Choose the original in your album and send it again."),
        ) from error
