"""Where the templates and styles lie, and how their classes are read, for the tests of the look."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
CSS = ROOT / "static" / "css"
JS = ROOT / "static" / "js"


def templates() -> list[Path]:
    """Every HTML template that a browser gets; mails follow rules of their own."""
    return sorted(path for path in TEMPLATES.rglob("*.html") if "emails" not in path.parts)


def classes_used(source: str) -> set[str]:
    """The class names that a template writes out in full; those put together from a variable are left aside."""
    flat = re.sub(r"{%.*?%}", " ", source)
    named = re.findall(r'class="([^"]*)"', re.sub(r"(\S*){{.*?}}(\S*)", _keep_quotes, flat))
    return {name for group in named for name in group.split()}


def _keep_quotes(match: re.Match[str]) -> str:
    """A word joined to a variable disappears, but not the attribute around it."""
    before, after = match.group(1), match.group(2)
    opening = before.rpartition('"')[0] + '"' if '"' in before else ""
    closing = '"' + after.partition('"')[2] if '"' in after else ""
    return opening + closing


def classes_known() -> set[str]:
    """Every class that has a rule in static/css."""
    return {name for path in CSS.glob("*.css") for name in re.findall(r"\.([a-z][\w-]*)", path.read_text("utf-8"))}
