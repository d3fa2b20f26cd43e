"""The code keeps to the rules of the house."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, TEXT, files, name, product

LONGEST = 300
# Put together here, so that this file is not the one that is found.
FORBIDDEN = [
    "shared" + "/",
    "fa" + "rm",
    "C" + "EO",
    "issue" + " [0-9]+",
    "(?:an|the|AI|coding) ag" + "ents?",
    "/(?:work|home|root|tmp/ju" + "li)/",
    "TO" + "DO",
    "FIX" + "ME",
]
WORDS = re.compile(rf"(?<![A-Za-z0-9_./-])({'|'.join(FORBIDDEN)})(?![A-Za-z0-9_])")
SILENCED: dict[str, int] = {}
"""Files that may silence a checker, and how often; each needs its reason on the line."""
BANNED_NAMES = {"utils", "helpers", "core", "common", "services", "misc", "signals"}


def pieces() -> list[Path]:
    return [path for path in files(".py") if "migrations" not in path.parts]


def test_no_file_is_longer_than_it_can_be_read() -> None:
    long = {name(path): n for path in pieces() if (n := len(path.read_text().splitlines())) > LONGEST}
    assert long == {}


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [name(path) for path in product() if path.stem in BANNED_NAMES or path.parent.name in BANNED_NAMES] == []


def test_nothing_is_imported_inside_a_function() -> None:
    found = []
    for path in pieces():
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                inner = [n for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom)]
                found += [f"{name(path)}:{node.lineno}" for node in inner]
    assert found == []


def test_no_checker_is_silenced_without_being_listed() -> None:
    marks = re.compile(r"#\s*(type:\s*ignore|no" + r"qa|pragma: no cover)")
    found = {name(path): len(marks.findall(path.read_text())) for path in pieces()}
    assert {place: n for place, n in found.items() if n} == SILENCED


def test_nothing_is_caught_blindly() -> None:
    """But for the one logged loop that goes on with the next row."""
    found = set()
    for path in product():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ExceptHandler) and (node.type is None or getattr(node.type, "id", "") in
                                                        ("Exception", "BaseException")):  # fmt: skip
                found.add(name(path))
    assert found == {"escalation/sweeping.py"}


@pytest.mark.parametrize("suffix", sorted(TEXT - {".csv", ".svg"}))
def test_no_word_that_means_nothing_to_a_reader(suffix: str) -> None:
    found = []
    for path in files(suffix):
        if path.stat().st_size > 1_000_000:
            continue
        for n, line in enumerate(path.read_text(errors="replace").splitlines(), start=1):
            if WORDS.search(line):
                found.append(f"{path.relative_to(ROOT)}:{n}: {line.strip()[:100]}")
    assert found == []
