"""`manage.py read_order IMAGE…`: what is read from pictures of orders, without touching the database."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from evidence.reading import ocr
from evidence.reading.kinds import kind_of
from evidence.reading.order import read_order

FIELDS = (
    "order_no", "shop", "product", "paid", "placed_at", "shipped_at", "received_at", "carrier", "tracking_no",
)  # fmt: skip


class Command(BaseCommand):
    """Prints one line of JSON for each picture: `{"file", "kind", "fields": {"order_no": {"value", "confidence", "box"}}}`.

    `box` is left, top, right, bottom in pixels of the upright picture. A picture that can't be read has `"error"` and no
    fields. Ends with 1 when none could be read.
    """

    help = "Read pictures of orders; one line of JSON for each. The database isn't touched."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("image", nargs="+", type=Path, help="JPEG, PNG, WebP, HEIC, AVIF or GIF")

    def handle(self, *args: Any, **options: Any) -> None:
        if not ocr.is_available():
            raise CommandError(
                "Pictures can't be read here: install requirements-ocr.txt (make run does, unless OCR=0)."
            )
        failed = 0
        for image in options["image"]:
            answer = _answer(image)
            failed += "error" in answer
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            self.stdout.flush()
        if failed == len(options["image"]):
            raise CommandError("None of the pictures could be read.", returncode=1)


def _answer(image: Path) -> dict[str, Any]:
    if not image.is_file():
        return {"file": str(image), "kind": "other", "fields": {}, "error": "no such file"}
    try:
        seen = ocr.look(image, faces=False)
    except ocr.OcrFailed as error:
        return {"file": str(image), "kind": "other", "fields": {}, "error": str(error)}
    fields = read_order(seen.lines, seen.size)
    return {
        "file": str(image),
        "kind": kind_of(seen.lines, seen.size).value,
        "fields": {
            name: {"value": value.value, "confidence": value.confidence, "box": list(value.box)}
            for name in FIELDS
            if (value := fields.get(name))
        },
    }
