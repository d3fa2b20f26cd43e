"""Row and file after a kill, what the sweep takes, and how much may be under way."""

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from complaints.models import Complaint
from evidence.resumable import parts, quota
from evidence.resumable.errors import Overtaken
from evidence.resumable.models import KEEP, PartialUpload, State
from evidence.resumable.sweeping import sweep
from evidence.vault import storage
from tests.evidence.resumable.conftest import FILM, TUS, Sender, row

HALF = len(FILM) // 2


def test_bytes_after_the_end_are_never_written(sender: Sender) -> None:
    url = sender.begun(len(FILM))
    sender.go_on(url, 0, FILM[:HALF])
    with parts.opened(row(url)) as file:
        with pytest.raises(Overtaken):
            parts.append(file, 10, b"somebody who woke up")
        assert os.fstat(file).st_size == HALF


@pytest.mark.parametrize(("on_disk", "agreed"), [(HALF + 999, HALF), (HALF - 999, HALF - 999), (0, 0)])
def test_after_a_kill_row_and_file_agree_again(sender: Sender, case: Complaint, on_disk: int, agreed: int) -> None:
    url = sender.begun(len(FILM))
    sender.go_on(url, 0, FILM[:HALF])
    path = parts.path_of(row(url))
    path.write_bytes((FILM[:HALF] + b"never acknowledged" * 99)[:on_disk])
    assert sender.ask(url)["Upload-Offset"] == str(agreed)
    assert sender.go_on(url, agreed, FILM[agreed:]).status_code == 204
    assert storage.read(case.evidence.get().blob).read() == FILM


def test_a_file_that_vanished_begins_anew(sender: Sender) -> None:
    url = sender.begun(len(FILM))
    sender.go_on(url, 0, FILM[:HALF])
    parts.path_of(row(url)).unlink()
    assert sender.ask(url)["Upload-Offset"] == "0"
    assert sender.go_on(url, 0, FILM).status_code == 204


def test_abandoned_uploads_are_swept_and_unfinished_ones_are_not(sender: Sender, vault: Path) -> None:
    url = sender.begun(len(FILM))
    sender.go_on(url, 0, FILM[:HALF])
    stray = storage.incoming() / "part-nobody"
    stray.write_bytes(b"x")
    for path in storage.incoming().iterdir():
        os.utime(path, (0, 0))
    assert storage.collect() == 0
    swept = sweep()
    assert (swept.strays, swept.let_go) == (1, 0)
    assert not stray.exists()
    assert sweep(now=timezone.now() + KEEP + timedelta(minutes=1)).let_go == 1
    assert not list(storage.incoming().iterdir())
    assert row(url).state == State.GONE


def test_only_so_many_may_be_unfinished(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quota, "MOST_UNFINISHED", 2)
    urls = [sender.begun(9), sender.begun(9)]
    refused = sender.begin(9)
    assert (refused.status_code, refused.json()["error"]) == (429, "too_many")
    sender.client.delete(urls[0], headers=TUS)
    assert sender.begin(9).status_code == 201


def test_only_so_many_bytes_may_be_announced(sender: Sender, settings: Settings) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    assert [sender.begin(1024**2).status_code for _ in range(5)] == [201, 201, 201, 201, 429]


def test_what_was_left_alone_makes_room(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quota, "MOST_UNFINISHED", 2)
    old, _new = sender.begun(9), sender.begun(9)
    PartialUpload.objects.filter(pk=row(old).pk).update(touched_at=timezone.now() - timedelta(hours=2))
    assert sender.begin(9).status_code == 201
    assert row(old).state == State.GONE


def test_a_disk_without_room_is_507(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quota, "RESERVE", 10**18)
    refused = sender.begin(9)
    assert (refused.status_code, refused.json()["error"]) == (507, "no_room")


def test_a_disk_that_fills_up_meanwhile_keeps_what_was_acknowledged(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, write = sender.begun(len(FILM)), os.pwrite
    sender.go_on(url, 0, FILM[:100])

    def half_written(file: int, piece: bytes, at: int) -> int:
        if at > 100:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(file, piece[:50], at)

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", half_written)
        refused = sender.go_on(url, 100, FILM[100:])
    assert (refused.status_code, refused.json()["error"]) == (507, "no_room")
    assert (sender.ask(url)["Upload-Offset"], parts.size_of(row(url))) == ("100", 100)
    assert sender.go_on(url, 100, FILM[100:]).status_code == 204
