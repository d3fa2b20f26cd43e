"""Files made for the tests: good, damaged and hostile ones."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()


def picture(kind: str = "PNG", size: tuple[int, int] = (64, 48), *, colour: str = "teal", exif: bytes = b"") -> bytes:
    """A small picture of one colour in a format of Pillow's."""
    target = BytesIO()
    Image.new("RGB", size, colour).save(target, kind, **({"exif": exif} if exif else {}))
    return target.getvalue()


def taken(moment: str, offset: str = "", *, orientation: int = 1, place: bool = False) -> bytes:
    """EXIF as a phone writes it: when, with which side up, and where."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    details = exif.get_ifd(0x8769)
    details[0x9003] = moment
    if offset:
        details[0x9011] = offset
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 48.0), 3: "E", 4: (121.0, 28.0, 12.0)})
    return exif.tobytes()


def png_header_only(width: int, height: int) -> bytes:
    """A PNG that claims many pixels and holds hardly any data: a decompression bomb."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(bytes(100)))
        + _chunk(b"IEND", b"")
    )


def png_text_bomb() -> bytes:
    """A PNG whose text field unpacks to a hundred million blanks."""
    whole = picture("PNG")
    text = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b" " * 100_000_000, 9))
    return whole[:33] + text + whole[33:]


def png_undecodable() -> bytes:
    """Every checksum is right, yet the pixels can't be unpacked: only a decoder can know."""
    header = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", b"not zlib at all") + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0\0\0\x08mdat" + bytes(range(256)) * 40
M4A = b"\0\0\0\x18ftypM4A \0\0\0\0M4A isom" + bytes(64)
MOV = b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + bytes(64)
MP3 = b"ID3\x04\0\0\0\0\0\0" + b"\xff\xfb\x90\x00" + bytes(64)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
EXE = b"MZ\x90\0" + bytes(60) + b"PE\0\0" + bytes(200)
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
ZIP = b"PK\x03\x04" + bytes(60)


def archive(files: Mapping[str, bytes], *, encrypted: bool = False) -> bytes:
    """A ZIP of these files; `encrypted` only says that it is."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():  # always of the same day: tests are named after these bytes
            made.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 9, 0, 0)), content, zipfile.ZIP_DEFLATED)
    data = target.getvalue()
    if not encrypted:
        return data
    local, central = data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8
    flagged = bytearray(data)
    flagged[local] |= 1
    flagged[central] |= 1
    return bytes(flagged)


def gbk_archive(name: str, content: bytes) -> bytes:
    """A ZIP as Chinese Windows writes it: the name in GBK, and no word of it."""
    placeholder = "x" * len(name.encode("gbk"))
    return archive({placeholder: content}).replace(placeholder.encode(), name.encode("gbk"))


AMR = b"#!AMR\n" + bytes([0x3C]) + bytes(31)
_SOUND = struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
WAV = b"RIFF" + struct.pack("<I", 44) + b"WAVEfmt " + _SOUND + b"data" + struct.pack("<I", 8) + bytes(8)
CHAT = "小鹿客服 2026-11-02 20:14\n亲，明天上午给您退款\n"
