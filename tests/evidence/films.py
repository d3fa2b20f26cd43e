"""Films and papers made for the tests, by the libraries that write them."""

import ctypes
from collections.abc import Mapping
from fractions import Fraction
from io import BytesIO
from types import MappingProxyType

import av
import pypdfium2
from PIL import Image


def film(
    seconds: int = 4,
    *,
    size: tuple[int, int] = (320, 180),
    codec: str = "mpeg4",
    kind: str = "mp4",
    says: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """A film of `seconds`, one key frame each, which goes from black to white; its head says what `says` has."""
    target = BytesIO()
    with av.open(target, "w", format=kind, options={"movflags": "use_metadata_tags"} if says else {}) as made:
        made.metadata.update(says)
        stream = made.add_stream(codec, rate=5, options={"g": "5"})
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt, stream.time_base = *size, "yuv420p", Fraction(1, 5)
        for number in range(seconds * 5):
            grey = round(255 * number / (seconds * 5))
            frame = av.VideoFrame.from_image(Image.new("RGB", size, (grey, grey, grey)))
            frame.pts = number
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    return target.getvalue()


def paper(*sizes: tuple[int, int]) -> bytes:
    """A PDF with one page of each size, in points, and a black square in the middle of each."""
    document, target = pypdfium2.PdfDocument.new(), BytesIO()
    for width, height in sizes:
        page = document.new_page(width, height)
        picture = pypdfium2.PdfImage.new(document)
        picture.set_bitmap(pypdfium2.PdfBitmap.from_pil(Image.new("RGB", (10, 10), "black")))
        picture.set_matrix(pypdfium2.PdfMatrix().scale(width / 4, height / 4).translate(width * 3 / 8, height * 3 / 8))
        page.insert_obj(picture)
        page.gen_content()
    document.save(target)
    return target.getvalue()


def written_paper(*lines: str) -> bytes:
    """A PDF of A4 pages, each with one of `lines` written at its upper left."""
    document, target = pypdfium2.PdfDocument.new(), BytesIO()
    for line in lines:
        page = document.new_page(595, 842)
        font = pypdfium2.raw.FPDFText_LoadStandardFont(document, b"Helvetica")
        words = pypdfium2.raw.FPDFPageObj_CreateTextObj(document, font, 24)
        said = line.encode("utf-16-le") + b"\0\0"
        pypdfium2.raw.FPDFText_SetText(words, (ctypes.c_ushort * (len(said) // 2)).from_buffer_copy(said))
        pypdfium2.raw.FPDFPageObj_Transform(words, 1, 0, 0, 1, 40, 780)
        pypdfium2.raw.FPDFPage_InsertObject(page, words)
        page.gen_content()
    document.save(target)
    return target.getvalue()
