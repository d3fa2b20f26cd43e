"""Templates compile, obey the content security policy, and use only classes that exist."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from tests.design.pages import TEMPLATES, classes_known, classes_used, templates

INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)|javascript:", re.IGNORECASE)
OURS = [
    path for path in templates() if path.parent == TEMPLATES or path.parts[-2] in {"components", "pages", "styleguide"}
]


def name(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", OURS, ids=name)
def test_template_compiles(path: Path) -> None:
    assert get_template(name(path))


@pytest.mark.parametrize("path", sorted((TEMPLATES / "juli").rglob("*.html")), ids=name)
def test_form_pack_compiles(path: Path) -> None:
    assert get_template(name(path))


@pytest.mark.parametrize("path", templates(), ids=name)
def test_nothing_inline_that_the_policy_refuses(path: Path) -> None:
    assert not INLINE.findall(path.read_text("utf-8"))


@pytest.mark.parametrize("path", templates(), ids=name)
def test_every_class_has_a_rule(path: Path) -> None:
    assert classes_used(path.read_text("utf-8")) - classes_known() == set()
