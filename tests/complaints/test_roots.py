"""The daily root: what a rewritten ledger with its head in order can't hide."""

from datetime import timedelta

import pytest

from accounts.models import User
from complaints import ledger, roots
from complaints.models import Complaint, Event, EventBody, LedgerRoot, RootLeaf
from evidence.vault import integrity
from tests.cases import LATER, opened
from tests.escalation.test_ledger import unguarded as unguarded

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def note(case: Complaint, who: User) -> None:
    ledger.append(case, "note", {"words": "x"}, actor=who, at=LATER)


def cut_off_after_its_root(who: User) -> Complaint:
    """A case under a root, without its last entry, its head put back as if that had never been."""
    case = opened(who)
    note(case, who)
    roots.seal(LATER)
    last = Event.objects.filter(complaint=case).latest("seq")
    EventBody.objects.filter(event=last).delete()
    last.delete()
    Complaint.objects.filter(pk=case.pk).update(ledger_seq=last.seq - 1, ledger_head=last.prev)
    return case


def test_a_tree_is_hashed_as_the_rfc_says() -> None:
    """The values of RFC 9162's predecessor, known from certificate transparency's test vectors."""
    leaves = [bytes.fromhex(leaf) for leaf in ("", "00", "10", "2021", "3031", "40414243")]
    assert roots.tree_hash([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert roots.tree_hash(leaves[:1]) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert roots.tree_hash(leaves[:2]) == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    assert roots.tree_hash(leaves[:3]) == "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
    assert roots.tree_hash(leaves) == "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"


def test_each_day_covers_what_moved_and_the_day_before(alice: User, carol: User) -> None:
    one, other = opened(alice), opened(carol)
    first = roots.seal(LATER)
    assert first
    assert set(first.leaves.values_list("complaint", flat=True)) == {one.pk, other.pk}
    assert roots.seal(LATER) is None, "one a day"
    note(one, alice)
    second = roots.seal(LATER + DAY)
    assert second
    assert (second.prev, list(second.leaves.values_list("complaint", flat=True))) == (first.root, [one.pk])
    assert roots.seal(LATER + 2 * DAY) is None, "nothing moved"
    assert (roots.covering(one), roots.covering(other)) == (second, first)
    assert not list(roots.faults())
    assert not list(roots.faults_of(one))


@pytest.mark.usefixtures("unguarded")
def test_a_ledger_cut_off_with_its_head_is_found(alice: User) -> None:
    case = cut_off_after_its_root(alice)
    assert ledger.verify(case).whole, "by itself the rest is whole"
    findings = [(one.found, one.case) for one in integrity.of_case(case)]
    assert findings == [(integrity.Found.TRUNCATED, case.number)]


@pytest.mark.usefixtures("unguarded")
def test_a_ledger_written_anew_is_found(alice: User) -> None:
    case = cut_off_after_its_root(alice)
    case.refresh_from_db()
    ledger.append(case, "note", {"words": "something else"}, actor=alice, at=LATER)
    assert ledger.verify(case).whole
    assert [one.found for one in integrity.of_case(case)] == [integrity.Found.BROKEN_CHAIN]


@pytest.mark.parametrize("change", [{"head": "0" * 64}, {"seq": 1}])
def test_a_leaf_that_was_changed_no_longer_gives_its_root(change: dict[str, object], alice: User) -> None:
    opened(alice)
    roots.seal(LATER)
    RootLeaf.objects.update(**change)
    assert [what for _root, _case, what in roots.faults()] == ["its leaves don't give it"]


def test_a_root_that_was_taken_out_breaks_the_next(alice: User) -> None:
    case = opened(alice)
    roots.seal(LATER)
    note(case, alice)
    roots.seal(LATER + DAY)
    first = LedgerRoot.objects.earliest("day")
    first.leaves.all().delete()
    first.delete()
    assert len(list(roots.faults())) == 1
