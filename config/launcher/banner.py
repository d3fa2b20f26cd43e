"""What the person in front of the terminal reads, and how we know that the first page can be opened."""

import http.client
from collections.abc import Mapping
from urllib.parse import urlsplit

from config.launcher.options import Options


def web_answers(options: Options) -> bool:
    """True once the server replies to /healthz. A 400 counts: a strict ALLOWED_HOSTS may not know `localhost`."""
    line = http.client.HTTPConnection(options.reached_at, options.port, timeout=2)
    try:
        line.request("GET", "/healthz", headers={"Host": f"localhost:{options.port}"})
        return line.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def banner(options: Options, source: Mapping[str, str], seconds: float) -> str:
    """A few lines: the address, where mails go, how to get sample cases, how to stop."""
    lines = [f"据理 Juli is ready after {seconds:.1f} s:  {options.url}", ""]
    if options.everywhere:
        lines.append(f"  Phones     same Wi-Fi, same address; on this machine also http://127.0.0.1:{options.port}")
    lines += [
        f"  E-mails    {mails(source.get('EMAIL_URL', ''))}",
        "  Samples    make demo   (in a second terminal: cases at every stage, and how to sign in)",
        f"  Data       {options.data_dir}",
        "  Stop       Ctrl-C",
    ]
    return "\n" + "\n".join(lines) + "\n"


def mails(url: str) -> str:
    """Where e-mails can be read; never shows a password."""
    parts = urlsplit(url or "console:")
    if parts.scheme == "console":
        return "printed here, in this terminal (EMAIL_URL sends them for real)"
    if parts.scheme == "file":
        return f"written to {parts.path}"
    return f"sent through {parts.hostname}"
