"""The mutation score of law/: `python -m bench.mutants [counting calendar …]`, or `make mutants`.

Copies law/ and tests/law to a folder of their own, without Django, and lets mutmut change one thing at a time: a change
that no test notices is a survivor. mutmut passes over decorated functions, where much of this package lives (properties,
cached readers); so in the copy `@property def x` is written `def x … x = property(x)`, which means the same. The entry
point __main__ is left out: it has another name when it runs.
"""

import argparse
import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
MUTMUT = "mutmut==3.8.1"
PLENTY = 0.90
# mutmut handles these itself.
KEPT = ("staticmethod", "classmethod")
# All tests passed, or none reaches the place. Else one failed, ran too long, or could no longer be read.
UNNOTICED = {0, 5, 33}
EVERY_TENTH = "law.*__mutmut_*5"

SETTINGS = """[mutmut]
source_paths=law
only_mutate=
    {files}
do_not_mutate=
    law/__main__.py
also_copy=
    conftest.py
    pytest.ini
pytest_add_cli_args_test_selection=
    {tests}
timeout_multiplier=6
timeout_constant=4
track_dependencies=false
process_isolation=forkserver
forkserver_warmup=import
preload_modules_file=preload.txt
"""

# Known before every fork. Never law itself: what a mutant would read or compile must not be there already.
PRELOADED = "pytest\nhypothesis\n"

# A file of its own, so that none from the folders above is found.
PYTEST = """[pytest]
addopts = --import-mode=importlib -p no:cacheprovider
"""

# Which test reaches which function is learnt in one run. There, what is read once and kept must be read for every test, or
# only the first would count; but what it gets is the kept one, for tests may compare by identity.
CONFTEST = """import functools
import os
import resource
from collections.abc import Iterator

import hypothesis
import pytest
from mutmut.state import state

# A loop that a change has made endless may fill the memory before its time is over.
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))

LEARNING = os.environ.get("MUTANT_UNDER_TEST") == "stats"
asked = set()
cache = functools.cache


def read_for_every_test(function):
    kept = cache(function)

    @functools.wraps(function)
    def read(*given):
        if (function, given) not in asked:
            asked.add((function, given))
            function(*given)
        return kept(*given)

    read.cache_clear = kept.cache_clear
    return read


if LEARNING:
    functools.cache = read_for_every_test

import law
from law import commands, commands_due

# Asked in a process of their own, of which nobody here hears.
COMMANDS = {
    f"{module.__name__}.{name.removesuffix('__mutmut_orig')}"
    for module in (commands, commands_due)
    for name in vars(module)
    if name.endswith("__mutmut_orig")
}

hypothesis.settings.register_profile("mutants", derandomize=True, database=None, deadline=None)
hypothesis.settings.load_profile("mutants")


@pytest.fixture(autouse=True)
def everything_read_anew(request) -> Iterator[None]:
    if LEARNING and "test_command" in request.node.nodeid:
        state()._stats.update(COMMANDS)
    if LEARNING:
        asked.clear()
        law.load().calendar._years.clear()
    yield
"""


def main() -> int:
    """Mutate, test, tell; 0 when the score is at least PLENTY."""
    parser = argparse.ArgumentParser(description="Measure how many mutants of law/ the tests notice.")
    parser.add_argument("modules", nargs="*", help="modules of law/ without .py (default: all)")
    parser.add_argument("--folder", type=Path, help="work here and keep everything (default: a temporary folder)")
    parser.add_argument(
        "--tests", nargs="+", default=["tests/law"], help="the tests that may notice (default: tests/law)"
    )
    parser.add_argument(
        "--tenth", action="store_true", help="only every tenth change, for an estimate in a tenth of the time"
    )
    options = parser.parse_args()
    if options.folder:
        return _measure(options.folder, options)
    with tempfile.TemporaryDirectory(prefix="juli-mutants-") as folder:
        return _measure(Path(folder), options)


def _measure(folder: Path, options: argparse.Namespace) -> int:
    python = _python(folder / "venv")
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    _copy(work, options.modules, options.tests)
    only = [EVERY_TENTH] if options.tenth else []
    command = ["nice", "-n", "10", str(python), "-m", "mutmut", "run", "--max-children", "1", *only]
    env = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=work, env=env, capture_output=True, text=True, check=False)
    found = [(name, code) for name, code in _results(work) if code is not None]
    if done.returncode or not found:
        print(done.stdout[-4000:], done.stderr[-4000:], sep="\n", file=sys.stderr)
        return 1
    return _tell(work, python, found)


def _python(folder: Path) -> Path:
    """The interpreter of a virtual environment with mutmut and the versions of pytest and hypothesis used here."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        pinned = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
        wanted = re.findall(r"^(?:pytest|pytest-timeout|hypothesis)==\S+", pinned, re.MULTILINE)
        subprocess.run([python, "-m", "pip", "install", "-q", MUTMUT, *wanted], check=True)
    return python


def _copy(work: Path, modules: list[str], tests: list[str]) -> None:
    leave = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "law", work / "law", ignore=leave)
    shutil.copytree(ROOT / "tests" / "law", work / "tests" / "law", ignore=leave)
    for source in (work / "law").glob("*.py"):
        source.write_text(undecorated(source.read_text(encoding="utf-8")), encoding="utf-8")
    files = [f"law/{name}.py" for name in modules] or ["law/*.py"]
    settings = SETTINGS.format(files="\n    ".join(files), tests="\n    ".join(tests))
    (work / "setup.cfg").write_text(settings, encoding="utf-8")
    (work / "preload.txt").write_text(PRELOADED, encoding="utf-8")
    (work / "pytest.ini").write_text(PYTEST, encoding="utf-8")
    (work / "conftest.py").write_text(CONFTEST, encoding="utf-8")


def undecorated(source: str) -> str:
    """The same module with every `@d def f` as `def f …; f = d(f)`."""
    lines = source.splitlines()
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    for node in sorted(functions, key=lambda node: node.lineno, reverse=True):
        if len(node.decorator_list) != 1 or ast.unparse(node.decorator_list[0]) in KEPT:
            continue
        call = f"{' ' * node.col_offset}{node.name} = {ast.unparse(node.decorator_list[0])}({node.name})"
        lines.insert(node.end_lineno or node.lineno, call)
        del lines[node.decorator_list[0].lineno - 1 : node.lineno - 1]
    return "\n".join(lines) + "\n"


def _results(work: Path) -> Iterator[tuple[str, int | None]]:
    for meta in sorted((work / "mutants" / "law").glob("*.meta")):
        yield from json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"].items()


def _tell(work: Path, python: Path, found: list[tuple[str, int]]) -> int:
    made, noticed = Counter[str](), Counter[str]()
    for name, code in found:
        module = name.split(".")[1]
        made[module] += 1
        noticed[module] += code not in UNNOTICED
    for name, code in found:
        if code in UNNOTICED:
            show = [str(python), "-m", "mutmut", "show", name]
            diff = subprocess.run(show, cwd=work, capture_output=True, text=True, check=False).stdout
            changed = [line for line in diff.splitlines() if re.match(r"[-+] ", line)]
            print(f"survived: {name}", *changed, sep="\n  ")
    for module in made:
        print(f"{module:12} {noticed[module]:5} of {made[module]:5}  {noticed[module] / made[module]:7.1%}")
    score = noticed.total() / made.total()
    print(f"{'law':12} {noticed.total():5} of {made.total():5}  {score:7.1%}")
    return 0 if score >= PLENTY else 1


if __name__ == "__main__":
    sys.exit(main())
