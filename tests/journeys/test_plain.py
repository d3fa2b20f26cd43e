"""Without JavaScript: a case is begun, proof is added, the seller is written to and the answer recorded."""

import pytest

from tests.journeys.conftest import Meet
from tests.journeys.test_whole_way import SCREENS, add_order, record

pytestmark = [pytest.mark.browser]


def test_the_first_stage_works_without_javascript(meet: Meet) -> None:
    carol = meet("carol", java_script_enabled=False)
    carol.go("/new/")
    add_order(carol, "P8599528907866600077")
    carol.type("[name=story]", "灯罩开裂。")
    carol.tap(".actionbar .btn-primary")
    carol.tap(".actionbar .btn-primary")
    case = carol.page.url
    carol.tap("a[href*='/evidence/add/']")
    carol.page.locator("input#files").set_input_files([SCREENS / "013.png", SCREENS / "014.jpg"])
    carol.tap("[data-upload-send]")
    assert carol.count(".exhibits > *") == 2
    carol.go(case)
    record(carol, "open")
    record(carol, "contact_seller")
    record(carol, "record_refusal", said="不退。")
    carol.sees(".next a[href*='/do/escalate_to_platform/']")
