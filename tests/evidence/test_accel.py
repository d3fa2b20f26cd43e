"""A real nginx in front sends the bytes; who may have them is asked behind it."""

import http.client
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import accel_prefix
from tests.evidence.resumable.conftest import FILM
from tests.evidence.resumable.web import Phone, Told, Web, running_web
from tests.launcher.running import wait_for
from tests.live import program
from tests.notifications.post import free_port

pytestmark = [pytest.mark.servers, pytest.mark.timeout(120)]
CONF = """
daemon off; user root; pid {folder}/pid; error_log {folder}/errors; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass http://127.0.0.1:{web}; proxy_set_header Host $http_host; }}
    {location}
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Front:
    """nginx, as somebody with (or without) a session sees it."""

    port: int
    web: Web

    def get(self, url: str, *, signed_in: bool = True, method: str = "GET", **headers: str) -> Told:
        cookie = {"Cookie": f"sessionid={self.web.session}"} if signed_in else {}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as line:
            line.request(
                method, url, headers={name.replace("_", "-"): value for name, value in headers.items()} | cookie
            )
            answer = line.getresponse()
            return Told(answer.status, answer.headers, answer.read())


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    nginx, folder = program("nginx"), tmp_path_factory.mktemp("front")
    folder.chmod(0o755)
    with running_web(tmp_path_factory.mktemp("site"), ACCEL_PREFIX="/evidence-files/") as web:
        port = free_port()
        location = documented().replace("/srv/juli/files/", f"{web.folder}/files/")
        conf = folder / "nginx.conf"
        conf.write_text(CONF.format(folder=folder, port=port, web=web.port, location=location))
        with subprocess.Popen([nginx, "-c", str(conf), "-e", str(folder / "errors")]) as process:
            try:
                front = Front(port, web)
                wait_for(lambda: answers(front), within=15, what=lambda: (folder / "errors").read_text())
                yield front
            finally:
                process.terminate()


def answers(front: Front) -> bool:
    try:
        return front.get("/healthz", signed_in=False).status == 200
    except OSError:
        return False


def documented() -> str:
    """The location block as docs/operations.md gives it."""
    words = Path("docs/operations.md").read_text(encoding="utf-8")
    return words.partition("```nginx\n")[2].partition("```")[0]


@pytest.fixture(scope="module")
def film(front: Front) -> str:
    phone = Phone(front.web)
    told = phone.go_on(phone.begin(len(FILM)), 0, FILM).json()
    return f"{told['href']}file"


def test_nginx_sends_the_whole_guarded(front: Front, film: str) -> None:
    told = front.get(film)
    assert (told.status, told.body) == (200, FILM)
    assert told.headers["Content-Type"] == "video/mp4"
    assert told.headers["X-Content-Type-Options"] == "nosniff"
    assert told.headers["Content-Security-Policy"].startswith("sandbox")
    assert told.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert told.headers["Cache-Control"] == "private, no-cache"
    assert "inline" in told.headers["Content-Disposition"]


def test_parts_tags_and_heads_are_nginx_business(front: Front, film: str) -> None:
    part = front.get(film, Range="bytes=100-199")
    assert (part.status, part.body) == (206, FILM[100:200])
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(FILM)}"
    assert front.get(film, Range="bytes=999999999-").status == 416
    assert front.get(film, If_None_Match=front.get(film).headers["ETag"]).status == 304
    head = front.get(film, method="HEAD")
    assert (head.status, head.headers["Content-Length"]) == (200, str(len(FILM)))


def test_behind_it_no_byte_is_read(front: Front, film: str) -> None:
    told = Phone(front.web).ask("GET", film)
    assert (told.status, told.body) == (200, b"")
    assert told.headers["X-Accel-Redirect"].startswith("/evidence-files/blobs/")


def test_rights_are_asked_first(front: Front, film: str) -> None:
    assert front.get(film, signed_in=False).status == 302
    place = Phone(front.web).ask("GET", film).headers["X-Accel-Redirect"]
    assert front.get(place).status == 404
    assert front.get(place, signed_in=False).status == 404


@pytest.mark.parametrize(
    ("text", "url"), [("files/", ""), ("/files", ""), ("//evil/", ""), ("/a b/", ""), ("/files/", "s3://b")]
)
def test_a_prefix_that_means_nothing_stops_the_start(text: str, url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="ACCEL_PREFIX"):
        accel_prefix(text, url)
