"""What is of a bucket's own: bytes under their hash, strays, changed bytes, and a service that doesn't answer."""

import hashlib
import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.models import User
from complaints.models import Complaint
from config.env import storage as read_url
from evidence.models import Blob, Evidence
from evidence.previews import make_previews
from evidence.redaction import covering
from evidence.redaction.boxes import WHOLE, Box
from evidence.redaction.burning import given
from evidence.resumable import finishing
from evidence.resumable.models import State
from evidence.resumable.sweeping import sweep
from evidence.unpacking import unpack
from evidence.vault import rounds, storage
from evidence.vault.intake import Rejected, add_evidence
from evidence.vault.place import Away
from tests.evidence import making
from tests.evidence.conftest import screen, upload
from tests.evidence.resumable.conftest import FILM, TUS, Sender, row, sender, sender_of

__all__ = ["sender", "sender_of"]


def objects(vault: Any) -> dict[str, bytes]:
    return {found.key: found.get()["Body"].read() for found in vault.bucket.objects.all()}


def findings(*arguments: str) -> list[dict[str, Any]]:
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("verify_evidence", *arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_bytes_lie_under_their_hash_and_nothing_is_left_here(piece: Evidence, vault: Any) -> None:
    [(key, content)] = objects(vault).items()
    assert key == f"juli/{piece.blob.key}"
    assert hashlib.sha256(content).hexdigest() == piece.blob.sha256
    assert not [path for path in storage.incoming().iterdir() if path.is_file()]


def test_reading_leaves_nothing_here(piece: Evidence) -> None:
    with storage.local(piece.blob) as path:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == piece.blob.sha256
    with storage.read(piece.blob) as file:
        assert hashlib.sha256(file.read()).hexdigest() == piece.blob.sha256
    assert not path.exists()
    assert not [path for path in storage.incoming().iterdir() if path.is_file()]


def test_what_no_row_names_is_collected_in_time(piece: Evidence, vault: Any) -> None:
    stray = storage.key_of("ab" * 32)
    vault.bucket.put_object(Key=f"juli/{stray}", Body=b"nobody's")
    assert storage.collect() == 0, "its row might be in the making"
    assert storage.collect(now=timezone.now() + timedelta(days=2)) == 1
    assert list(objects(vault)) == [f"juli/{piece.blob.key}"]


def test_changed_and_missing_bytes_are_found(piece: Evidence, vault: Any) -> None:
    vault.bucket.put_object(Key=f"juli/{piece.blob.key}", Body=b"something else")
    assert [found["finding"] for found in findings()] == ["altered"]
    vault.bucket.Object(f"juli/{piece.blob.key}").delete()
    assert [found["finding"] for found in findings()] == ["missing"]
    with pytest.raises(FileNotFoundError):
        storage.read(piece.blob)
    with pytest.raises(FileNotFoundError):
        storage.part(piece.blob, 0, 1)


@pytest.mark.usefixtures("away")
def test_a_service_that_is_away_refuses_with_a_sentence(case: Complaint, alice: User) -> None:
    with pytest.raises(Rejected) as refused:
        add_evidence(case, screen(), kind="order", actor=alice)
    assert refused.value.code == "store_away"
    assert not case.evidence.exists()
    assert not Blob.objects.exists()


def test_an_upload_waits_for_the_service(sender: Sender, case: Complaint, request: pytest.FixtureRequest) -> None:
    """Whole, but not put away: nothing is lost, and the sweep does it once the bucket is there."""
    url = sender.begun(len(FILM))
    stored = request.getfixturevalue("settings").STORAGES
    request.getfixturevalue("away")
    for _ in range(finishing.TRIES + 1):
        told = sender.go_on(url, 0, FILM) if row(url).offset == 0 else sender.client.get(url, headers=TUS)
        assert told.status_code == 503
        assert told.json()["error"] == "store_away"
    assert row(url).state == State.RECEIVING
    request.getfixturevalue("settings").STORAGES = stored
    assert sweep().finished == 1
    assert case.evidence.get() == row(url).evidence


def test_a_file_that_cannot_be_fetched_now_is_said_to_be_safe(
    client: Client, alice: User, piece: Evidence, request: pytest.FixtureRequest
) -> None:
    client.force_login(alice)
    client.cookies["django_language"] = "en"
    request.getfixturevalue("away")
    told = client.get(piece.file_url)
    assert told.status_code == 503
    assert "safe" in told.content.decode()
    assert (told["Retry-After"], told["Cache-Control"]) == ("60", "no-store")


def test_nothing_is_called_missing_while_the_service_is_away(piece: Evidence, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("away")
    with pytest.raises(Away):
        storage.read(piece.blob)
    with pytest.raises(CommandError, match="reached") as told:
        call_command("verify_evidence", stdout=StringIO())
    assert told.value.returncode == 2
    done = rounds.run(timezone.now() + timedelta(days=400))
    assert (done.files, done.findings, done.ledgers) == (0, 0, 1)


def test_a_try_that_could_not_be_made_does_not_count(
    case: Complaint, alice: User, piece: Evidence, request: pytest.FixtureRequest
) -> None:
    archive = add_evidence(
        case, upload(making.archive({"a.txt": b"Hello"}), "a.zip"), kind="chat", actor=alice
    ).evidence
    covering.cover(piece, [Box(1, 0, 0, WHOLE, 100)], actor=alice)
    request.getfixturevalue("away")
    for work in (make_previews, given, unpack):
        with pytest.raises(Away):
            work(archive if work is unpack else piece)
    assert set(Blob.objects.values_list("tries", flat=True)) == {0}
    assert piece.redactions.get().tries == 0


@pytest.mark.parametrize(
    "url", ["http://bucket", "s3://", "s3:///below", "s3://bucket?endpoint=http://a&password=b", "bucket"]
)
def test_an_address_that_means_nothing_stops_the_start(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="STORAGE_URL"):
        read_url(url, Path("files"))
