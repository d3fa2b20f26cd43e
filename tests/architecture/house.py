"""Where the product's own files are: what the tests of the house walk over."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = (
    "law",
    "texts",
    "rulebook",
    "accounts",
    "notifications",
    "complaints",
    "evidence",
    "escalation",
    "desk",
    "config",
)
NOT_OURS = {"var", "node_modules", "__pycache__", "test-results", "htmlcov"}
TEXT = {".py", ".html", ".txt", ".md", ".toml", ".css", ".js", ".po", ".csv", ".sh", ".yml", ".yaml", ".svg", ""}


def files(*suffixes: str, below: tuple[str, ...] = ()) -> list[Path]:
    """Files of the checkout with one of `suffixes`, in `below` only if given; nothing hidden, nothing made by running it."""
    tops = [ROOT / name for name in below] or [ROOT]
    found = []
    for top in tops:
        for path in top.rglob("*"):
            parts = path.relative_to(ROOT).parts
            if path.suffix in suffixes and path.is_file() and not any(p in NOT_OURS or p[0] == "." for p in parts):
                found.append(path)
    return sorted(found)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def product() -> list[Path]:
    """The Python files of the floors, without migrations."""
    return [path for path in files(".py", below=FLOORS) if "migrations" not in path.parts]
