"""Files that are two things at once, that would run something, that lie, and names that lead elsewhere."""

import struct
from io import BytesIO

from PIL import Image

from tests.evidence import making

WAV = b"RIFF\x2c\x01\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\x08\x01\0\0" + bytes(264)
SCRIPT = b"<script>fetch('/c/')</script>"
NAMES = (
    "../../etc/passwd.png", "..\\..\\windows\\a.png", "/etc/cron.d/a.png", "C:\\a.png", "a\u202egnp.exe.png", "a\0b.png",
    "好" * 300 + ".png", "a" * 300 + ".png", ".png", "..png", "", " ", "a.png\n.exe", "a;rm -rf ~.png", "$(id).png", "%00.png",
    "<img src=x onerror=alert(1)>.png", "a\u200b\u200d\u2066.png", "CON.png", "a.png.", "-rf.png", "a/b/c.png", "ａ．ｐｎｇ",
    "\ud83d.png", "e\u0301.png", "a.PNG", "a.jpg.png", "'; DROP TABLE evidence; --.png", "\r\nSet-Cookie: a=b.png", "a\tb.png",
)  # fmt: skip
BILLION = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">' +
    b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)) + b"]><l>&j;</l>"
)  # fmt: skip


def everything(good: dict[str, bytes]) -> dict[str, tuple[str, bytes]]:
    """By what they are: the name they come under, and their bytes."""
    return {**_two_at_once(good), **_running(), **_lists(), **_exif(), **_odd(good)}


def _two_at_once(good: dict[str, bytes]) -> dict[str, tuple[str, bytes]]:
    script = b"#!/bin/sh\nid\n"
    return {
        "JPEG and ZIP": ("a.jpg", good["jpg"] + good["zip"]),
        "PNG and ZIP": ("a.png", good["png"] + good["zip"]),
        "ZIP behind a JPEG, called ZIP": ("a.zip", good["jpg"] + good["zip"]),
        "PDF and HTML": ("a.pdf", good["pdf"] + SCRIPT),
        "HTML before a PDF": ("b.pdf", SCRIPT + good["pdf"]),
        "PDF late in the file": ("c.pdf", bytes(900) + good["pdf"]),
        "GIF and JavaScript": ("a.gif", b"GIF89a=1;alert(1);//" + good["gif"][6:]),
        "GIF and PHP": ("b.gif", good["gif"] + b"<?php id();"),
        "PNG and HTML": ("a.html", good["png"] + SCRIPT),
        "JPEG with HTML in a comment": ("b.jpg", _comment(good["jpg"], SCRIPT)),
        "MP4 and HTML": ("a.mp4", good["mp4"] + SCRIPT),
        "WAV and shell": ("a.wav", WAV + script),
        "shell and ZIP": ("b.zip", script + good["zip"]),
        "PNG twice": ("c.png", good["png"] * 2),
        "ZIP and PDF": ("d.pdf", good["zip"] + good["pdf"]),
        "MP3 before a ZIP": ("a.mp3", good["mp3"] + good["zip"]),
    }


def _comment(jpeg: bytes, words: bytes) -> bytes:
    return jpeg[:2] + b"\xff\xfe" + struct.pack(">H", len(words) + 2) + words + jpeg[2:]


def _running() -> dict[str, tuple[str, bytes]]:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    return {
        "HTML with script": ("a.html", b"<!doctype html>" + SCRIPT),
        "HTML that goes elsewhere": ("b.html", b'<!doctype html><meta http-equiv=refresh content="0;url=//x">'),
        "HTML called picture": ("a.jpg", b"<!doctype html>" + SCRIPT),
        "SVG": ("a.svg", svg),
        "SVG called PNG": ("a.png", svg),
        "SVG called text": ("a.txt", svg),
        "SVG in UTF-16": ("b.txt", svg.decode().encode("utf-16")),
        "XML with entities": ("a.xml", BILLION),
        "XML called text": ("c.txt", BILLION),
        "XML that reads a file": ("d.txt", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
        "Windows program": ("a.exe", making.EXE),
        "Windows program called picture": ("b.jpg", making.EXE),
        "Linux program": ("a", b"\x7fELF\x02\x01\x01" + bytes(60)),
        "shell script": ("a.sh", b"#!/bin/sh\nid\n"),
        "CSV with formulas": ("a.csv", b"=cmd|'/c calc'!A0,2\n+1,@SUM(1)\n"),
        "PDF with script": (
            "a.pdf",
            b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<</Root 1 0 R>>",
        ),
        "shortcut": ("a.url", b"[InternetShortcut]\nURL=file:///c:/\n"),
        "MHTML": ("a.html", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n" + SCRIPT),
    }


def _lists() -> dict[str, tuple[str, bytes]]:
    """What a player takes for a list of other files or addresses."""
    return {
        "ffconcat called MP4": ("a.mp4", b"ffconcat version 1.0\nfile /etc/passwd\n"),
        "ffconcat called text": ("a.txt", b"ffconcat version 1.0\nfile /etc/passwd\n"),
        "HLS called MP4": ("b.mp4", b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/x\n#EXT-X-ENDLIST\n"),
        "HLS called text": ("b.txt", b"#EXTM3U\nfile:///etc/passwd\n"),
        "DASH": ("c.mp4", b'<?xml version="1.0"?><MPD><BaseURL>http://127.0.0.1/</BaseURL></MPD>'),
        "SDP": ("d.mp4", b"v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n"),
        "PLS": ("a.mp3", b"[playlist]\nFile1=http://127.0.0.1/\n"),
        "MP4 with data elsewhere": ("e.mp4", making.MP4[:24] + _dref()),
        "MOV that names another": ("a.mov", _reference_movie()),
    }


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


def _dref() -> bytes:
    url = _box(b"url ", bytes(4) + b"http://127.0.0.1/secret\0")
    return _box(
        b"moov", _box(b"trak", _box(b"mdia", _box(b"minf", _box(b"dinf", _box(b"dref", bytes(7) + b"\1" + url)))))
    )


def _reference_movie() -> bytes:
    there = b"http://127.0.0.1/a.mov\0"
    return making.MOV + _box(
        b"moov", _box(b"rmra", _box(b"rmda", _box(b"rdrf", bytes(4) + b"url " + struct.pack(">I", len(there)) + there)))
    )


def _exif() -> dict[str, tuple[str, bytes]]:
    raw = {
        "EXIF with a date in the year 0": making.taken("0000:00:00 00:00:00"),
        "EXIF with a date in words": making.taken("yesterday"),
        "EXIF with a date of NULs": making.taken("\0" * 19),
        "EXIF with an offset of days": making.taken("2026:11:20 20:14:00", "+99:99"),
        "EXIF of the future": making.taken("9999:12:31 23:59:59"),
        "EXIF cut off": making.taken("2026:11:20 20:14:00")[:20],
        "EXIF that counts to 2^32": b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\xff\xff\xff\xff\0\0\0\x08",
        "EXIF that leads to itself": b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x08\0\0\0\x08",
        "EXIF of nothing": b"Exif\0\0",
        "EXIF of noise": b"Exif\0\0" + bytes(range(256)) * 8,
    }
    found: dict[str, tuple[str, bytes]] = {}
    for what, exif in raw.items():
        found[what] = (f"{len(found)}.jpg", making.picture("JPEG", (40 + len(found), 40), exif=exif))
        found[f"{what}, WebP"] = (f"{len(found)}.webp", making.picture("WEBP", (40 + len(found), 40), exif=exif))
    return found


def _profile(icc: bytes) -> bytes:
    target = BytesIO()
    Image.new("RGB", (30, 30)).save(target, "JPEG", icc_profile=icc)
    return target.getvalue()


def _odd(good: dict[str, bytes]) -> dict[str, tuple[str, bytes]]:
    return {
        "nothing": ("a.jpg", b""),
        "one byte": ("b.jpg", b"\xff"),
        "a megabyte of NULs": ("c.jpg", bytes(1024**2)),
        "text with NUL": ("a.txt", b"hello\0world"),
        "half of a UTF-16 pair": ("b.txt", b"\xff\xfe\x00\xd8a\0"),
        "bytes of no encoding": ("c.txt", bytes(range(128, 256)) * 20),
        "a colour profile of noise": ("d.jpg", _profile(bytes(range(256)) * 20)),
        "a colour profile of nothing": ("e.jpg", _profile(b"x")),
        "BMP": ("a.bmp", making.picture("BMP")),
        "TIFF": ("a.tiff", making.picture("TIFF")),
        "ICO": ("a.ico", making.picture("ICO")),
        "BMP called JPEG": ("f.jpg", making.picture("BMP")),
        "TIFF called JPEG": ("g.jpg", making.picture("TIFF")),
        "JPEG 2000": ("a.jp2", making.picture("JPEG2000")),
        "PSD": ("a.psd", b"8BPS\0\x01" + bytes(60)),
        "RAR": ("a.rar", b"Rar!\x1a\x07\x01\0" + bytes(60)),
        "7z": ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(60)),
        "gzip": ("a.gz", b"\x1f\x8b\x08" + bytes(60)),
        "ZIP that leads out": (
            "a.zip",
            making.archive({"../../etc/passwd": b"x", "/etc/b.txt": b"y", "c\\..\\d.txt": b"z"}),
        ),
        "ZIP with a password": ("b.zip", making.archive({"a.txt": b"x"}, encrypted=True)),
        "ZIP of nothing": ("c.zip", b"PK\x05\x06" + bytes(18)),
        "ZIP without an end": ("d.zip", good["zip"][:-22]),
        "a program in a ZIP": ("e.zip", making.archive({"a.exe": making.EXE, "b.png": good["png"]})),
        "APK": ("a.apk", making.archive({"classes.dex": b"dex\n035\0", "AndroidManifest.xml": b"x"})),
        "PNG without pixels": ("d.png", making.png_undecodable()),
        "JPEG of CMYK": ("h.jpg", _cmyk()),
        "PNG of 16 bits": ("e.png", _deep()),
    }


def _cmyk() -> bytes:
    target = BytesIO()
    Image.new("CMYK", (30, 30)).save(target, "JPEG")
    return target.getvalue()


def _deep() -> bytes:
    target = BytesIO()
    Image.new("I;16", (30, 30)).save(target, "PNG")
    return target.getvalue()
