"""Reminders from the clock to the mailbox, through a real broker and a real worker."""

import pytest

from tests.launcher.running import wait_for
from tests.servers.conftest import MakeSite

pytestmark = pytest.mark.servers


@pytest.mark.parametrize(("database", "broker"), [("sqlite", "redis"), ("sqlite", "valkey"), ("postgres", "redis")])
def test_a_due_reminder_becomes_one_mail_and_one_entry_in_the_inbox(
    make_site: MakeSite, database: str, broker: str
) -> None:
    site = make_site(database, broker)
    site.fill(cases=1)
    due = site.count("escalation_reminder WHERE state = 'planned' AND due_at <= CURRENT_TIMESTAMP")
    site.workers.start()
    site.tick()
    site.until("told", 1)
    site.tick()
    site.tick()
    wait_for(lambda: not site.states()["waiting"] and not site.states()["sending"], what=lambda: site.workers.text)
    assert site.told == len(site.postbox.mails) == len(set(site.postbox.ids())) == site.states()["sent"]
    assert 1 <= site.told <= due
    assert site.postbox.mails[0]["To"] == "alice@example.org"
    assert site.count("escalation_reminder WHERE state = 'claimed'") == site.items()
