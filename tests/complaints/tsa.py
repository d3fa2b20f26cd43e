"""A time stamping authority of the test's own: a CA and a signer made with openssl, answering over HTTP on loopback."""

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_CONFIG = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/ca.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_chain = yes
ess_cert_id_alg = sha256
[stamping]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
"""


@dataclass(frozen=True, slots=True)
class Authority:
    """Where its keys lie."""

    folder: Path

    @property
    def trusted(self) -> Path:
        return self.folder / "ca.pem"

    def answer(self, request: bytes) -> bytes:
        """The answer (DER) to a request."""
        asked, said = self.folder / "in.tsq", self.folder / "out.tsr"
        asked.write_bytes(request)
        said.unlink(missing_ok=True)
        openssl("ts", "-reply", "-config", self.folder / "tsa.cnf", "-queryfile", asked, "-out", said)
        return said.read_bytes()


def openssl(*arguments: object) -> str:
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True, check=True, timeout=30)
    return done.stdout + done.stderr


def made(folder: Path, *, name: str = "Test Clock") -> Authority:
    """A new authority with keys of its own."""
    folder.mkdir(parents=True)
    (folder / "serial").write_text("01\n")
    (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder))
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    openssl("req", "-x509", *curve, "-keyout", folder / "ca.key", "-out", folder / "ca.pem", "-days", 3650, "-subj",
            f"/O=Test/CN={name} CA")  # fmt: skip
    openssl("req", *curve, "-keyout", folder / "tsa.key", "-out", folder / "tsa.csr", "-subj", f"/O=Test/CN={name}")
    openssl("x509", "-req", "-in", folder / "tsa.csr", "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key",
            "-CAcreateserial", "-days", 3650, "-out", folder / "tsa.pem", "-extfile", folder / "tsa.cnf", "-extensions",
            "stamping")  # fmt: skip
    return Authority(folder)


Say = Callable[[BaseHTTPRequestHandler, bytes], None]


def send(handler: BaseHTTPRequestHandler, body: bytes, *, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def serving(say: Say) -> Iterator[tuple[str, list[bytes]]]:
    """(address, requests so far) of a server that answers each request by `say`."""
    asked: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append(body)
            say(self, body)

        def do_GET(self) -> None:
            asked.append(b"GET")
            send(self, b"")

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsr", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
