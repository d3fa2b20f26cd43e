"""From an admin's publication to the cases: what would change, that it is asked for, and which edition a date names."""

from datetime import datetime

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import Role, User
from escalation import impact, tasks
from escalation.recompute import recompute
from rulebook import editions
from rulebook.overlay import row_of
from rulebook.snapshot import fresh, snapshot_with
from tests.cases import LATER, at_stage
from tests.conftest import person
from tests.escalation.conftest import is_whole, running
from tests.escalation.recounting import CHINA, FOURTH, KIND, NOW, end_of, filed, holidays, rows, rules
from tests.rulebook.making import calendar_2027, draft, published

pytestmark = pytest.mark.django_db

JANUARY = datetime(2027, 1, 25, 10, 0, tzinfo=CHINA)  # then Sunday 31 January is worked in exchange for Spring Festival


@pytest.fixture
def zoe(db: None) -> User:
    return person("zoe@example.org", "邹复核", Role.ADMIN)


def ruling(amount: int) -> dict[str, str]:
    return row_of("rule", "XHS_RULING_7WD") | {"amount": str(amount)}


def test_a_published_notice_reaches_the_cases(alice: User, ada: User, zoe: User) -> None:
    case = filed(alice, JANUARY)
    published(ada, zoe, subject="calendar", key="2027", content=calendar_2027())
    recompute(fresh(), JANUARY)
    old, new = rows(case)
    assert (old.latest_at, new.latest_at, new.provisional) == (end_of(2027, 2, 3), end_of(2027, 2, 2), False)
    [row] = case.events.get(kind=KIND).body.data["deadlines"]
    assert (row["subject"], row["key"]) == ("calendar", "2027")
    assert is_whole(case)


def test_of_two_publications_each_date_names_its_own(alice: User, ada: User, zoe: User) -> None:
    waiting, deciding = filed(alice, JANUARY), at_stage(alice, "with_platform")
    published(ada, zoe, subject="calendar", key="2027", content=calendar_2027())
    published(ada, zoe, subject="rule", key="XHS_RULING_7WD", content=ruling(8))
    recompute(fresh(), JANUARY)
    reasons = [case.events.get(kind=KIND).body.data["deadlines"][0]["subject"] for case in (waiting, deciding)]
    assert reasons == ["calendar", "rule"]


def test_what_starts_after_a_publication_names_its_edition_and_is_not_counted_again(
    alice: User, ada: User, zoe: User
) -> None:
    published(ada, zoe, subject="rule", key="XHS_RULING_7WD", content=ruling(8))
    case = at_stage(alice, "with_platform")
    assert {row.edition for row in running(case).values()} == {1}
    assert recompute(fresh(), LATER).checked == 0


def test_it_is_asked_for_once_the_publication_is_committed(
    ada: User, zoe: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as asked:
        published(ada, zoe)
    assert tasks.ask_to_recompute in asked


def test_without_a_broker_the_publication_stands_and_the_clock_comes_round(
    alice: User, ada: User, zoe: User, caplog: pytest.LogCaptureFixture
) -> None:
    case = at_stage(alice, "with_platform")
    published(ada, zoe, subject="rule", key="XHS_RULING_7WD", content=ruling(8))
    tasks.ask_to_recompute()
    assert "within ten minutes" in caplog.text
    tasks.recompute()
    assert running(case)["ruling"].edition == 1
    assert len(rows(case, "ruling")) == 2


def test_what_a_draft_would_change_is_counted_without_writing(alice: User, ada: User) -> None:
    case = filed(alice, JANUARY)
    at_stage(alice, "with_platform")
    proposal = draft(ada, subject="calendar", key="2027", content=calendar_2027())
    found = impact.count(snapshot_with(proposal), timezone.now())
    assert found.cases == 1
    [(label, old, new)] = found.examples
    assert label.startswith(f"{case.number} ")
    assert (old, new) == (end_of(2027, 2, 3), end_of(2027, 2, 2))
    assert len(rows(case)) == 1
    assert not case.events.filter(kind=KIND).exists()


def test_a_date_that_is_only_certain_then_would_change_nothing(alice: User) -> None:
    filed(alice)
    assert impact.count(holidays(edition=0), NOW) == editions.Impact(0)
    assert impact.count(rules(edition=0), NOW) == editions.Impact(0)


def test_no_more_than_twenty_examples(alice: User) -> None:
    for _turn in range(22):
        filed(alice)
    found = impact.count(holidays(FOURTH, edition=0), NOW)
    assert (found.cases, len(found.examples)) == (22, 20)
