"""The environment is made once, mended when broken, and explained when it can't be made."""

import subprocess
import sys
from pathlib import Path

import pytest

from config.launcher import bootstrap
from tests.launcher.running import ROOT, clean_environment


@pytest.fixture
def requirements(tmp_path: Path) -> Path:
    """Two files that ask for no package, so that no network is needed."""
    (tmp_path / "base.txt").write_text("# nothing\n")
    file = tmp_path / "dev.txt"
    file.write_text("-r base.txt\n")
    return file


@pytest.mark.slow
def test_an_environment_is_made_then_left_alone_then_mended(
    tmp_path: Path, requirements: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "env"
    bootstrap.ensure(folder, requirements, ("pip",))
    assert "Installing dev.txt" in capsys.readouterr().out
    bootstrap.ensure(folder, requirements, ("pip",))
    assert capsys.readouterr().out == ""
    (folder / "bin" / "python").unlink()
    bootstrap.ensure(folder, requirements, ("pip",))
    assert bootstrap.works(folder / "bin" / "python", ("pip",))


def test_a_changed_file_is_installed_again_also_when_it_is_only_included(requirements: Path) -> None:
    before = bootstrap.wanted_lines(requirements)
    (requirements.parent / "base.txt").write_text("# something else\n")
    after = bootstrap.wanted_lines(requirements)
    assert len(before) == len(after) == 2
    assert len(before & after) == 1


def test_the_development_set_covers_the_product_s() -> None:
    product = bootstrap.wanted_lines(ROOT / "requirements.txt")
    assert product < bootstrap.wanted_lines(ROOT / "requirements-dev.txt")


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path, requirements: Path) -> None:
    (tmp_path / "file").touch()
    command = [
        sys.executable,
        str(ROOT / "config/launcher/bootstrap.py"),
        str(requirements),
        str(tmp_path / "file/env"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "can't be" in done.stderr


def test_a_package_that_does_not_exist_ends_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "bad.txt"
    file.write_text("not a requirement at all\n")
    command = [sys.executable, str(ROOT / "config/launcher/bootstrap.py"), str(file), str(tmp_path / "env")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "The packages could not be installed" in done.stderr
    assert not (tmp_path / "env" / ".installed").exists()


@pytest.mark.slow
def test_an_extra_that_cannot_be_had_stops_nothing_and_forgets_nothing(tmp_path: Path, requirements: Path) -> None:
    folder, bad = tmp_path / "env", tmp_path / "bad.txt"
    bad.write_text("not a requirement at all\n")
    bootstrap.ensure(folder, requirements, ("pip",))
    before = (folder / ".installed").read_text()
    command = [sys.executable, str(ROOT / "config/launcher/bootstrap.py"), "--extra", str(bad), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "OCR=0" in done.stdout
    assert (folder / ".installed").read_text() == before


@pytest.mark.parametrize("words", ["old", "missing"])
def test_make_explains_a_python_that_is_too_old_or_missing(tmp_path: Path, words: str) -> None:
    python = tmp_path / "python"
    if words == "old":
        python.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.8.1\nexit 1\n')
        python.chmod(0o755)
    command = ["make", "run", f"PYTHON={python}"]
    done = subprocess.run(command, cwd=ROOT, env=clean_environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout.startswith("Juli needs Python 3.11 or newer, found: ")
    assert "Traceback" not in done.stdout + done.stderr


def test_make_alone_explains_itself() -> None:
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    for target in ("run", "demo", "test", "lint", "bench"):
        assert f"make {target} " in done.stdout


def test_a_python_without_venv_is_told_which_package_to_install(
    tmp_path: Path, requirements: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(bootstrap.CannotInstall, match="apt install python3-venv"):
        bootstrap.ensure(tmp_path / "env", requirements)
