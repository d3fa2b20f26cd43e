"""The catalogue: what is found in code and templates, and what stays when the words change."""

import os
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from config import catalogue

PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, npgettext, pgettext
_L = gettext_lazy
a = _("plain"), _L("lazy"), pgettext("door", "open"), ngettext("%(n)d day", "%(n)d days", n)
b = npgettext("door", "%(n)d key", "%(n)d keys", n)
c = _(variable)
d = _(
    "over "
    "two lines"
)
"""
TEMPLATE = """{% load i18n %}
      {% translate "indented" %}
  {% translate "open" context "door" %}{% include "x.html" with label=_("argument") %}{{ _("filter")|upper }}
{% blocktranslate trimmed count n=3 %}
    {{ n }} piece
{% plural %}
    {{ n }} pieces
{% endblocktranslate %}
{% comment %}{% translate "commented out" %}{% endcomment %}
{% translate "50% off" %}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small product with one module and one template."""
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "words.py").write_text(PYTHON)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_words.py").write_text('_("only in a test")')
    return tmp_path


def ids(root: Path) -> set[tuple[object, str | None]]:
    return {(message.id, message.context) for message in catalogue.entries(catalogue.extract(root))}


def test_python_is_read_with_all_of_djangos_words(root: Path) -> None:
    assert ids(root) >= {
        ("plain", None), ("lazy", None), ("over two lines", None), ("open", "door"),
        (("%(n)d day", "%(n)d days"), None), (("%(n)d key", "%(n)d keys"), "door"),
    }  # fmt: skip


def test_templates_are_read_with_plurals_contexts_and_trimming(root: Path) -> None:
    assert ids(root) >= {
        ("indented", None), ("argument", None), ("filter", None), ("open", "door"), ("50%% off", None),
        (("%(n)s piece", "%(n)s pieces"), None),
    }  # fmt: skip


def test_tests_and_comments_are_not_read(root: Path) -> None:
    assert not {text for text, _context in ids(root)} & {"only in a test", "commented out"}


def test_translations_survive_an_update_and_old_words_go(root: Path) -> None:
    po = root / "django.po"
    catalogue.update(root, po)
    po.write_text(po.read_text().replace('msgid "plain"\nmsgstr ""', 'msgid "plain"\nmsgstr "平常"'))
    (root / "desk" / "words.py").write_text('_("plain")')
    kept = catalogue.update(root, po)
    assert catalogue.translation(kept.get("plain")) == "平常"
    assert kept.get("lazy") is None
    assert "lazy" not in po.read_text()


def test_a_second_update_changes_nothing(root: Path) -> None:
    po = root / "django.po"
    catalogue.update(root, po)
    first = po.read_bytes()
    catalogue.update(root, po)
    assert po.read_bytes() == first


def test_merging_fills_gaps_and_reports_what_differs(root: Path) -> None:
    po, other, later = root / "django.po", root / "other.po", root / "later.po"
    other.write_text('msgid "plain"\nmsgstr "平常"\n\nmsgid "gone"\nmsgstr "没了"\n')
    later.write_text('msgid "plain"\nmsgstr "普通"\n')
    assert catalogue.merge([other], root, po) == []
    assert catalogue.merge([later], root, po) == ["later.po: 'plain': 平常 | 普通"]
    assert catalogue.translation(catalogue.read(po).get("plain")) == "平常"


def test_missing_names_the_text_and_its_file(root: Path) -> None:
    po = root / "django.po"
    catalogue.update(root, po)
    assert "'plain' (desk/words.py)" in catalogue.missing(root, po)


def test_a_lost_placeholder_is_a_fault(root: Path) -> None:
    po, part = root / "django.po", root / "part.po"
    part.write_text('msgid "%(n)d day"\nmsgid_plural "%(n)d days"\nmsgstr[0] "几天"\n')
    catalogue.merge([part], root, po)
    assert [line for line in catalogue.missing(root, po) if "%(n)d day" in line]


def test_compiling_happens_once_until_the_words_change(root: Path) -> None:
    po = root / "django.po"
    po.write_text('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "plain"\nmsgstr "平常"\n')
    os.utime(po, (1, 1))
    mo = catalogue.compile_catalogue(po)
    with mo.open("rb") as file:
        assert catalogue.translation(read_mo(file).get("plain")) == "平常"
    made = mo.stat().st_mtime_ns
    assert catalogue.compile_catalogue(po).stat().st_mtime_ns == made
    os.utime(po)
    os.utime(mo, (1, 1))
    assert catalogue.compile_catalogue(po).stat().st_mtime_ns > made
