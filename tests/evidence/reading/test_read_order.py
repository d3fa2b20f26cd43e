"""`manage.py read_order`, with the real recogniser on drawn pages."""

import json
import random
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from evidence.reading import ocr
from tests.evidence.reading.orders.facts import invented
from tests.evidence.reading.orders.layouts import aligned_left, centred_sums

pytestmark = [pytest.mark.xdist_group("reading"), pytest.mark.timeout(180)]


def said(*images: Path) -> list[dict[str, object]]:
    out = StringIO()
    call_command("read_order", *map(str, images), stdout=out)
    return [json.loads(row) for row in out.getvalue().splitlines()]


@pytest.mark.skipif(not ocr.is_available(), reason="needs requirements-ocr.txt")
def test_pages_are_read_and_bad_files_said_to_be_bad(tmp_path: Path) -> None:
    wanted = []
    for n, layout in enumerate((aligned_left, centred_sums)):
        chance = random.Random(f"read-{n}")
        facts = invented(chance)
        image, shown = layout(facts, chance, 1080)
        image.save(tmp_path / f"{n}.png")
        wanted.append(facts.truth(shown))
    (tmp_path / "cat.png").write_bytes(b"no picture at all")
    first, second, cat, none = said(*(tmp_path / name for name in ("0.png", "1.png", "cat.png", "missing.png")))
    for answer, truth in ((first, wanted[0]), (second, wanted[1])):
        fields = answer["fields"]
        assert isinstance(fields, dict)
        assert {name: field["value"] for name, field in fields.items()} == truth
        assert answer["kind"] == "order"
        for field in fields.values():
            left, top, right, bottom = field["box"]
            assert 0 <= left < right <= 1080
            assert 0 <= top < bottom
    assert cat["fields"] == none["fields"] == {}
    assert cat["error"]
    assert none["error"] == "no such file"


@pytest.mark.skipif(not ocr.is_available(), reason="needs requirements-ocr.txt")
def test_it_fails_when_nothing_can_be_read(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        said(tmp_path / "missing.png")
