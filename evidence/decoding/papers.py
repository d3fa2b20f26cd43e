"""Pages of a PDF as pictures, by PDFium. Runs in the decoding process only."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

_INCH = 72
"""A PDF's points an inch."""


class Unopenable(Exception):
    """No PDF that can be opened: damaged, or locked with a password."""


def pages(path: Path, *, first: int, most: int, dots: int, edge: int) -> Iterator[Image.Image]:
    """At most `most` pages from number `first` (from 0) on, `dots` an inch, no side longer than `edge` pixels.

    Raises Unopenable.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise Unopenable(str(error)) from error
    try:
        for number in range(first, min(len(document), first + most)):
            page = document[number]
            scale = min(dots / _INCH, edge / max(*page.get_size(), 1))
            yield page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
            page.close()
    except pypdfium2.PdfiumError as error:
        raise Unopenable(str(error)) from error
    finally:
        document.close()
