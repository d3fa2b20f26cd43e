"""Every main page: no error in the console, nothing wider than the screen, nothing axe complains about, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.journeys.browser import Person, context_for
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.browser]

PAGES = (
    ("", "/"),
    ("", "/accounts/login/"),
    ("", "/accounts/signup/"),
    ("", "/help/"),
    ("", "/rules/"),
    ("", "/rules/SAMR121_ACCEPT_7WD/"),
    ("", "/rules/D121_15/"),
    ("alice", "/"),
    ("alice", "/cases/"),
    ("alice", "/new/"),
    ("alice", "/inbox/"),
    ("alice", "/me/"),
    ("alice", "contacted:"),
    ("alice", "ready_for_regulator:"),
    ("alice", "contacted:evidence/"),
    ("alice", "contacted:evidence/add/?kind=order"),
    ("alice", "contacted:do/record_refusal/"),
    ("alice", "refused:do/escalate_to_platform/"),
    ("alice", "contacted:people/"),
    ("alice", "draft:edit/story/"),
    ("alice", "draft:edit/claims/"),
    ("alice", "draft:returning/"),
    ("alice", "draft:calculator/"),
    ("alice", "refused:edit/seller/"),
    ("alice", "refused:precheck/?for=platform"),
    ("alice", "ready_for_regulator:precheck/?for=complaint"),
    ("bob", "/"),
    ("bob", "/desk/"),
    ("ada", "/review/"),
    ("ada", "/rulebook/"),
    ("ada", "/rulebook/calendar/2027/"),
)
WIDTHS = (360, 1440)
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def path_of(stack: Stack, page: str) -> str:
    stage, colon, rest = page.partition(":")
    return stack.case_url(stage, rest) if colon else stack.url + page


@pytest.mark.parametrize("who", ["", "alice", "bob", "ada"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_pages_fit_and_are_accessible(browser: Browser, stack: Stack, who: str, colours: str) -> None:
    session = stack.sessions[who] if who else ""
    context = context_for(browser, "phone", stack.url, session, color_scheme=colours)
    person, axe, wrong = Person(context.new_page(), stack.url), Axe(), []
    for page in (path_of(stack, page) for name, page in PAGES if name == who):
        for width in WIDTHS:
            person.page.set_viewport_size({"width": width, "height": 800})
            status = person.go(page) if width == WIDTHS[0] else 200
            found = f"{page} at {width} px, {colours}:"
            if status != 200:
                wrong.append(f"{found} status {status}")
            if wide := person.page.evaluate(OVERFLOW):
                wrong.append(f"{found} {wide} px too wide")
            if width == WIDTHS[0]:
                wrong += [f"{found} {said}" for said in violations(axe, person, colours)]
    context.close()
    assert not wrong + person.complaints, "\n".join(wrong + person.complaints)


def violations(axe: Axe, person: Person, colours: str) -> list[str]:
    """What axe found: the rule, and the first element that breaks it; in the dark only colours can be different."""
    options = {"runOnly": ["color-contrast"]} if colours == "dark" else None
    found = axe.run(person.page, options=options).response["violations"]
    first = [(rule["id"], rule["nodes"][0]) for rule in found]
    return [f"{rule}: {node['html'][:160]} {node['failureSummary'][:200]}" for rule, node in first]
