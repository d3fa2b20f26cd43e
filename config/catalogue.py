"""The words in other languages, without gettext's programs: `python -m config.catalogue update|merge|compile|missing`.

Babel reads Python and, through Django's own `templatize`, the templates. `django.po` names files but no lines and no
dates, so that its differences are differences in words; `django.mo` is made from it and stays out of the repository.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE = "zh_Hans"
PO = ROOT / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
WITHOUT_WORDS = {"tests", "bench", "var", "static", "locale", "docs", "migrations", "styleguide", "node_modules"}
PLACE = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|</?[a-z]+")
HEADER = f"""# The words of Juli in Simplified Chinese. `make messages` keeps the entries, people write the sentences.
msgid ""
msgstr ""
"Language: {LANGUAGE}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""

_PLURAL = (1, 2)
_CONTEXT = ((1, "c"), 2)
_BOTH = ((1, "c"), 2, 3)
KEYWORDS: dict[str, tuple[int | tuple[int, int] | tuple[int, str], ...] | None] = {
    **dict.fromkeys(("_", "_L", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), _PLURAL),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), _CONTEXT),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), _BOTH),
}


def sources(root: Path = ROOT) -> Iterator[Path]:
    """Every Python file and template of the product, in a fixed order."""
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if path.suffix in (".py", ".html", ".txt") and not any(p in WITHOUT_WORDS or p[0] == "." for p in parts):
            yield path


def messages_of(source: str, *, template: bool) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """What is marked for translation in one file: the text, or singular and plural, and its context if it has one."""
    # In parentheses Python doesn't mind how a template indents.
    code = f"(\n{templatize(source)}\n)" if template else source
    for _line, found, _comments, context in babel_extract("python", BytesIO(code.encode()), KEYWORDS):
        yield (found if isinstance(found, str) else (found[0], found[1])), context


def extract(root: Path = ROOT) -> Catalog:
    """Every text in the product's code, without translations, each with the files it stands in."""
    catalog = Catalog(locale=LANGUAGE, fuzzy=False)
    for path in sources(root):
        name = path.relative_to(root).as_posix()
        for text, context in messages_of(path.read_text(), template=path.suffix != ".py"):
            catalog.add(text, locations=[(name, 0)], context=context)
    return catalog


def read(path: Path = PO) -> Catalog:
    """A .po file; an empty catalogue when there is none yet."""
    if not path.is_file():
        return Catalog(locale=LANGUAGE, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def entries(catalog: Catalog) -> Iterator[Message]:
    """The messages of a catalogue, without its header."""
    return (message for message in catalog if message.id)


def find(catalog: Catalog, message: Message) -> Message | None:
    """The same message in another catalogue."""
    found: Message | None = catalog.get(message.id, message.context)
    return found


def translation(message: Message | None) -> str:
    """What people read, or "" when nobody has written it yet; Chinese has one form for all numbers."""
    if message is None or message.fuzzy:
        return ""
    return message.string if isinstance(message.string, str) else (message.string or ("",))[0]


def update(root: Path = ROOT, po: Path = PO) -> Catalog:
    """Writes the .po file anew: what the code says, with the translations there were; what the code dropped is dropped."""
    fresh, known = extract(root), read(po)
    for message in entries(fresh):
        _translate(message, translation(find(known, message)))
    save(fresh, po)
    return fresh


def merge(files: Iterable[Path], root: Path = ROOT, po: Path = PO) -> list[str]:
    """Takes translations from other .po files where there is none yet; returns a line for each one that says otherwise."""
    catalog, conflicts = update(root, po), []
    for file in files:
        for other in entries(read(file)):
            mine, words = find(catalog, other), translation(other)
            if mine is None or not words:
                continue
            if not translation(mine):
                _translate(mine, words)
            elif translation(mine) != words:
                conflicts.append(f"{file.name}: {other.id!r}: {translation(mine)} | {words}")
    save(catalog, po)
    return conflicts


def save(catalog: Catalog, po: Path = PO) -> None:
    """The .po file, sorted by text; untouched when nothing has changed."""
    body = BytesIO()
    write_po(body, catalog, width=120, omit_header=True, sort_output=True, ignore_obsolete=True, include_lineno=False)
    text = HEADER + body.getvalue().decode().strip() + "\n"
    if not po.is_file() or po.read_text() != text:
        po.parent.mkdir(parents=True, exist_ok=True)
        po.write_text(text)


def compile_catalogue(po: Path = PO) -> Path:
    """The .mo file beside `po`, made when it is missing or older; whole or not at all, since test processes share it."""
    mo = po.with_suffix(".mo")
    if mo.is_file() and mo.stat().st_mtime_ns > po.stat().st_mtime_ns:
        return mo
    with tempfile.NamedTemporaryFile(dir=po.parent, suffix=".part", delete=False) as part:
        write_mo(part, read(po))
    Path(part.name).chmod(0o644)
    return Path(part.name).replace(mo)


def missing(root: Path = ROOT, po: Path = PO) -> list[str]:
    """One line for each text without a translation, or with one that lost a placeholder."""
    known, faults = read(po), []
    for message in entries(extract(root)):
        have = find(known, message)
        if not translation(have):
            context = f"{message.context}|" if message.context else ""
            faults.append(f"{context}{message.id!r} ({message.locations[0][0]})")
        elif _places(str(message.id)) != _places(translation(have)):
            faults.append(f"{message.id!r}: {sorted(_places(str(message.id)))} differ from {translation(have)!r}")
    return faults


def _places(text: str) -> set[str]:
    """The places in a text where something is put in."""
    return set(PLACE.findall(text))


def _translate(message: Message, words: str) -> None:
    message.string = (words,) if message.pluralizable else words


def main(arguments: Sequence[str]) -> int:
    """The exit code: 1 when `missing` found something or `merge` met a conflict."""
    parser = argparse.ArgumentParser(prog="python -m config.catalogue", description=__doc__)
    parser.add_argument("command", choices=("update", "merge", "compile", "missing"))
    parser.add_argument("files", nargs="*", type=Path, help="for merge: .po files to take translations from")
    given = parser.parse_args(arguments)
    lines: list[str] = []
    if given.command == "compile":
        compile_catalogue()
    elif given.command == "merge":
        lines = merge(given.files)
    elif given.command == "missing":
        lines = missing()
    else:
        update()
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
