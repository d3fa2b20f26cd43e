"""The archive: a BagIt bag (RFC 8493) with files, texts and ledger, and a page that checks it in any browser, offline."""

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

import bagit

from evidence.export import stamping
from evidence.export.content import Content, Profile
from evidence.export.pictures import pages_of
from evidence.export.words import moment_words, says
from evidence.vault import storage

DOSSIER = "案卷.pdf"
LEDGER = "ledger.jsonl"
_CHECKING = "index.html"


def write(content: Content, dossier: bytes, folder: Path) -> Path:
    """Write the bag into `folder`, which must not exist; returns it.

    `data/` has the dossier, the texts as sent, the ledger, a time stamp of the root over it, and the originals with covered
    copies beside them (own profile), or pictures without place and device, covered where they are (hand-over).
    Raises FileExistsError.
    """
    folder.mkdir(parents=True)
    (folder / DOSSIER).write_bytes(dossier)
    _put_texts(content, folder / "texts")
    with (folder / LEDGER).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{json.dumps(entry, ensure_ascii=False)}\n" for entry in content.ledger)
    for name, source in _files(content):
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        if isinstance(source, Path):
            shutil.copyfile(source, target)
        else:
            target.write_bytes(source)
    if content.stamp:
        stamping.put(content.stamp, folder / stamping.FOLDER)
    bag = bagit.make_bag(str(folder), _info(content), checksums=["sha256"])
    page = files("evidence.export").joinpath("verifier.html").read_text(encoding="utf-8")
    (folder / _CHECKING).write_text(page, encoding="utf-8")
    bag.save()
    return folder


def _put_texts(content: Content, folder: Path) -> None:
    folder.mkdir()
    for number, sent in enumerate(content.texts, start=1):
        (folder / f"{number:02d}-{sent.channel}.txt").write_text(sent.text, encoding="utf-8", newline="\n")


def _files(content: Content) -> Iterator[tuple[str, Path | bytes]]:
    """Where each file of the evidence goes in the bag, and its bytes."""
    for exhibit in content.exhibits:
        piece = exhibit.piece
        if content.profile is Profile.OWN:
            with suppress(FileNotFoundError), storage.local(piece.blob) as place:
                yield f"originals/{exhibit.number:02d}-{piece.name}", place
            if not piece.redaction_key:
                continue
        stem = piece.name.rpartition(".")[0] or piece.name
        for page, picture in enumerate(pages_of(piece, original=False), start=1):
            yield f"copies/{exhibit.number:02d}-{stem}-{page}.jpg", picture.data


def _info(content: Content) -> dict[str, str]:
    return {
        "External-Identifier": content.number,
        "External-Description": says(content),
        "Bagging-Date": f"{content.made_at:%Y-%m-%d}",
        "Juli-Case": content.title,
        "Juli-Made": moment_words(content.made_at),
        "Juli-Profile": content.profile.value,
        "Juli-Code": content.code,
        "Juli-Ledger-Entries": str(content.entries),
        "Juli-Ledger-Head": content.head,
        "Juli-Daily-Root": content.root,
    }
