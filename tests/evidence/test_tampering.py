"""Changes past the product, one at a time: each is found, and where it was made is named (five hundred in `make slow`)."""

import random
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from complaints import ledger, roots
from complaints.models import Complaint, Event, EventBody
from evidence.models import Blob, Evidence
from evidence.vault import integrity
from evidence.vault.intake import add_evidence
from tests.cases import at_stage
from tests.escalation.test_ledger import unguarded as unguarded
from tests.evidence import making
from tests.evidence.conftest import upload
from tests.evidence.places import path_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unguarded")]
FILES = 6
Place = tuple[str, str]  # number of the case, and public code of the file or part of a finding's words


class Undo(Exception):
    """Ends the transaction of one change."""


def put_back(place: Path, content: bytes) -> None:
    place.write_bytes(content)


def nothing() -> None:
    """The transaction takes it back."""


def a_byte_of_a_file(dice: random.Random, case: Complaint) -> tuple[Place, Callable[[], None]]:
    piece = dice.choice(list(case.evidence.select_related("blob")))
    place, before = path_of(piece.blob), path_of(piece.blob).read_bytes()
    changed = bytearray(before)
    changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    place.write_bytes(changed)
    return (case.number, piece.public_code), partial(put_back, place, before)


def the_end_of_a_file(dice: random.Random, case: Complaint) -> tuple[Place, Callable[[], None]]:
    piece = dice.choice(list(case.evidence.select_related("blob")))
    place, before = path_of(piece.blob), path_of(piece.blob).read_bytes()
    place.write_bytes(before[: dice.randrange(len(before))])
    return (case.number, piece.public_code), partial(put_back, place, before)


def a_field_of_a_row(dice: random.Random, case: Complaint) -> tuple[Place, Callable[[], None]]:
    piece = dice.choice(list(case.evidence.select_related("blob")))
    blob, row = Blob.objects.filter(pk=piece.blob_id), Evidence.objects.filter(pk=piece.pk)
    other = case.evidence.exclude(pk=piece.pk).first()
    assert other
    kind = dice.choice(["size", "type", "hash", "received", "swap"])
    if kind == "size":
        blob.update(size=F("size") + dice.choice([-1, 1, 100]))
    elif kind == "type":
        blob.update(media_type="text/x-other")
    elif kind == "hash":
        digest = piece.blob.sha256
        at = dice.randrange(64)
        blob.update(sha256=digest[:at] + ("0" if digest[at] != "0" else "1") + digest[at + 1 :])
    elif kind == "received":
        row.update(received_at=piece.received_at - timedelta(seconds=dice.randrange(1, 10**6)))
    else:
        row.update(deleted_at=timezone.now(), blob=other.blob_id)
    return (case.number, piece.public_code), nothing


def a_row_taken_away(dice: random.Random, case: Complaint) -> tuple[Place, Callable[[], None]]:
    piece = dice.choice(list(case.evidence.all()))
    Evidence.objects.filter(pk=piece.pk).delete()
    return (case.number, piece.public_code), nothing


def a_character_of_the_ledger(dice: random.Random, case: Complaint) -> tuple[Place, Callable[[], None]]:
    event = dice.choice(list(case.events.all()))
    # That the first entry has nothing before it, the database itself holds.
    field = dice.choice(["kind", "hash", "body_commit", *(["prev"] if event.prev else [])])
    value = str(getattr(event, field))
    at = dice.randrange(len(value))
    Event.objects.filter(pk=event.pk).update(
        **{field: value[:at] + ("x" if value[at] != "x" else "y") + value[at + 1 :]}
    )
    return (case.number, f"ledger entry {event.seq}:"), nothing


def a_moment_or_a_body(dice: random.Random, case: Complaint) -> tuple[Place, Callable[[], None]]:
    event = dice.choice(list(case.events.all()))
    if dice.random() < 0.5:
        Event.objects.filter(pk=event.pk).update(at=event.at - timedelta(seconds=dice.randrange(1, 10**6)))
    else:
        EventBody.objects.filter(event=event).update(data=event.body.data | {"more": 1})
    return (case.number, f"ledger entry {event.seq}:"), nothing


def the_order_of_the_ledger(dice: random.Random, case: Complaint) -> tuple[Place, Callable[[], None]]:
    first, second = sorted(dice.sample(range(2, case.ledger_seq + 1), 2))  # the first place the database holds
    Event.objects.filter(complaint=case, seq=first).update(seq=10_000)
    Event.objects.filter(complaint=case, seq=second).update(seq=first)
    Event.objects.filter(complaint=case, seq=10_000).update(seq=second)
    return (case.number, f"ledger entry {first}:"), nothing


def the_tail_with_its_head(dice: random.Random, case: Complaint) -> tuple[Place, Callable[[], None]]:
    """Cut off so that what is left is whole by itself: only the root of the day knows."""
    left = dice.randrange(1, case.ledger_seq)
    EventBody.objects.filter(event__complaint=case, event__seq__gt=left).delete()
    Event.objects.filter(complaint=case, seq__gt=left).delete()
    head = Event.objects.get(complaint=case, seq=left).hash
    Complaint.objects.filter(pk=case.pk).update(ledger_seq=left, ledger_head=head)
    assert ledger.verify(case).whole
    return (case.number, f"ledger entry {case.leaves.latest('root__day').seq}: not as the root"), nothing


WAYS: tuple[Callable[[random.Random, Complaint], Any], ...] = (
    a_byte_of_a_file, the_end_of_a_file, a_field_of_a_row, a_row_taken_away, a_character_of_the_ledger,
    a_moment_or_a_body, the_order_of_the_ledger, the_tail_with_its_head,
)  # fmt: skip


def found(case: Complaint) -> list[tuple[str, str, str]]:
    return [(one.case, one.evidence, one.where) for one in integrity.of_case(case)]


@pytest.mark.parametrize("changes", [50, pytest.param(500, marks=pytest.mark.slow)])
def test_every_change_is_found_and_its_place_is_named(alice: User, changes: int) -> None:
    cases = [at_stage(alice, "mediating"), at_stage(alice, "with_platform")]
    for number, case in enumerate(cases):
        for n in range(FILES):
            content = making.picture("PNG", colour="red", size=(20 + n, 20 + number))
            add_evidence(case, upload(content, f"{n}.png"), kind="goods", actor=alice)
        case.refresh_from_db()
    assert roots.seal(timezone.now())
    assert [found(case) for case in cases] == [[], []]
    missed = [seed for seed in range(changes) if not is_found(random.Random(seed), cases)]
    assert missed == []
    assert [found(case) for case in cases] == [[], []], "each was taken back"


def is_found(dice: random.Random, cases: list[Complaint]) -> bool:
    """Make one change, look for it, take it back."""
    case, way = dice.choice(cases), dice.choice(WAYS)
    restore = nothing
    answers: list[tuple[str, str, str]] = []
    place: Place = ("", "")
    try:
        with transaction.atomic():
            place, restore = way(dice, Complaint.objects.get(pk=case.pk))
            answers = found(Complaint.objects.get(pk=case.pk))
            raise Undo
    except Undo:
        restore()
    return any(
        number == place[0] and place[1] in (evidence, where[: len(place[1])]) for number, evidence, where in answers
    )
