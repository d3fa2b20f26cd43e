"""Others around a case: the helper whom alice lets in, the admin who reviews, mallory who must see nothing."""

import base64
import hashlib
import hmac
import struct
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import PASSWORD
from tests.journeys.browser import Person, context_for
from tests.journeys.conftest import Meet
from tests.journeys.stack import Stack, running_stack

pytestmark = [pytest.mark.browser]


def authenticator(secret: str) -> str:
    """What an authenticator app shows now for `secret` (RFC 6238)."""
    key = base64.b32decode(secret.replace(" ", "") + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1)
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def test_a_helper_prepares_an_admin_returns_and_approves_and_alice_files(meet: Meet, stack: Stack) -> None:
    alice, bob, ada = meet("alice"), meet("bob", "desk"), meet("ada", "desk")
    assert bob.go(stack.case_url("to_share")) == 404
    let_in(alice, stack)
    bob.go("/desk/")
    bob.tap(f"a[href*='/c/{stack.cases['to_share']}/']")
    bob.sees(".rail")
    submit(bob, stack, prepare=True)
    decide(ada, stack, "请写明签收日期。")
    bob.go("/inbox/")
    bob.sees("main", "请写明签收日期。")
    submit(bob, stack, prepare=False)
    decide(ada, stack, "")
    alice.go(stack.case_url("to_share"))
    alice.tap(".next a[href*='/do/escalate_to_regulator/']")
    alice.type("[name=reference]", "TS2026")
    alice.tap(".actionbar .btn-primary")
    alice.sees(".next a[href*='/do/record_acceptance/']")
    assert bob.go(stack.case_url("to_share", "people/")) == 403


def let_in(alice: Person, stack: Stack) -> None:
    alice.go(stack.case_url("to_share", "people/"))
    alice.type("[name=email]", "bob@example.org")
    alice.choose("scope", "act")
    alice.tap("main form button.btn-primary")
    alice.sees(".toasts .banner-jade")


def submit(bob: Person, stack: Stack, *, prepare: bool) -> None:
    """Prepare the filing where it isn't yet, and lay it before the admins."""
    if prepare:
        bob.go(stack.case_url("to_share", "do/prepare_filing/"))
        bob.choose("channel", "complaint")
        bob.tap(".actionbar .btn-primary")
        bob.sees("#timeline")
    bob.go(stack.case_url("to_share", "do/ask_review/?track=complaint"))
    bob.tap(".actionbar .btn-primary")
    bob.sees(".toasts .banner-jade")


def decide(ada: Person, stack: Stack, reason: str) -> None:
    """Return the filing with `reason`, or approve it where there is none."""
    ada.go("/review/")
    ada.tap(f"a[href*='/review/{stack.cases['to_share']}/']")
    if reason:
        ada.type("[name=reason]", reason)
    ada.tap(f"[name=decision][value={'return_filing' if reason else 'approve_filing'}]")
    ada.sees(".toasts .banner-jade")


def test_mallory_gets_404_for_every_link_on_alices_pages(meet: Meet, stack: Stack) -> None:
    alice, mallory = meet("alice", "desk"), meet("mallory", "desk")
    links: set[str] = set()
    for stage, rest in (("contacted", ""), ("contacted", "evidence/"), ("with_platform", ""), ("contacted", "people/")):
        alice.go(stack.case_url(stage, rest))
        found = alice.page.eval_on_selector_all(
            "a[href], form[action]", "all => all.map(it => it.getAttribute('href') || it.getAttribute('action'))"
        )
        links |= {link.split("#")[0] for link in found if link.startswith("/c/")}
    assert len(links) > 10
    seen = {link: mallory.page.request.get(stack.url + link).status for link in sorted(links)}
    assert {link: status for link, status in seen.items() if status not in (404, 405)} == {}


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_a_helper_sets_up_the_second_step_where_it_is_required(browser: Browser, tmp_path: Path) -> None:
    with running_stack(tmp_path, SECOND_FACTOR="required") as strict:
        context = context_for(browser, "phone", strict.url)
        bob = Person(context.new_page(), strict.url)
        sign_in(bob)
        assert "/2fa/totp/activate/" in bob.page.url, bob.page.locator("main").inner_text()
        bob.go("/desk/")
        assert "/2fa/totp/activate/" in bob.page.url
        secret = bob.page.locator("#authenticator_secret").inner_text().strip()
        bob.type("[name=code]", authenticator(secret))
        bob.tap("main form button.btn-primary")
        bob.page.wait_for_url(lambda url: "/totp/activate/" not in url)
        assert bob.go("/desk/") == 200
        bob.sees(f"a[href*='/c/{strict.cases['contacted']}/']")
        context.close()
        assert not bob.complaints


def sign_in(bob: Person) -> None:
    bob.go("/accounts/login/?next=/desk/")
    bob.type("[name=login]", "bob@example.org")
    bob.type("[name=password]", PASSWORD)
    bob.tap("main form button.btn-primary")
