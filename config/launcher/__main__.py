"""`python -m config.launcher` runs everything; with `manage COMMAND` it runs one manage.py command beside it."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence

from config.launcher import banner, broker, children, folder
from config.launcher.errors import Busy, Refused, Stopped
from config.launcher.options import ROOT, Options, check_port_is_free, read_options
from config.launcher.supervisor import Supervisor
from config.launcher.waking import Signals

WITHIN = 60.0


def main(arguments: Sequence[str]) -> int:
    """The exit code: 0 after a clean stop, 1 after one sentence about what is in the way, or the command's own."""
    os.umask(0o077)  # cases and evidence are nobody else's business, also in a folder that was open before
    try:
        options = read_options(os.environ)
        if arguments and arguments[0] != "manage":
            raise Refused("Use `python -m config.launcher` or `python -m config.launcher manage COMMAND`.")
        folder.open_folder(options.data_dir)
        with Signals() as signals:
            return manage(options, signals, arguments[1:]) if arguments else run(options, signals)
    except Stopped:
        return 0
    except Refused as sentence:
        print(sentence, file=sys.stderr, flush=True)
        return 1


def run(options: Options, signals: Signals) -> int:
    """Starts broker, web, worker and clock, and keeps them until Ctrl-C."""
    started = time.monotonic()
    lock = folder.Lock(options.data_dir)
    lock.take(options.url)
    check_port_is_free(options.host, options.port)
    supervisor = _supervisor(options, signals)
    try:
        _prepare(options, supervisor, lock)
        supervisor.start(children.product(options))
        late = f"The server does not answer on {options.url} after {WITHIN:.0f} s; the lines above may say why."
        supervisor.wait_until(lambda: banner.web_answers(options), within=WITHIN, otherwise=late)
        _say(banner.banner(options, os.environ, time.monotonic() - started))
        supervisor.watch()
    finally:
        _say("Stopping …" if signals.asked else "Stopping everything …")
        supervisor.stop()
        lock.release()
    _say("Stopped.")
    return 0


def manage(options: Options, signals: Signals, command: Sequence[str]) -> int:
    """Runs `manage.py COMMAND` after the same preparation, with the broker that is running or one of its own."""
    lock = folder.Lock(options.data_dir)
    supervisor = _supervisor(options, signals)
    try:
        try:
            lock.take("running manage.py")
            _prepare(options, supervisor, lock)
        except Busy:
            supervisor.run_once(children.preparation())
        words = [sys.executable, str(ROOT / "manage.py"), *command]
        code = subprocess.run(words, env=supervisor.environment, cwd=ROOT, check=False).returncode
        return code if code >= 0 else 128 - code
    finally:
        supervisor.stop()
        lock.release()


def _supervisor(options: Options, signals: Signals) -> Supervisor:
    url = options.redis_url or broker.redis_url(broker.socket_path(options.data_dir, os.environ))
    return Supervisor(signals, children.surroundings(options, os.environ, url), folder=ROOT, say=_say)


def _prepare(options: Options, supervisor: Supervisor, lock: folder.Lock) -> None:
    """The secret key, a broker of our own unless REDIS_URL names one, then database, translations and static files."""
    folder.keep_secret_key(options.data_dir)
    if options.redis_url:
        supervisor.run_once(children.preparation())
        return
    path = broker.socket_path(options.data_dir, os.environ)
    supervisor.start([broker.broker_child(options.data_dir, path, lock.fd)])
    supervisor.run_once(children.preparation())
    log = options.data_dir / "valkey" / "valkey.log"
    late = f"The broker does not answer after {WITHIN:.0f} s; its reasons are in {log}."
    supervisor.wait_until(lambda: broker.answers(path), within=WITHIN, otherwise=late)


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
