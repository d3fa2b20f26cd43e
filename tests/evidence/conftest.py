"""Alice's case about a cream, with bob let in to prepare, and a vault that goes with the test."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from accounts.models import User
from complaints.models import CaseAccess, Complaint
from complaints.status import Kind, Scope
from evidence.models import Evidence
from evidence.vault.intake import add_evidence

SCREENS = Path(__file__).parent.parent / "fixtures" / "screens"
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)

Upload = Callable[..., SimpleUploadedFile]


@pytest.fixture(autouse=True)
def vault(settings: Settings, tmp_path: Path) -> Path:
    """The folder of stored files, empty at first."""
    root = tmp_path / "files"
    default = {"BACKEND": "evidence.vault.disk.Disk", "OPTIONS": {"location": root}}
    settings.SECOND_FACTOR = "offered"  # bob's second step is tested where people sign in
    settings.STORAGES = {**settings.STORAGES, "default": default}
    return root


@pytest.fixture
def case(alice: User) -> Complaint:
    return Complaint.objects.create(
        owner=alice, kind=Kind.NOT_AS_DESCRIBED, title="面霜成分不符", number="JL-2026-000417"
    )


@pytest.fixture
def other_case(carol: User) -> Complaint:
    return Complaint.objects.create(owner=carol, kind=Kind.QUALITY, title="台灯不亮", number="JL-2026-000418")


@pytest.fixture
def let_in(case: Complaint, alice: User) -> Callable[[User, Scope], CaseAccess]:
    def let(user: User, scope: Scope) -> CaseAccess:
        return CaseAccess.objects.create(complaint=case, user=user, scope=scope, granted_by=alice, granted_at=NOON)

    return let


def screen(name: str = "000.jpg", *, called: str = "") -> SimpleUploadedFile:
    """One of the real order screenshots, as a phone would send it."""
    return upload((SCREENS / name).read_bytes(), called or name)


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    """A file with a claimed type that nobody should believe."""
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


@pytest.fixture
def piece(case: Complaint, alice: User) -> Evidence:
    """A screenshot in alice's case."""
    return add_evidence(case, screen(called="订单截图.jpg"), kind="order", actor=alice, now=NOON).evidence
