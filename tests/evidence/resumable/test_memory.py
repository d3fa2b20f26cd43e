"""What a large file costs the process that takes it and gives it back: no more than a small one."""

import os
import random
import secrets
import sys
from pathlib import Path

import pytest

from tests.evidence import making
from tests.evidence.resumable.web import Phone, Web, running_web

SIZE = int(os.environ.get("MEMORY_MB", "200")) * 1024**2
MOST = 50 * 1024**2

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


class Meter:
    """The memory of the process that answers, in bytes."""

    def __init__(self, web: Web) -> None:
        self._folder = Path(f"/proc/{web.worker}")
        (self._folder / "clear_refs").write_text("5")  # forget the highest so far (proc(5))
        self.idle = self._read("VmRSS")

    def above_idle(self) -> int:
        return self._read("VmHWM") - self.idle

    def _read(self, name: str) -> int:
        lines = (self._folder / "status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(name)) * 1024


def film() -> bytes:
    return making.MP4 + random.Random(secrets.token_hex()).randbytes(SIZE - len(making.MP4))


def form(content: bytes) -> tuple[dict[str, str], list[bytes]]:
    """The file as a browser without scripts posts it."""
    head = (
        b'--edge\r\nContent-Disposition: form-data; name="files"; filename="a.mp4"\r\nContent-Type: video/mp4\r\n\r\n'
    )
    parts = [head, *(content[at : at + 1024**2] for at in range(0, len(content), 1024**2)), b"\r\n--edge--\r\n"]
    length = sum(map(len, parts))
    return {"Content-Type": "multipart/form-data; boundary=edge", "Content-Length": str(length)}, parts


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    with running_web(tmp_path) as web:
        phone = Phone(web)
        small = making.picture("PNG")
        assert phone.go_on(phone.begin(len(small), filename="a.png"), 0, small).status == 200
        page = f"/c/{web.code}/evidence/"
        grown = {}

        meter, content = Meter(web), film()
        assert phone.go_on(phone.begin(SIZE), 0, content).status == 200
        grown["tus"] = meter.above_idle()

        headers, parts = form(film())
        meter = Meter(web)
        assert phone.ask("POST", f"{page}add/?kind=goods", headers, iter(parts)).status in (200, 302)
        grown["form"] = meter.above_idle()

        codes = web.rows("SELECT public_code FROM evidence_evidence ORDER BY id")
        assert len(codes) == 3
        meter = Meter(web)
        assert len(phone.ask("GET", f"{page}{codes[1][0]}/file").body) == SIZE
        grown["download"] = meter.above_idle()
        sys.stdout.write(f"{ {name: f'{grown[name] / 1024**2:.1f} MB' for name in grown} }\n")
        assert max(grown.values()) < MOST, grown
