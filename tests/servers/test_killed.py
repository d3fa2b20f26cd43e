"""The worker is killed again and again while it works, the broker too: no reminder is lost, none is said twice."""

from collections import Counter

import pytest

from notifications.delivering import HANDFUL
from tests.launcher.running import wait_for
from tests.servers.conftest import MakeSite
from tests.servers.site import Site

pytestmark = [pytest.mark.servers, pytest.mark.slow]

CASES = 30
PROCESSES, KILLS = 2, 3


def start_and_kill(site: Site, seen: str, at: int) -> None:
    """A worker that dies as soon as `at` of `seen` are there."""
    site.workers.start()
    site.tick()
    site.until(seen, at)
    site.workers.kill()
    site.let_leases_pass()


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_killed_workers_and_a_killed_broker_lose_no_reminder_and_double_none(
    make_site: MakeSite, database: str
) -> None:
    site = make_site(database, "redis")
    site.fill(CASES)
    start_and_kill(site, "told", 8)
    start_and_kill(site, "mails", 5)
    site.broker.kill()
    site.broker.start()
    start_and_kill(site, "mails", 18)
    site.workers.start()
    site.tick()
    wait_for(lambda: finished(site), within=20, what=lambda: f"{site.states()}\n{site.workers.text}")

    reminders = site.count("escalation_reminder WHERE state = 'claimed'")
    assert reminders >= CASES
    assert site.items() == reminders, "each reminder is said once, some of one case together"
    assert site.states() == {"sent": site.told}
    copies = Counter(site.postbox.ids())
    assert len(copies) == site.told, "each was sent, and always under the same Message-ID"
    twice = sum(copies.values()) - site.told
    assert twice <= KILLS * PROCESSES * HANDFUL, "only what was in flight at a kill may come twice"


def finished(site: Site) -> bool:
    left = site.count("escalation_reminder WHERE state = 'planned' AND due_at <= CURRENT_TIMESTAMP")
    return not left and not site.states()["waiting"] and not site.states()["sending"]
