"""Alice's dispute from sign-up to the money, on a phone and at a desk, with real screenshots."""

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.journeys.browser import Person
from tests.journeys.conftest import Meet
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.browser]

SCREENS = Path(__file__).resolve().parents[1] / "fixtures" / "screens"
TRUTH = json.loads((SCREENS / "truth.json").read_text())
MOST_TAPS, MOST_TYPED = 16, 60
DATES = {"placed_at": -8, "received_at": -2}


def moment(days: int) -> str:
    """A moment `days` from now, as a picker fills it in."""
    return f"{datetime.now() + timedelta(days=days):%Y-%m-%dT%H:%M}"


def sign_up(alice: Person, stack: Stack, address: str) -> None:
    alice.go("/")
    alice.tap("main a[href='/accounts/signup/']")
    alice.type("[name=name]", "林小雨")
    alice.type("[name=email]", address)
    alice.type("[name=password1]", "correct-horse-7")
    alice.tap("main form button.btn-primary")
    alice.type("[name=code]", stack.code_for(address))
    alice.tap("main form button.btn-primary")
    alice.sees("#begin")


def begin(alice: Person, order_no: str) -> None:
    """The three pages of a new case, with what she must tap and type counted."""
    alice.taps = alice.typed = 0
    alice.tap("main a[href='/new/']")
    add_order(alice, order_no)
    alice.type("[name=story]", "灯罩开裂，一插电就跳闸。")
    alice.tap(".actionbar .btn-primary")
    alice.at("/edit/claims/")
    alice.tap(".actionbar .btn-primary")
    alice.sees("#next")
    sys.stdout.write(f"\nA new case took {alice.taps} taps and {alice.typed} characters.\n")
    assert alice.taps <= MOST_TAPS
    assert alice.typed <= MOST_TYPED


def add_order(person: Person, order_no: str, other: dict[str, str] | None = None) -> None:
    """The first page of a new case; `other` replaces what is typed."""
    known = TRUTH["002.jpg"]
    typed = {"order_no": order_no, "shop_name": known["shop"], "goods": known["product"], "paid": known["paid"]}
    picked = {name: moment(days) for name, days in DATES.items()}
    for name, words in (typed | picked | (other or {})).items():
        fill_in = person.pick if name in picked else person.type
        fill_in(f"[name={name}]", words)
    person.choose("kind", "quality")
    person.tap(".actionbar .btn-primary")


def add_screens(alice: Person, tmp_path: Path) -> None:
    """Three screenshots at once and one that isn't one; the bad one is named in its row, the others are kept."""
    bad = tmp_path / "photo.jpg"
    bad.write_bytes(b"MZ\x90\0" + bytes(500))
    alice.tap("a[href*='/evidence/add/']")
    files = [SCREENS / "002.jpg", SCREENS / "005.png", bad, SCREENS / "006.png"]
    alice.page.locator("input#files").set_input_files(files)
    alice.page.locator("[data-upload-rows] .is-done").nth(2).wait_for()
    alice.sees("[data-upload-rows] .is-bad", "photo.jpg")
    alice.sees("[data-upload-rows] .is-bad .uprow-note")
    alice.tap("[data-upload-done]")
    assert alice.count(".exhibits > *") == 3
    alice.tap("main .pagehead a")


def record(alice: Person, action: str, **facts: str) -> None:
    """Press the button on the next-step card and fill in what its page asks for."""
    before = alice.count("#timeline .timeline > li")
    case = alice.page.url.split("#")[0]
    direct = alice.page.locator(f".next form[action*='/do/{action}/'] button")
    if direct.count():
        direct.first.click()
    else:
        link = alice.page.locator(f".next a[href*='/do/{action}/'], .menu a[href*='/do/{action}/']")
        alice.go(str(link.first.get_attribute("href")))
        for name, value in facts.items():
            field = alice.page.locator(f"#do [name={name}]")
            if field.first.get_attribute("type") == "radio":
                alice.choose(name, value)
            else:
                field.fill(value)
        alice.tap(".actionbar .btn-primary")
    alice.page.wait_for_url(case)
    alice.sees("main .toasts .banner-jade")
    assert alice.count("#timeline .timeline > li") == before + 1


@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_one_dispute_from_sign_up_to_the_money(meet: Meet, stack: Stack, tmp_path: Path, screen: str) -> None:
    alice = meet(screen=screen, permissions=["clipboard-read", "clipboard-write"])
    sign_up(alice, stack, f"xiaoyu-{screen}@example.org")
    begin(alice, f"P85995289078666{['phone', 'desk'].index(screen):04d}")
    add_screens(alice, tmp_path)
    record(alice, "open")
    assert stage(alice) == 1
    copy_and_send(alice)
    record(alice, "record_refusal", said="灯具拆封不退。", apply_by=moment(3))
    assert stage(alice) == 2
    assert alice.count("[aria-labelledby=dates] .deadline") >= 1
    record(alice, "escalate_to_platform", reference="XHS-7781")
    record(alice, "record_platform_request", said="请补充开箱视频。", material_by=moment(1))
    record(alice, "answer_platform")
    record(alice, "record_ruling_against", said="证据不足。")
    assert stage(alice) == 3
    record(alice, "prepare_filing", channel="complaint")
    record(alice, "escalate_to_regulator", reference="TS20260099")
    record(alice, "record_acceptance", reference="SL-1")
    record(alice, "record_mediation_agreement", promised="310.90", keep_by=moment(5))
    record(alice, "record_kept")
    record(alice, "close", outcome="resolved", received="310.90")
    assert alice.count("[aria-labelledby=texts] .deadline") >= 4
    alice.sees("[aria-labelledby=facts] .money", "310.90")
    alice.go("/")
    alice.sees("main .money", "310.90")


def copy_and_send(alice: Person) -> None:
    """The message to the seller: copied first, then recorded, word for word."""
    alice.tap(".next a[href*='/do/contact_seller/']")
    alice.tap("[data-copy='#id_text']")
    alice.sees("[data-copy].is-copied")
    copied = alice.page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\r\n", "\n") == alice.page.locator("#id_text").input_value()
    assert len(copied) <= 200
    alice.tap(".actionbar .btn-primary")
    alice.page.wait_for_selector("#timeline")
    alice.tap("[aria-labelledby=texts] a")
    assert alice.page.locator("#sent-text").inner_text().split() == copied.split()
    alice.tap("main .pagehead a")


def stage(alice: Person) -> int:
    """Which station of the rail is the current one, from 1."""
    stations = alice.page.locator(".rail > li")
    current = [n for n in range(stations.count()) if stations.nth(n).get_attribute("aria-current")]
    assert len(current) == 1
    return current[0] + 1
