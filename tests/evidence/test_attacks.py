"""Requests made to break the door out, and a cleaning that comes at the worst moment."""

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from accounts.models import User
from complaints.models import Complaint
from evidence.models import Evidence
from evidence.vault import storage
from evidence.vault.hashing import received
from evidence.vault.intake import add_evidence
from tests.evidence.conftest import SCREENS, upload


@pytest.mark.parametrize("part", ["9" * 5000 + "-", "-" + "9" * 5000, "0-" + "9" * 5000])
def test_a_part_with_five_thousand_digits_is_no_crash(client: Client, alice: User, piece: Evidence, part: str) -> None:
    client.force_login(alice)
    assert client.get(piece.file_url, headers={"Range": f"bytes={part}"}).status_code == 200


def test_cleaning_up_spares_bytes_that_are_added_again_meanwhile(
    case: Complaint, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    shots = [(SCREENS / name).read_bytes() for name in ("000.jpg", "002.jpg")]
    for shot in shots:
        with received([shot], storage.incoming(), limit=10**8) as file:
            os.utime(default_storage.path(storage.keep(file)), (0, 0))
    unlink, added = Path.unlink, list[Any]()

    def place_of(shot: bytes) -> str:
        return storage.key_of(hashlib.sha256(shot).hexdigest())

    def slow_unlink(path: Path, missing_ok: bool = False) -> None:
        unlink(path, missing_ok)
        if not added and path.name.startswith("in-gone-"):
            again = next(shot for shot in shots if default_storage.exists(place_of(shot)))
            added.append(again)
            added.append(add_evidence(case, upload(again, "a.jpg"), kind="other", actor=alice).evidence)

    monkeypatch.setattr(Path, "unlink", slow_unlink)
    storage.collect()
    assert storage.read(added[1].blob).read() == added[0]
