"""Naming, moving, removing and bringing back: each in the ledger, none touching the bytes."""

from datetime import timedelta

import pytest

from accounts.models import User
from complaints import ledger, timeline
from complaints.models import Complaint
from evidence import curation
from evidence.curation import AlreadyThere, Description
from evidence.models import Evidence
from evidence.vault.intake import add_evidence
from tests.evidence.conftest import NOON, screen

LATER = NOON + timedelta(hours=1)
NEW = Description("实物近照.jpg", "goods", "瓶身成分表", "本人手机拍摄")


def test_describing_writes_old_and_new_into_the_ledger(case: Complaint, alice: User, piece: Evidence) -> None:
    assert curation.describe(piece, NEW, actor=alice, now=LATER)
    piece.refresh_from_db()
    assert (piece.name, piece.kind, piece.proves, piece.source) == (NEW.name, NEW.kind, NEW.proves, NEW.source)
    event = case.events.last()
    assert event
    assert event.body.data["changed"]["kind"] == {"from": "order", "to": "goods"}
    assert ledger.verify(case).whole


def test_describing_the_same_writes_nothing(case: Complaint, alice: User, piece: Evidence) -> None:
    same = Description(piece.name, piece.kind, piece.proves, piece.source)
    assert not curation.describe(piece, same, actor=alice)
    assert case.events.count() == 1


def test_removing_and_bringing_back_are_two_entries(case: Complaint, alice: User, piece: Evidence) -> None:
    assert curation.remove(piece, actor=alice, now=LATER)
    assert not case.evidence.live().exists()
    assert curation.restore(piece, actor=alice, now=LATER)
    assert case.evidence.live().get() == piece
    kinds = list(case.events.values_list("kind", flat=True))
    assert kinds == ["evidence_added", "evidence_removed", "evidence_restored"]
    assert ledger.verify(case).whole


def test_a_second_click_changes_nothing(case: Complaint, alice: User, piece: Evidence) -> None:
    curation.remove(piece, actor=alice)
    assert not curation.remove(piece, actor=alice)
    curation.restore(piece, actor=alice)
    assert not curation.restore(piece, actor=alice)
    assert case.events.count() == 3


def test_bringing_back_what_was_added_anew_is_refused(case: Complaint, alice: User, piece: Evidence) -> None:
    curation.remove(piece, actor=alice)
    add_evidence(case, screen(), kind="order", actor=alice)
    with pytest.raises(AlreadyThere):
        curation.restore(piece, actor=alice)
    assert case.evidence.live().count() == 1
    assert ledger.verify(case).whole


def test_every_entry_reads_well_on_the_timeline(case: Complaint, alice: User, piece: Evidence) -> None:
    curation.describe(piece, NEW, actor=alice)
    curation.remove(piece, actor=alice)
    curation.restore(piece, actor=alice)
    lines = [timeline.line_of(event) for event in case.events.all()]
    assert "订单截图.jpg" in lines[0].text
    assert all(NEW.name in line.text for line in lines[1:])
    assert piece.blob.sha256[:4] in lines[0].detail
