"""A robot's server in the test's own process: keeps what it was sent, answers as told."""

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from typing import Any
from urllib.parse import parse_qs

from tests.notifications.post import free_port

GOOD = (200, {"errcode": 0, "code": 0})


class Sink:
    """`answers` are used up one by one: (status, JSON or bytes, more headers); then all is well."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.said: list[Any] = []
        self.paths: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.answers: list[tuple[int, Any] | tuple[int, Any, dict[str, str]]] = []
        self.good: tuple[int, Any] = GOOD
        self.silent_seconds = 0.0
        self.drip_seconds = 0.0

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def text(self) -> str:
        """All that it was sent, as text."""
        return json.dumps(self.said, ensure_ascii=False)

    def take(self, path: str, kind: str, body: bytes) -> tuple[int, Any, dict[str, str]]:
        self.paths.append(path)
        if "octet-stream" in kind:
            self.said.append(body)
            return self._answer()
        text = body.decode()
        self.said.append(json.loads(text) if "json" in kind else parse_qs(text))
        return self._answer()

    def _answer(self) -> tuple[int, Any, dict[str, str]]:
        time.sleep(self.silent_seconds)
        answer = self.answers.pop(0) if self.answers else self.good
        return (*answer, {})[:3] if len(answer) == 2 else answer

    def drip(self, out: BufferedIOBase) -> None:
        """An answer whose head never ends."""
        with contextlib.suppress(OSError):
            out.write(b"HTTP/1.1 200 OK\r\n")
            while True:
                time.sleep(self.drip_seconds)
                out.write(b"X: y\r\n")


@contextlib.contextmanager
def open_sink() -> Iterator[Sink]:
    sink = Sink(free_port())

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            sink.headers.append(dict(self.headers.items()))
            code, answer, headers = sink.take(self.path, self.headers.get("Content-Type", ""), body)
            raw = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            if sink.drip_seconds:
                sink.drip(self.wfile)
                return
            self.send_response(code)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(raw)

        do_GET = do_POST

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", sink.port), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield sink
    finally:
        server.shutdown()
        server.server_close()
