"""The styles stay small, and every pair of colours that carries text can be read, light and dark."""

import gzip
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.design.pages import CSS, JS, TEMPLATES

PAPERS = ["paper", "card", "field", "sunk", "neutral-weak", "blue-pale", "blue-weak"]
PAIRS = [
    *[("ink", ground) for ground in [*PAPERS, "jade-weak", "amber-weak", "amber-pale", "seal-weak"]],
    *[("ink-2", ground) for ground in [*PAPERS, "jade-weak", "amber-weak", "amber-pale", "seal-weak"]],
    *[("blue", ground) for ground in PAPERS],
    *[("blue-strong", ground) for ground in ["paper", "card", "field"]],
    *[("jade", ground) for ground in ["paper", "card", "field", "jade-weak", "blue-weak", "neutral-weak"]],
    *[("amber", ground) for ground in ["paper", "card", "field", "amber-weak", "amber-pale"]],
    *[("seal", ground) for ground in ["paper", "card", "field", "seal-weak", "neutral-weak", "blue-weak"]],
    ("on-blue", "blue"),
    ("on-blue", "blue-strong"),
    ("on-jade", "jade"),
    ("on-seal", "seal"),
    ("on-bar", "bar"),
]
EDGES = [("line-field", "field"), ("line-field", "card"), ("blue", "paper"), ("amber", "amber-pale"), ("jade", "idle")]


def blocks() -> list[dict[str, str]]:
    """Token values of the three blocks of tokens.css: light, dark by media query, dark by attribute."""
    text = (CSS / "tokens.css").read_text("utf-8")
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body)) for body in re.findall(r":root[^{]*{([^}]*)}", text)]


def luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance, 0 to 1, of a colour written #rrggbb."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read(theme: int, text: str, ground: str) -> None:
    tokens = blocks()[theme]
    assert contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_controls_can_be_seen(theme: int, edge: str, ground: str) -> None:
    tokens = blocks()[theme]
    assert contrast(tokens[edge], tokens[ground]) >= 3


def test_both_ways_into_the_dark_are_the_same() -> None:
    _, by_query, by_switch = blocks()
    assert by_query == by_switch


def test_dark_renames_nothing() -> None:
    light, dark, _ = blocks()
    assert set(light) == set(dark)


def packed(paths: Iterable[Path]) -> int:
    return len(gzip.compress(b"".join(path.read_bytes() for path in sorted(paths))))


def test_styles_and_scripts_fit_the_budget() -> None:
    """Of every page first; then what one page may add, and all of them together."""
    base = (TEMPLATES / "base.html").read_text("utf-8")
    always = {path for path in JS.glob("*.js") if f"js/{path.name}" in base}
    assert packed(CSS.glob("*.css")) + packed(always) <= 18_000
    own = set(JS.glob("*.js")) - always
    assert max(packed([path]) for path in own) <= 5_000
    assert packed(own) <= 14_000


def test_no_style_sheet_waits_for_another() -> None:
    assert not [path.name for path in CSS.glob("*.css") if "@import" in path.read_text("utf-8")]


def test_every_token_used_is_defined() -> None:
    used = {name for path in CSS.glob("*.css") for name in re.findall(r"var\(--([\w-]+)", path.read_text("utf-8"))}
    defined = set(re.findall(r"--([\w-]+):", (CSS / "tokens.css").read_text("utf-8")))
    assert used <= defined
