"""A picture as a file of its own: the document brings its colours along, for light and for dark.

Rules and colours are read from the product's own style sheets, so that page and file can't drift apart.
"""

import re

from django.conf import settings

from escalation.diagram.drawing import svg
from escalation.diagram.graph import Subject

STYLES = settings.BASE_DIR / "static" / "css"
LANGUAGES = {"en": "en", "zh": "zh-hans"}
"""What a file's name says, and the language it is in."""
TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")


def name(subject: Subject, short: str) -> str:
    """The file's name, for a language as `LANGUAGES` has it."""
    return f"workflow-{subject.value}-{short}.svg"


def document(subject: Subject, short: str) -> str:
    """The wide picture of `subject` as an SVG file."""
    picture = svg(subject, LANGUAGES[short], wide=True)
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture)
    width, height = found.groups() if found else ("100%", "100%")
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" lang="{short}" width="{width}" height="{height}" '
    head, _, rest = picture.partition(">\n")
    return head.replace("<svg ", opening, 1) + f">\n<style>\n{_style()}\n</style>\n{rest}\n"


def _style() -> str:
    rules = [line for line in (STYLES / "parts.css").read_text("utf-8").splitlines() if line.startswith(".dg")]
    used = set(re.findall(r"var\(--([\w-]+)\)", "\n".join(rules)))
    light, dark, *_same = re.findall(r":root[^{]*{([^}]*)}", (STYLES / "tokens.css").read_text("utf-8"))
    first = f"svg {{ {_tokens(light, used)} }}"
    return "\n".join([first, f"@media (prefers-color-scheme: dark) {{ svg {{ {_tokens(dark, used)} }} }}", *rules])


def _tokens(block: str, used: set[str]) -> str:
    return " ".join(f"--{name}: {' '.join(value.split())};" for name, value in TOKEN.findall(block) if name in used)
