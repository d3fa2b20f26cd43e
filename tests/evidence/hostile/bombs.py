"""Small files that become large, or long, when somebody opens them."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image

from tests.evidence import making

HUGE = 60_000


def everything() -> dict[str, tuple[str, bytes]]:
    """By what they are: the name they come under, and their bytes."""
    return {
        "PNG of 60,000 squared": ("huge.png", making.png_header_only(HUGE, HUGE)),
        "PNG of 2^31 squared": ("vast.png", making.png_header_only(2**31 - 1, 2**31 - 1)),
        "PNG of no width": ("none.png", making.png_header_only(0, 100)),
        "PNG text bomb": ("text.png", making.png_text_bomb()),
        "GIF of 65,535 squared": ("huge.gif", _with(making.picture("GIF"), 6, struct.pack("<HH", 65535, 65535))),
        "JPEG of 65,500 squared": ("huge.jpg", _huge_jpeg()),
        "WebP of 16,383 squared": ("huge.webp", _huge_webp()),
        "GIF of many frames": ("frames.gif", _animation("GIF")),
        "WebP of many frames": ("frames.webp", _animation("WEBP")),
        "ZIP of a gigabyte of nothing": ("nothing.zip", _zip({"nothing.txt": bytes(1024**2) * 1024})),
        "ZIP in a ZIP in a ZIP": ("nested.zip", _nested(6)),
        "ZIP of 5,000 files": ("many.zip", _zip({f"{n}.txt": b"x" for n in range(5000)})),
        "ZIP whose files overlap": ("overlap.zip", _overlapping()),
        "ZIP that claims less": ("liar.zip", _liar()),
        "PDF of a bomb of a page": ("bomb.pdf", _pdf(zlib.compress(b"0 0 m 9 9 l S " * 3_000_000))),
        "PDF of many pages": ("pages.pdf", _many_pages(100_000)),
        "PDF whose pages are their own parents": ("loop.pdf", _loop()),
        "PDF with a bomb of a picture": ("picture.pdf", _pdf_picture()),
        "HTML nested deeply": ("deep.html", b"<!doctype html>" + b"<div>" * 200_000),
        "text in one line": ("line.txt", "长".encode() * 3_000_000),
        "text of more than we read": ("long.txt", b"words " * 6_000_000),
        "CSV of many columns": ("wide.csv", b"a," * 1_000_000 + b"b\n"),
        "WAV that claims 4 GB": ("long.wav", b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0" + bytes(16) + b"data\xff\xff\xff\xff"),
        "MP3 whose tag claims 256 MB": ("tag.mp3", b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + bytes(2000)),
        "MP4 whose box claims everything": ("box.mp4", making.MP4[:24] + b"\xff\xff\xff\xffmoov" + bytes(100)),
        "MP4 of boxes in boxes": ("boxes.mp4", making.MP4[:24] + _boxes(2000)),
    }  # fmt: skip


def _with(content: bytes, at: int, other: bytes) -> bytes:
    return content[:at] + other + content[at + len(other) :]


def _huge_jpeg() -> bytes:
    content = making.picture("JPEG")
    return _with(content, content.index(b"\xff\xc0") + 5, struct.pack(">HH", 65500, 65500))


def _huge_webp() -> bytes:
    content = making.picture("WEBP", (64, 48))
    return _with(content, content.index(b"\x9d\x01\x2a") + 3, struct.pack("<HH", 16383, 16383))


def _animation(kind: str) -> bytes:
    target = BytesIO()
    pictures = [Image.new("P", (500, 500), number % 256) for number in range(600)]
    pictures[0].save(target, kind, save_all=True, append_images=pictures[1:], duration=10)
    return target.getvalue()


def _zip(files: dict[str, bytes]) -> bytes:
    return making.archive(files)


def _nested(depth: int) -> bytes:
    content = _zip({f"{n}.txt": bytes(10**6) for n in range(10)})
    for _ in range(depth):
        content = _zip({f"{n}.zip": content for n in range(4)})
    return content


def _overlapping() -> bytes:
    """Many entries of the directory name the same bytes."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", bytes(10**7))
        first = made.infolist()[0]
        for number in range(400):
            again = zipfile.ZipInfo(f"{number}.txt")
            again.header_offset, again.CRC = first.header_offset, first.CRC
            again.compress_size, again.file_size, again.compress_type = first.compress_size, first.file_size, 8
            made.filelist.append(again)
            made.NameToInfo[again.filename] = again
    return target.getvalue()


def _liar() -> bytes:
    content = bytearray(_zip({"a.txt": bytes(10**7)}))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(content)


def _pdf(stream: bytes, *, kids: bytes = b"[3 0 R]", count: int = 1, more: bytes = b"") -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids" + kids + b"/Count %d>>endobj\n" % count
        + b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R" + more + b">>endobj\n"
        + b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n" % len(stream) + stream
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )  # fmt: skip


def _many_pages(count: int) -> bytes:
    return _pdf(zlib.compress(b""), kids=b"[" + b"3 0 R " * count + b"]", count=count)


def _loop() -> bytes:
    return _pdf(zlib.compress(b""), kids=b"[2 0 R 2 0 R]", count=10**9)


def _pdf_picture() -> bytes:
    data = zlib.compress(bytes(10**8))
    picture = (
        b"5 0 obj<</Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 8"
        b"/Filter/FlateDecode/Length %d>>stream\n" % len(data) + data + b"\nendstream endobj\n"
    )
    page = _pdf(zlib.compress(b"99 0 0 99 0 0 cm /I Do"), more=b"/Resources<</XObject<</I 5 0 R>>>>")
    return page.replace(b"trailer", picture + b"trailer")


def _boxes(depth: int) -> bytes:
    content = b""
    for _ in range(depth):
        content = struct.pack(">I", len(content) + 8) + b"moov" + content
    return content
