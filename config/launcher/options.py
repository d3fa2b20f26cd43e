"""What the environment asks of the launcher, checked before anything starts."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from config.launcher.errors import Refused

ROOT = Path(__file__).resolve().parents[2]
# "Every network of this machine", and where the machine then reaches itself.
EVERYWHERE = {str(ip_address(0)): "127.0.0.1", "::": "::1"}
LEAVE_OUT = "leave it out, or use 0.0.0.0 for the whole network."


@dataclass(frozen=True, slots=True)
class Options:
    """One start: where to listen and keep things, how many processes; without `redis_url`, a broker of our own."""

    host: str
    port: int
    data_dir: Path
    redis_url: str
    web_workers: int
    web_threads: int
    worker_processes: int
    log_level: str

    @property
    def everywhere(self) -> bool:
        """True when the address means every network of this machine."""
        return self.host in EVERYWHERE

    @property
    def reached_at(self) -> str:
        """The address under which this machine itself reaches the server."""
        return EVERYWHERE.get(self.host, self.host)

    @property
    def url(self) -> str:
        """The address for a browser; for a server open to every network, the one that a phone beside it can reach."""
        host = lan_address() if self.everywhere else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def read_options(source: Mapping[str, str]) -> Options:
    """Reads the environment; an empty variable counts as unset. Raises Refused for a value that doesn't parse."""
    data_dir = Path(source.get("DATA_DIR", "").strip() or ROOT / "var").expanduser()
    return Options(
        host=source.get("HOST", "").strip() or "127.0.0.1",
        port=_number(source, "PORT", 8000, most=65535),
        data_dir=data_dir if data_dir.is_absolute() else Path.cwd() / data_dir,
        redis_url=source.get("REDIS_URL", "").strip(),
        web_workers=_number(source, "WEB_WORKERS", 2, most=64),
        web_threads=_number(source, "WEB_THREADS", 4, most=64),
        worker_processes=_number(source, "WORKER_PROCESSES", 2, most=64),
        log_level=source.get("LOG_LEVEL", "").strip() or "WARNING",
    )


def _number(source: Mapping[str, str], name: str, default: int, *, most: int) -> int:
    raw = source.get(name, "").strip() or str(default)
    if not (raw.isascii() and raw.isdecimal() and 1 <= int(raw) <= most):
        raise Refused(f"{name} must be a whole number from 1 to {most}, not {raw!r}.")
    return int(raw)


def check_port_is_free(host: str, port: int) -> None:
    """Binds once for a moment; raises Refused when somebody listens there already or the address isn't ours."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise Refused(f"HOST={host} is not an address of this machine; {LEAVE_OUT}") from None
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(
            socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
        )  # as the server does: a closing connection is no obstacle
        try:
            probe.bind(address)
        except PermissionError:
            raise Refused(f"Port {port} is reserved for root; choose one above 1023: make run PORT=8000") from None
        except OSError as error:
            raise Refused(_why_not_bound(host, port, error)) from None


def _why_not_bound(host: str, port: int, error: OSError) -> str:
    if error.strerror == "Address already in use":
        other = port + 1 if port < 65535 else 8000
        return f"Port {port} on {host} is taken by another program; stop that, or choose another: make run PORT={other}"
    return f"HOST={host} can't be used on this machine ({error.strerror}); {LEAVE_OUT}"


def lan_address() -> str:
    """This machine's own address on its network, or 127.0.0.1 when it has none; sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
