"""Files through the command line, and finding what is no longer as it was received."""

import json
import os
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from accounts.models import User
from complaints.models import Complaint
from complaints.status import Scope
from evidence.models import Blob, Evidence
from evidence.vault import storage
from evidence.vault.intake import add_evidence
from tests.evidence import making
from tests.evidence.conftest import SCREENS, screen
from tests.evidence.places import path_of
from tests.evidence.test_access import LetIn

PICTURE = SCREENS / "000.jpg"


def run(*arguments: object) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("add_evidence", *map(str, arguments), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def check(*arguments: str) -> tuple[int, list[dict[str, Any]]]:
    out, code = StringIO(), 0
    try:
        call_command("verify_evidence", *arguments, stdout=out)
    except SystemExit as end:
        code = int(str(end.code))
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_file_is_answered_for_in_its_order(case: Complaint, alice: User, tmp_path: Path) -> None:
    fake, empty = tmp_path / "假.jpg", tmp_path / "空.png"
    fake.write_bytes(making.EXE)
    empty.write_bytes(b"")
    archive = tmp_path / "a.zip"
    archive.write_bytes(making.archive({"a.txt": b"words"}))
    files = [PICTURE, fake, PICTURE, empty, tmp_path / "nowhere.jpg", tmp_path, archive, "a\udcff.jpg"]
    lines = run(case.number, *files, "--as", "alice@example.org")
    assert [line["file"] for line in lines] == [str(file) for file in files]
    wanted = ["stored", "rejected", "duplicate", "rejected", "rejected", "rejected", "stored", "rejected"]
    assert [line["status"] for line in lines] == wanted
    assert all(set(line) >= {"file", "status", "sha256", "media_type", "reason"} for line in lines)
    assert lines[0]["sha256"] == lines[2]["sha256"] == Evidence.objects.get(name="000.jpg").blob.sha256
    assert [member["status"] for member in lines[6]["members"]] == ["stored"]
    assert check() == (0, [])


def test_the_same_rights_hold_as_on_the_pages(case: Complaint, bob: User, mallory: User, let_in: LetIn) -> None:
    for arguments in (
        (case.number, PICTURE, "--as", mallory.email),
        (case.number, PICTURE, "--as", "nobody@example.org"),
        ("JL-1", PICTURE, "--as", mallory.email),
    ):
        with pytest.raises(CommandError):
            run(*arguments)
    let_in(bob, Scope.PREPARE)
    assert run(case.public_code, PICTURE, "--as", bob.email)[0]["status"] == "stored"


@pytest.fixture
def kept(case: Complaint, alice: User) -> Evidence:
    add_evidence(case, screen("005.png"), kind="chat", actor=alice)
    return add_evidence(case, screen(), kind="order", actor=alice).evidence


def test_all_is_well_at_first(case: Complaint, kept: Evidence) -> None:
    assert check() == check("--case", case.number) == (0, [])


def test_one_changed_byte_is_found_and_named(case: Complaint, kept: Evidence) -> None:
    place = path_of(kept.blob)
    data = bytearray(place.read_bytes())
    data[len(data) // 2] ^= 1
    place.write_bytes(data)
    code, findings = check("--case", case.public_code)
    assert code == 1
    assert findings == [
        {"finding": "altered", "where": "bytes", "case": case.number, "evidence": kept.public_code,
         "sha256": kept.blob.sha256},
    ]  # fmt: skip


def test_a_lost_file_and_one_that_nobody_named_are_found(kept: Evidence) -> None:
    place = path_of(kept.blob)
    stray = place.parents[2] / "00" / "11" / f"0011{'a' * 60}"
    stray.parent.mkdir(parents=True)
    place.rename(stray)
    os.utime(stray, (1, 1))
    code, findings = check()
    assert code == 1
    assert [(one["finding"], one["evidence"]) for one in findings] == [("missing", kept.public_code), ("orphan", None)]


ROWS = {
    "UPDATE evidence_blob SET size = size + 1": ("altered", "row: size"),
    "UPDATE evidence_blob SET media_type = 'image/gif'": ("altered", "row: media_type"),
    "UPDATE evidence_blob SET key = 'blobs/00/00/x'": ("altered", "row: key"),
    "UPDATE evidence_evidence SET received_at = '2020-01-01 00:00:00+00:00'": ("altered", "row: received_at"),
    "UPDATE evidence_evidence SET added_by_id = (SELECT id FROM accounts_user WHERE email LIKE 'bob%')":
        ("altered", "row: added_by"),
    "UPDATE evidence_evidence SET public_code = 'abcdefghijkl'": ("broken_chain", "no ledger entry"),
    "DELETE FROM evidence_evidence": ("missing", "row"),
}  # fmt: skip


@pytest.mark.parametrize("sql", ROWS)
def test_a_changed_row_is_found_and_named(sql: str, case: Complaint, alice: User, bob: User) -> None:
    add_evidence(case, screen(), kind="order", actor=alice)
    with connection.cursor() as cursor:
        cursor.execute(sql)
    code, findings = check("--case", case.number)
    assert code == 1
    assert ROWS[sql] in [(one["finding"], one["where"]) for one in findings]


def test_a_cut_ledger_is_told_from_a_broken_one(case: Complaint, kept: Evidence) -> None:
    Complaint.objects.filter(pk=case.pk).update(ledger_seq=5)
    assert check("--case", case.number)[1][0]["finding"] == "truncated"


def test_what_is_derived_is_checked_too(case: Complaint, alice: User) -> None:
    Blob.objects.create(sha256="0" * 64, size=3, media_type="image/webp", key=storage.key_of("0" * 64))
    assert [one["finding"] for one in check()[1]] == ["missing"]
