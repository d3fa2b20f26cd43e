"""Children live, die, come back and stop."""

import os
import signal
import sys
from pathlib import Path

from tests.launcher.running import Running, alive, wait_for

# Every child says its number, so that a test can send it a signal.
QUIET = "import os, time; print('quiet', os.getpid()); time.sleep(600)"
STUBBORN = (
    "import os, time; from signal import *; signal(SIGTERM, SIG_IGN); signal(SIGQUIT, SIG_IGN);"
    "print('stubborn', os.getpid()); time.sleep(600)"
)
PARENT = (
    "import os, subprocess, sys, time; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
    "print('grandchild', p.pid); print('parent', os.getpid()); time.sleep(600)"
)


def drive(folder: Path, **children: str) -> Running:
    """The launcher of tests/launcher/driver.py with these children."""
    words = [f"{name}={code}" for name, code in children.items()]
    return Running([sys.executable, "-m", "tests.launcher.driver", str(folder), *words])


def test_sigterm_stops_every_child_and_the_broker(tmp_path: Path) -> None:
    with drive(tmp_path, quiet=QUIET) as running:
        child = running.number("quiet")
        assert running.end(signal.SIGTERM) == 0
    assert "all stopped" in running.lines
    assert not alive(child)
    assert "ready to exit" in (tmp_path / "valkey" / "valkey.log").read_text()


def test_ctrl_c_stops_as_cleanly_as_sigterm(tmp_path: Path) -> None:
    with drive(tmp_path, quiet=QUIET) as running:
        child = running.number("quiet")
        assert running.end(signal.SIGINT) == 0
    assert not alive(child)


def test_a_child_that_ignores_sigterm_is_killed_after_its_grace(tmp_path: Path) -> None:
    with drive(tmp_path, stubborn=STUBBORN) as running:
        child = running.number("stubborn")
        assert running.end(signal.SIGTERM) == 0
    assert not alive(child)


def test_a_killed_child_comes_back_with_one_line(tmp_path: Path) -> None:
    with drive(tmp_path, quiet=QUIET) as running:
        first = running.number("quiet")
        os.kill(first, signal.SIGKILL)
        line = running.until("starting it again")
        wait_for(lambda: running.number("quiet") != first)
    assert line == "quiet ended unexpectedly (by SIGKILL); starting it again in 0.1 s."


def test_what_a_dead_child_left_behind_is_ended_before_it_comes_back(tmp_path: Path) -> None:
    with drive(tmp_path, parent=PARENT) as running:
        grandchild = running.number("grandchild")
        os.kill(running.number("parent"), signal.SIGKILL)
        wait_for(lambda: not alive(grandchild))


def test_a_child_that_dies_at_once_again_and_again_ends_the_run_with_a_sentence(tmp_path: Path) -> None:
    with drive(tmp_path, quiet=QUIET, broken="raise SystemExit(3)") as running:
        child = running.number("quiet")
        assert running.finish() == 1
    assert running.lines[-1] == "broken ended 3 times right after its start (exit code 3); the lines above say why."
    assert "Traceback" not in running.text
    assert not alive(child)


def test_a_killed_launcher_takes_its_children_with_it_and_can_start_again_at_once(tmp_path: Path) -> None:
    with drive(tmp_path, quiet=QUIET) as running:
        child = running.number("quiet")
        running.end(signal.SIGKILL)
    wait_for(lambda: not alive(child))
    with drive(tmp_path, quiet=QUIET) as again:
        again.until("all started")
        assert again.end(signal.SIGTERM) == 0
