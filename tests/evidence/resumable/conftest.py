"""A sender that speaks tus 1.0.0, through Django's test client, with the tokens that a browser would send."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from complaints.models import Complaint
from evidence.resumable.models import PartialUpload
from tests.evidence import making

TUS = {"Tus-Resumable": "1.0.0"}
BODY = "application/offset+octet-stream"
FILM = making.MP4 + bytes(range(256)) * 400
"""About 110 KB that are a film by their first bytes."""


def b64(words: str | bytes) -> str:
    return base64.b64encode(words.encode() if isinstance(words, str) else words).decode()


def described(**said: str) -> str:
    """`Upload-Metadata`."""
    return ",".join(f"{key} {b64(value)}" for key, value in said.items())


def checksum(content: bytes, algorithm: str = "sha256") -> dict[str, str]:
    return {"Upload-Checksum": f"{algorithm} {b64(hashlib.sha256(content).digest())}"}


@dataclass
class Sender:
    """One signed-in person who sends to one case."""

    client: Client
    case: Complaint

    @property
    def uploads(self) -> str:
        return reverse("evidence:uploads", args=(self.case.public_code,))

    def begin(self, length: int, *, said: dict[str, str] | None = None, **headers: str) -> Any:
        metadata = described(**({"filename": "开箱.mp4", "kind": "goods"} if said is None else said))
        more = {"Upload-Length": str(length), "Upload-Metadata": metadata, **TUS, **headers}
        return self.client.post(self.uploads, headers=more, content_type="application/octet-stream")

    def begun(self, length: int, **said: str) -> str:
        """The address of a new upload."""
        response = self.begin(length, said={"filename": "开箱.mp4", "kind": "goods", **said})
        assert response.status_code == 201, response.content
        return str(response["Location"])

    def go_on(self, url: str, offset: int, content: bytes, **headers: str) -> Any:
        more = {"Upload-Offset": str(offset), **TUS, **headers}
        return self.client.patch(url, content, content_type=headers.pop("type", BODY), headers=more)

    def ask(self, url: str) -> Any:
        return self.client.head(url, headers=TUS)

    def sent(self, content: bytes = FILM, **said: str) -> Any:
        """The last answer of a whole upload in one piece."""
        return self.go_on(self.begun(len(content), **said), 0, content, Accept="application/json")


Senders = Callable[[User], Sender]


@pytest.fixture
def sender_of(case: Complaint) -> Senders:
    def signed_in(user: User) -> Sender:
        client = Client()
        client.force_login(user)
        client.cookies["django_language"] = "en"
        return Sender(client, case)

    return signed_in


@pytest.fixture
def sender(alice: User, sender_of: Senders) -> Sender:
    return sender_of(alice)


def row(url: str) -> PartialUpload:
    return PartialUpload.objects.get(public_id=url.rpartition("/")[2])
