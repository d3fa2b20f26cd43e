"""How many taps it takes: every touch counts, the photo picker one to open, one a photo, one for done."""

import sys
from pathlib import Path

import pytest

from tests.journeys.browser import Person
from tests.journeys.conftest import Meet
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.browser]

SCREEN = Path(__file__).resolve().parents[1] / "fixtures" / "screens" / "002.jpg"
REFUSAL, PLATFORM, PACK = 4, 3, 16


def photograph(person: Person, field: str) -> None:
    """Choose one picture with the phone's picker."""
    person.page.locator(field).set_input_files(SCREEN)
    person.taps += 3


def said(what: str, person: Person) -> None:
    sys.stdout.write(f"\n{what}: {person.taps} taps, {person.typed} characters.\n")


def test_a_refusal_with_its_proof_and_then_the_platforms_text(meet: Meet, stack: Stack) -> None:
    alice = meet("alice")
    case = stack.case_url("taps_refusal")
    alice.go(case)
    alice.tap(".next a[href*='/do/record_refusal/']")
    photograph(alice, "#proof-answer")
    alice.page.wait_for_url(case)
    alice.sees(".toasts .banner-jade")
    said("A refusal with its proof", alice)
    assert (alice.taps, alice.typed) <= (REFUSAL, 0)
    alice.taps = 0
    alice.tap(".next a[href*='/do/escalate_to_platform/']")
    alice.sees("#id_text")
    assert "〔" not in alice.page.locator("#id_text").input_value()
    said("From the refusal to the platform's text", alice)
    assert alice.taps <= PLATFORM


def test_the_whole_form_of_12315_copied_and_recorded(meet: Meet, stack: Stack) -> None:
    dora = meet("dora", permissions=["clipboard-read", "clipboard-write"])
    case = stack.case_url("taps_pack")
    dora.go(f"{case}evidence/add/")
    dora.page.locator("input#files").set_input_files(SCREEN)
    dora.sees(".exhibits > *")
    dora.go(case)
    dora.tap(".next a[href*='/do/prepare_filing/']")
    dora.page.locator("#do [name=channel][value=complaint]").check(force=True)
    dora.tap(".actionbar .btn-primary")
    dora.tap(".next a[href*='/do/escalate_to_regulator/']")
    fields = dora.page.locator("[data-copy]")
    for n in range(fields.count()):
        fields.nth(n).click()
        dora.taps += 1
        copied = dora.page.evaluate("navigator.clipboard.readText()")
        box = dora.page.locator(str(fields.nth(n).get_attribute("data-copy")))
        assert (
            copied.split()
            == (box.input_value() if box.evaluate("e => e.matches('textarea')") else box.inner_text()).split()
        )
    with dora.page.expect_download() as saved:
        dora.tap("#attachments a[download]")
    assert saved.value.suggested_filename.endswith(".zip")
    dora.page.reload()
    assert dora.page.locator("[data-ticks-done]").inner_text() == str(fields.count()), "what was copied is remembered"
    kept = dora.page.evaluate(
        "JSON.stringify(Object.entries(localStorage).filter(([key]) => key.startsWith('ticks:')))"
    )
    assert dora.page.locator("#id_text").input_value()[:40] not in kept, "the phone may be shared"
    dora.type("#do [name=reference]", "TS20260099")
    dora.tap(".actionbar button.btn-primary")
    dora.page.wait_for_url(case)
    dora.sees(".toasts .banner-jade")
    said("The form of 12315", dora)
    assert dora.taps <= PACK
    assert dora.typed == len("TS20260099")
