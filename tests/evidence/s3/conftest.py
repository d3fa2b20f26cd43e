"""The vault in a bucket: a real S3 service (moto's server) on this machine, a bucket for each test."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage

from config.env import storage
from tests.notifications.post import free_port

_buckets = count(1)


class Service:
    """The server's process; it forgets everything when it ends."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 30
        while not self._answers():
            assert self._process.poll() is None, "moto's server ended"
            assert time.monotonic() < until, "moto's server doesn't answer"

    def end(self) -> None:
        self._process.kill()
        self._process.wait()

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return True
        except OSError:
            return False


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    running = Service()
    yield running
    running.end()


@pytest.fixture(autouse=True)
def vault(service: Service, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The bucket of stored files, empty at first."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "somebody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "something")
    name = f"vault-{next(_buckets)}"
    boto3.resource("s3", endpoint_url=service.url, region_name="us-east-1").create_bucket(Bucket=name)
    url = f"s3://{name}/juli?endpoint={service.url}&region=us-east-1&style=path"
    settings.SECOND_FACTOR = "offered"
    settings.STORAGES = {**settings.STORAGES, "default": storage(url, tmp_path / "files")}
    return default_storage


@pytest.fixture
def away(settings: LazySettings, tmp_path: Path) -> None:
    """From here on nobody answers where the bucket was."""
    url = f"s3://vault/juli?endpoint=http://127.0.0.1:{free_port()}&region=us-east-1&style=path"
    settings.STORAGES = {**settings.STORAGES, "default": storage(url, tmp_path / "files")}
