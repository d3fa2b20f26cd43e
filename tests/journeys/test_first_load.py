"""How much a phone has to load before the first page can be used."""

import sys
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import context_for
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.browser]

MOST_BYTES = 100 * 1024


@pytest.mark.parametrize(
    ("who", "usable"), [("", "main a[href='/accounts/signup/']"), ("alice", "main a[href='/new/']")]
)
def test_the_first_load_is_small(browser: Browser, stack: Stack, who: str, usable: str) -> None:
    context = context_for(browser, "phone", stack.url, stack.sessions[who] if who else "")
    page = context.new_page()
    line, sizes = context.new_cdp_session(page), []

    def count(finished: dict[str, Any]) -> None:
        sizes.append(int(finished["encodedDataLength"]))

    line.on("Network.loadingFinished", count)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(stack.url)
    page.wait_for_load_state("networkidle")
    page.locator(usable).first.wait_for()
    context.close()
    total = sum(sizes)
    sys.stdout.write(f"\nFirst load of {who or 'the landing page'}: {total} bytes in {len(sizes)} answers.\n")
    assert len(sizes) > 5
    assert total <= MOST_BYTES
