"""The dossier as a PDF: cover with the ledger's end, texts as sent, exhibit list with pages and hashes, each exhibit.

Typeset by typst with fonts from wheels: no system package. Tagged, and PDF/A-2b where every sign has a glyph; one that has
none would make typst refuse the whole document, so then it is written without that mark.
"""

import json
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import manimgx_fonts
import manimgx_fonts_cjk
import qrcode
import qrcode.image.svg
import typst

from evidence.checklist import Exhibit
from evidence.export.content import Content, Profile
from evidence.export.pictures import pages_of
from evidence.export.stamping import line_of
from evidence.export.words import moment_words, says
from evidence.status import Family
from evidence.vault import storage
from evidence.writing import beginning

Standard = Literal["a-2b"]
_MOST_TEXT = 6000
"""Characters of a text file that are printed; the rest stands in the original."""
_FONTS = [str(Path(str(module.__file__)).parent) for module in (manimgx_fonts_cjk, manimgx_fonts)]


def write(content: Content) -> bytes:
    """The PDF of `content`; the same content gives the same bytes."""
    with TemporaryDirectory(prefix="juli-dossier-") as folder:
        root = Path(folder)
        (root / "dossier.typ").write_bytes(files("evidence.export").joinpath("dossier.typ").read_bytes())
        data = json.dumps(_printable(_data(content, root)), ensure_ascii=False)
        try:
            return _compiled(root, data, "a-2b")
        except typst.TypstError:
            return _compiled(root, data, None)


def _compiled(root: Path, data: str, standard: Standard | None) -> bytes:
    pdf: bytes = typst.compile(
        str(root / "dossier.typ"), root=str(root), font_paths=_FONTS, ignore_system_fonts=True,
        sys_inputs={"data": data}, pdf_standards=standard,
    )  # fmt: skip
    return pdf


def _data(content: Content, root: Path) -> dict[str, Any]:
    (root / "head.svg").write_bytes(
        _square_code(f"{content.number} {content.entries} {content.head} {content.root}".strip())
    )
    made = content.made_at
    return {
        "title": content.title, "number": content.number, "facts": content.facts, "head": content.head or "0" * 64,
        "entries": content.entries, "qr": "head.svg", "root": content.root,
        "stamp": line_of(content.stamp, content.root) if content.stamp else "", "made": moment_words(made), "says": says(content),
        "year": made.year, "month": made.month, "day": made.day, "timeline": content.timeline,
        "texts": [
            {"channel": sent.channel, "day": sent.day, "text": sent.text, "reference": sent.reference}
            for sent in content.texts
        ],
        "exhibits": [_exhibit(exhibit, root, original=content.profile is Profile.OWN) for exhibit in content.exhibits],
    }  # fmt: skip


def _exhibit(exhibit: Exhibit, root: Path, *, original: bool) -> Mapping[str, Any]:
    piece, pictures, frames = exhibit.piece, [], []
    for number, page in enumerate(pages_of(piece, original=original), start=1):
        name = f"{exhibit.number}-{number}.jpg"
        (root / name).write_bytes(page.data)
        if page.moment:
            frames.append((name, page.moment))
        else:
            pictures.append(name)
    return {
        "n": exhibit.number, "name": exhibit.label, "file": piece.name, "source": piece.source, "proves": exhibit.proves,
        "sha256": piece.blob.sha256, "received": moment_words(piece.received_at), "captured": _captured(piece.captured_at),
        "pictures": pictures, "frames": frames, "instead": "" if pictures or frames else _instead(exhibit),
        "covered": bool(piece.redaction_key) and not original,
    }  # fmt: skip


def _captured(moment: datetime | None) -> str:
    return moment_words(moment) if moment else ""


def _instead(exhibit: Exhibit) -> str:
    """What is printed where there is no picture: the text itself, else where it can be seen or heard."""
    piece = exhibit.piece
    if piece.blob.family == Family.WRITING:
        with storage.local(piece.blob) as path:
            return beginning(path, _MOST_TEXT)
    return "本件无法打印，请查看原件；原件的散列值见上。"


def _square_code(text: str) -> bytes:
    target = BytesIO()
    qrcode.make(text, image_factory=qrcode.image.svg.SvgPathImage, border=0).save(target)
    return target.getvalue()


def _printable(value: Any) -> Any:
    """Without control characters and lone surrogates, which no font has and JSON can't carry."""
    if isinstance(value, str):
        return "".join(
            sign for sign in value if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs", "Co", "Cn")
        )
    if isinstance(value, Mapping):
        return {key: _printable(item) for key, item in value.items()}
    return [_printable(item) for item in value] if isinstance(value, (list, tuple)) else value
