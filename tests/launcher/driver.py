"""A launcher with tiny children instead of the product's: `driver.py FOLDER NAME=PYTHON-CODE …`."""

import os
import sys
from pathlib import Path

from config.launcher import broker, folder
from config.launcher.errors import Refused, Stopped
from config.launcher.supervisor import Child, Patience, Supervisor
from config.launcher.waking import Signals

QUICK = Patience(first=0.1, longest=0.4, quick=2, tries=3, hurry=0.5)


def main(path: Path, words: list[str]) -> int:
    """Runs the children until a signal; the exit code is the launcher's."""
    children = [
        Child(name, (sys.executable, "-uc", code), grace=1) for name, _, code in (w.partition("=") for w in words)
    ]
    try:
        folder.open_folder(path)
        lock = folder.Lock(path)
        lock.take("a test", patience=5)
        with Signals() as signals:
            supervisor = Supervisor(signals, os.environ, folder=path, patience=QUICK, say=say)
            try:
                start_broker(path, supervisor, lock)
                supervisor.start(children)
                say("all started")
                supervisor.watch()
            finally:
                supervisor.stop()
    except Stopped:
        return 0
    except Refused as sentence:
        say(str(sentence))
        return 1
    say("all stopped")
    return 0


def start_broker(path: Path, supervisor: Supervisor, lock: folder.Lock) -> None:
    """The real broker first, as the product's launcher does it."""
    socket = broker.socket_path(path, os.environ)
    supervisor.start([broker.broker_child(path, socket, lock.fd)])
    supervisor.wait_until(lambda: broker.answers(socket), within=10, otherwise="The broker does not answer.")
    say(f"broker at {broker.redis_url(socket)}")


def say(text: str) -> None:
    """One line, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
