"""A bucket of an S3-compatible service as the place of stored bytes, through django-storages (`requirements-s3.txt`)."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files import File
from storages.backends.s3 import S3Storage

from evidence.vault.hashing import Received
from evidence.vault.place import PART, Away

_GONE = ("404", "NoSuchKey", "NotFound")
_PATIENCE = {"connect_timeout": 3, "read_timeout": 20, "retries": {"total_max_attempts": 2}}
"""Seconds and tries; somebody waits for the answer, and whoever is refused may try again."""


class Bucket(S3Storage):
    """A Place in the bucket that the options name; `incoming_folder` is a folder of this machine."""

    location: str
    incoming_folder: Path

    def get_default_settings(self) -> dict[str, Any]:
        return {**super().get_default_settings(), "incoming_folder": None}

    def __init__(self, *, addressing_style: str = "auto", **options: Any) -> None:
        config = Config(s3={"addressing_style": addressing_style}, signature_version="s3v4", **_PATIENCE)
        super().__init__(client_config=config, file_overwrite=True, default_acl=None, **options)

    def incoming(self) -> Path:
        return Path(self.incoming_folder)

    def put(self, file: Received, key: str) -> None:
        """Sent anew even where bytes are: that makes them young again, and the same content can't hurt."""
        with _talking(), file.path.open("rb") as source:
            self.save(key, File(source))

    def read(self, key: str) -> IO[bytes]:
        """Fetched to this machine first, as whoever decodes a picture seeks to and fro in it."""
        with self.local(key) as path:
            return path.open("rb")

    def part(self, key: str, first: int, length: int) -> Iterator[bytes]:
        with _talking():
            answer = self.bucket.Object(self._full(key)).get(Range=f"bytes={first}-{first + length - 1}")
        return _chunks(answer["Body"])

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        folder = self.incoming()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, prefix="in-") as copy:
            with _talking():
                self.bucket.Object(self._full(key)).download_fileobj(copy)
            copy.flush()
            yield Path(copy.name)

    def older_than(self, latest: float, below: str) -> Iterator[str]:
        with _talking():
            for found in self.bucket.objects.filter(Prefix=self._full(f"{below}/")):
                if found.last_modified.timestamp() < latest:
                    yield found.key.removeprefix(self._full(""))

    def erase(self, key: str, before: float) -> bool:
        """A bucket can't do both in one step: bytes put between the look and the end are lost, and their row says so."""
        try:
            with _talking():
                found = self.bucket.Object(self._full(key))
                if found.last_modified.timestamp() >= before:
                    return False
                found.delete()
        except FileNotFoundError:
            return False
        return True

    def _full(self, key: str) -> str:
        return f"{self.location}/{key}" if self.location else key


@contextmanager
def _talking() -> Iterator[None]:
    """What the service and the line to it say, in our words."""
    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in _GONE:
            raise FileNotFoundError(str(error)) from error
        raise Away(str(error)) from error
    except BotoCoreError as error:
        raise Away(str(error)) from error


def _chunks(body: Any) -> Iterator[bytes]:
    with closing(body), _talking():
        yield from body.iter_chunks(PART)
