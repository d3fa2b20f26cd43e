"""`manage.py import_holidays`: the same doors from a terminal."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from rulebook import snapshot
from rulebook.models import Edition
from tests.rulebook.making import NOTICE_2027

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "2027.txt"
    path.write_text(NOTICE_2027, encoding="utf-8")
    return path


def run(*words: object) -> str:
    out = StringIO()
    call_command("import_holidays", *map(str, words), stdout=out, stderr=StringIO())
    return out.getvalue()


def test_one_admin_proposes_and_another_publishes(ada: User, zoe: User, notice: Path) -> None:
    assert "waiting" in run("2027", notice, "--as", ada.email)
    assert "published" in run("2027", notice, "--as", zoe.email, "--publish")
    edition = Edition.objects.get()
    assert (edition.proposed_by, edition.checked_by, edition.number) == (ada, zoe, 1)
    assert 2027 in snapshot.fresh().law.calendar.published


def test_the_only_admin_does_both_at_once(ada: User, notice: Path) -> None:
    run("2027", notice, "--as", ada.email, "--publish", "--source-url", "https://www.gov.cn/x")
    assert Edition.objects.get().alone


def test_a_refused_publication_leaves_nothing(ada: User, zoe: User, notice: Path) -> None:
    with pytest.raises(CommandError, match="another admin"):
        run("2027", notice, "--as", ada.email, "--publish")
    assert not Edition.objects.exists()


def test_another_text_than_the_one_that_waits_is_refused(ada: User, zoe: User, notice: Path) -> None:
    run("2027", notice, "--as", ada.email)
    notice.write_text(NOTICE_2027.replace("9月26日（周日）、", ""), encoding="utf-8")
    with pytest.raises(CommandError, match="waits already"):
        run("2027", notice, "--as", zoe.email, "--publish")


def test_what_is_wrong_is_said_in_sentences(ada: User, notice: Path) -> None:
    with pytest.raises(CommandError, match="The weekdays fit 2027, not 2028"):
        notice.write_text(NOTICE_2027.split("\n", 1)[1], encoding="utf-8")
        run("2028", notice, "--as", ada.email)


@pytest.mark.parametrize(
    ("email", "sentence"), [("alice@example.org", "active admin"), ("nobody@example.org", "Nobody")]
)
def test_somebody_else_is_refused(alice: User, notice: Path, email: str, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        run("2027", notice, "--as", email)


def test_a_file_that_is_not_there(ada: User) -> None:
    with pytest.raises(CommandError, match="can't be read"):
        run("2027", "/nowhere/2027.txt", "--as", ada.email)
