"""What the documents say is what the code does, and where they point there is something."""

import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

from complaints.status import Kind
from config.management.commands import write_docs
from escalation.guards import GUARDS
from escalation.transitions import TABLE, Action
from tests.architecture.house import ROOT, files, name

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
PATH = re.compile(r"`((?:[a-z_]+/)+[A-Za-z0-9_.-]+\.(?:py|md|toml|csv|html|css|js|txt))`")
DOCUMENTS = files(".md")


def anchors(path: Path) -> set[str]:
    """The anchors of a document's headings, as forges make them."""
    titles = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_workflow_page_is_the_table() -> None:
    assert write_docs.PAGE.read_text() == write_docs.page(), "run `manage.py write_docs`"


def test_the_pictures_of_the_workflow_are_the_table() -> None:
    folder = write_docs.PAGE.parent / "img"
    kept = {path.name: path.read_text() for path in folder.glob("workflow-*.svg")}
    assert kept == write_docs.pictures(), "run `manage.py write_docs`"


def test_the_workflow_page_can_be_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_docs, "PAGE", tmp_path / "workflow.md")
    call_command("write_docs", verbosity=0)
    assert (tmp_path / "workflow.md").read_text() == write_docs.page()
    assert {path.name: path.read_text() for path in (tmp_path / "img").iterdir()} == write_docs.pictures()


def test_the_workflow_page_has_words_for_every_guard() -> None:
    assert set(write_docs.GUARDS) == set(GUARDS)


def test_every_row_stands_in_one_section() -> None:
    assert sum(write_docs.page().count(f"`{action.value}` |") for action in Action) == len(TABLE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_links_lead_somewhere(document: Path) -> None:
    broken = []
    for target in LINK.findall(document.read_text()):
        place, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        goal = (document.parent / place).resolve() if place else document
        if not goal.exists() or (anchor and goal.suffix == ".md" and anchor not in anchors(goal)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_named_files_exist(document: Path) -> None:
    named = PATH.findall(document.read_text())
    places = (ROOT, document.parent, ROOT / "static", ROOT / "templates")
    assert [path for path in named if not any((place / path).exists() for place in places)] == []


def test_every_kind_has_its_playbook() -> None:
    assert {path.stem for path in (ROOT / "complaints" / "playbooks").glob("*.toml")} == set(Kind.values)


def test_the_changelog_has_a_place_for_what_comes() -> None:
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text()


def test_generated_files_are_not_kept() -> None:
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\n")
    assert [path for path in kept if path.endswith((".mo", ".pyc", ".sqlite3"))] == []
