"""The data folder: made private, tried for writing, locked against a second start, with the secret key in it."""

import contextlib
import fcntl
import os
import secrets
import tempfile
import time
from pathlib import Path

from config.launcher.errors import Busy, Refused


def open_folder(path: Path) -> None:
    """Makes the folder (mode 0700) where it is missing and writes into it once. Raises Refused when that fails."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise Refused(
            f"The data folder {path} can't be written ({error.strerror}); choose another with DATA_DIR=…"
        ) from None


def keep_secret_key(folder: Path) -> None:
    """Makes `secret_key` (mode 0600) once; later starts leave it, or everybody would be signed out."""
    path = folder / "secret_key"
    if path.is_file() and path.stat().st_size:
        return
    draft = folder / f".secret_key.{os.getpid()}"
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(50), encoding="ascii")
    draft.replace(path)


class Lock:
    """An flock on the data folder. The broker inherits `fd`, so the lock lasts as long as either of the two lives.

    Two brokers on one folder would both start without complaint, and the second would take the socket away.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "launcher.lock"
        self.fd = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)

    def take(self, note: str, *, patience: float = 3.0) -> None:
        """Takes the lock and leaves `note` (who, where) in it. Raises Busy with the holder's note.

        The wait of `patience` seconds is for the broker of a launcher that was killed a moment ago.
        """
        give_up = time.monotonic() + patience
        while not self._try():
            holder = self.path.read_text(encoding="utf-8").strip()
            if time.monotonic() > give_up or _alive(holder):
                raise Busy(
                    f"Juli is already running on {self.path.parent} ({holder}); stop it first, or set another DATA_DIR."
                )
            time.sleep(0.1)
        os.ftruncate(self.fd, 0)
        os.pwrite(self.fd, f"process {os.getpid()}, {note}\n".encode(), 0)

    def release(self) -> None:
        """Lets go; a broker that still lives keeps its own hold."""
        os.close(self.fd)

    def _try(self) -> bool:
        try:
            fcntl.flock(self.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _alive(note: str) -> bool:
    number = note.removeprefix("process ").split(",")[0]
    if not number.isdecimal():
        return False
    with contextlib.suppress(PermissionError):
        try:
            os.kill(int(number), 0)
        except ProcessLookupError:
            return False
    return True
