"""The door: what can be proposed, who may publish it, and that it happens whole or not at all."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from accounts.models import User
from law import Calendar
from rulebook import editions, impact, snapshot, tasks
from rulebook.models import Edition, EditionState
from rulebook.overlay import row_of
from rulebook.snapshot import Snapshot
from tests.rulebook.making import NOW, calendar_2027, draft, phone, published

pytestmark = pytest.mark.django_db


def number_of_12345() -> str:
    return snapshot.fresh().law.reference.phone("TEL_12345").number


def calendar() -> Calendar:
    return snapshot.fresh().law.calendar


def test_a_draft_changes_nothing(ada: User) -> None:
    edition = draft(ada, note="改号")
    assert (edition.state, edition.n, edition.number, edition.note) == ("draft", 1, None, "改号")
    assert (snapshot.fresh().edition, number_of_12345()) == (0, "12345")


def test_a_second_admin_puts_it_in_force(ada: User, zoe: User) -> None:
    edition = published(ada, zoe)
    assert (edition.number, edition.checked_by, edition.published_at, edition.alone) == (1, zoe, NOW, False)
    assert (snapshot.fresh().edition, number_of_12345()) == (1, "12346")


def test_the_proposer_does_not_publish_where_another_admin_could(ada: User, zoe: User) -> None:
    edition = draft(ada)
    with pytest.raises(editions.NeedsSecondPerson):
        editions.publish(edition, by=ada, now=NOW)
    edition.refresh_from_db()
    assert edition.is_draft
    assert number_of_12345() == "12345"


def test_the_only_admin_publishes_alone_and_the_row_says_so(ada: User) -> None:
    assert published(ada, ada).alone


def test_an_admin_who_is_gone_is_no_second_person(ada: User, zoe: User) -> None:
    zoe.is_active = False
    zoe.save()
    assert published(ada, ada).alone


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_others_do_nothing_here(request: pytest.FixtureRequest, ada: User, who: str) -> None:
    other, edition = request.getfixturevalue(who), draft(ada)
    with pytest.raises(editions.NotAnAdmin):
        draft(other, key="TEL_12315")
    with pytest.raises(editions.NotAnAdmin):
        editions.publish(edition, by=other, now=NOW)
    with pytest.raises(editions.NotAnAdmin):
        editions.withdraw(edition, by=other)


def test_numbers_have_no_gaps(ada: User, zoe: User) -> None:
    first = draft(ada)
    with pytest.raises(editions.NeedsSecondPerson):
        editions.publish(first, by=ada, now=NOW)
    numbers = [editions.publish(first, by=zoe, now=NOW).number]
    numbers.append(published(ada, zoe, content=phone(number="12347")).number)
    assert numbers == [1, 2]


def test_versions_of_an_entry_are_counted(ada: User, zoe: User) -> None:
    editions.withdraw(draft(ada), by=zoe, reason="号码写错了")
    second = draft(ada)
    other = draft(ada, subject="calendar", key="2027", content=calendar_2027())
    assert (second.n, other.n) == (2, 1)


def test_two_drafts_of_one_entry_never_wait_together(ada: User, zoe: User) -> None:
    first = draft(ada)
    with pytest.raises(editions.AlreadyProposed) as refused:
        draft(zoe, content=phone(number="12347"))
    assert refused.value.edition == first


def test_a_draft_sent_back_is_over(ada: User, zoe: User) -> None:
    edition = editions.withdraw(draft(ada), by=zoe, reason="号码写错了", now=NOW)
    assert (edition.state, edition.withdrawn_by, edition.withdrawn_at, edition.reason) == (
        EditionState.WITHDRAWN, zoe, NOW, "号码写错了",
    )  # fmt: skip
    with pytest.raises(editions.NotADraft):
        editions.publish(edition, by=zoe, now=NOW)
    with pytest.raises(editions.NotADraft):
        editions.withdraw(edition, by=ada)


def test_it_is_published_once(ada: User, zoe: User) -> None:
    edition = published(ada, zoe)
    with pytest.raises(editions.NotADraft):
        editions.publish(edition, by=zoe, now=NOW)
    assert snapshot.fresh().edition == 1


def test_a_draft_that_began_before_another_version_is_outdated(ada: User, zoe: User) -> None:
    published(ada, zoe)
    late = draft(ada, content=phone(number="12348"))
    Edition.objects.filter(pk=late.pk).update(based_on=0)
    with pytest.raises(editions.Outdated):
        editions.publish(late, by=zoe, now=NOW)


def test_a_year_becomes_certain(ada: User, zoe: User) -> None:
    assert 2027 not in calendar().published
    published(ada, zoe, subject="calendar", key="2027", content=calendar_2027())
    assert 2027 in calendar().published
    assert calendar().is_working(date(2027, 9, 26))
    assert not calendar().is_working(date(2027, 10, 7))


def test_days_of_december_that_came_with_the_next_year_stay(ada: User, zoe: User) -> None:
    """31 December 2022 was off by the notice for 2023; correcting 2022 leaves it so."""
    days = [[str(day), "off", name] for day, name in
            [(date(2022, 1, 1), "元旦"), (date(2022, 2, 1), "春节"), (date(2022, 4, 5), "清明节"), (date(2022, 5, 1), "劳动节"),
             (date(2022, 6, 3), "端午节"), (date(2022, 9, 10), "中秋节"), (date(2022, 10, 1), "国庆节"),
             (date(2022, 10, 2), "国庆节"), (date(2022, 10, 3), "国庆节")]]  # fmt: skip
    published(ada, zoe, subject="calendar", key="2022", content={"days": days})
    assert calendar().name(date(2022, 12, 31)) == "元旦"


def test_a_limit_gets_another_amount(ada: User, zoe: User) -> None:
    row = row_of("rule", "XHS_SHIP_48H") | {"amount": "72"}
    published(ada, zoe, subject="rule", key="XHS_SHIP_48H", content=row)
    assert snapshot.fresh().law.rule("XHS_SHIP_48H").amount == 72


def test_a_new_version_of_a_family_may_join(ada: User, zoe: User) -> None:
    row = row_of("rule", "SAMR121_ACCEPT_7WD") | {"amount": "5", "effective_from": "2027-03-01"}
    published(ada, zoe, subject="rule", key="SAMR_NEXT_ACCEPT", content=row)
    law = snapshot.fresh().law
    family = law.rule("SAMR121_ACCEPT_7WD").family
    assert law.rule_for(family, on=date(2027, 2, 28)).amount == 7
    assert law.rule_for(family, on=date(2027, 3, 1)).amount == 5


def test_channels_and_figures_too(ada: User, zoe: User) -> None:
    channel = row_of("channel", "report_form") | {"max_chars": "600"}
    published(ada, zoe, subject="channel", key="report_form", content=channel)
    published(
        ada, zoe, subject="figure", key="REVIEW_ABOVE", content=row_of("figure", "REVIEW_ABOVE") | {"value": "8000"}
    )
    reference = snapshot.fresh().law.reference
    assert (reference.channel("report_form").max_chars, int(reference.figure("REVIEW_ABOVE").value)) == (600, 8000)


BAD = {
    "no subject": ("weather", "2027", {}),
    "no such phone": ("phone", "TEL_1", phone()),
    "no such figure": ("figure", "X", {"value": "1"}),
    "a rule that is not whole": ("rule", "NEW_RULE", {"amount": "3"}),
    "an id nobody can write": ("rule", "new rule", row_of("rule", "XHS_SHIP_48H")),
    "letters for an amount": ("rule", "XHS_SHIP_48H", {"amount": "many"}),
    "none at all": ("rule", "XHS_SHIP_48H", {"amount": "0"}),
    "a negative amount": ("figure", "REVIEW_ABOVE", {"value": "-1"}),
    "no number": ("figure", "REVIEW_ABOVE", {"value": "NaN"}),
    "hours that roll": ("rule", "XHS_SHIP_48H", {"roll": "yes"}),
    "an end before the beginning": ("rule", "CPL25_RETURN_7D", {"effective_to": "2001-01-01"}),
    "a wrong word": ("phone", "TEL_12345", phone(confidence="surely")),
    "a phone of letters": ("phone", "TEL_12345", phone(number="call us")),
    "a column nobody knows": ("phone", "TEL_12345", phone() | {"colour": "red"}),
    "no texts": ("phone", "TEL_12345", {"number": 12346}),
    "no dictionary": ("phone", "TEL_12345", ["12346"]),
    "no day": ("phone", "TEL_12345", phone(verified_on="soon")),
    "fewest above most": ("channel", "report_form", {"min_chars": "900"}),
    "days of nothing": ("calendar", "2027", {}),
    "days of another shape": ("calendar", "2027", {"days": [["2027-01-01"]]}),
    "no such kind": ("calendar", "2027", {"days": [["2027-01-01", "maybe", "元旦"]]}),
    "another year's days": ("calendar", "2028", calendar_2027()),
    "half a year": ("calendar", "2027", {"days": calendar_2027()["days"][:9]}),
    "a year that no table covers": ("calendar", "2199", calendar_2027()),
    "no year": ("calendar", "next", calendar_2027()),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_law_is_refused_with_a_sentence(ada: User, what: str) -> None:
    subject, key, content = BAD[what]
    with pytest.raises(editions.BadContent) as refused:
        draft(ada, subject=subject, key=key, content=content)
    assert all(words.zh and words.en for words in refused.value.sentences)
    assert not Edition.objects.exists()


def test_what_is_in_force_already_need_not_be_published(ada: User) -> None:
    with pytest.raises(editions.BadContent, match="in force already"):
        draft(ada, content=row_of("phone", "TEL_12345"))


@pytest.fixture
def hooks() -> Iterator[list[tuple[int | None, int]]]:
    """What an upper floor sees: the edition's number, and that of the law it then asks for."""
    seen: list[tuple[int | None, int]] = []

    def note(edition: Edition, now: datetime) -> None:
        assert now == NOW
        seen.append((edition.number, snapshot.fresh().edition))
        if edition.note == "fail":
            raise LookupError

    editions.after_publish(note)
    yield seen
    editions._after_publish.remove(note)


def test_upper_floors_act_on_the_law_that_is_new(ada: User, zoe: User, hooks: list[tuple[int | None, int]]) -> None:
    published(ada, zoe)
    assert hooks == [(1, 1)]


def test_a_failing_floor_stops_the_publication(ada: User, zoe: User, hooks: list[tuple[int | None, int]]) -> None:
    edition = draft(ada, note="fail")
    with pytest.raises(LookupError):
        editions.publish(edition, by=zoe, now=NOW)
    edition.refresh_from_db()
    assert (edition.is_draft, snapshot.current().edition, number_of_12345()) == (True, 0, "12345")
    assert published(ada, zoe, subject="calendar", key="2027", content=calendar_2027()).number == 1
    assert number_of_12345() == "12345"


@pytest.fixture
def counted() -> Iterator[None]:
    def count(law: Snapshot, now: datetime) -> impact.Impact:
        if law.law.reference.phone("TEL_12345").number == "12346":
            return impact.Impact(3, (("JL-2026-000001", NOW, None),))
        return impact.Impact(0)

    editions.impact(count)
    yield
    impact._counters.remove(count)


def test_the_worker_counts_what_would_change(ada: User, counted: None) -> None:
    edition = draft(ada)
    tasks.count_impact(edition.pk)
    counts = Edition.objects.values_list("impact", flat=True).get(pk=edition.pk)
    assert counts is not None
    assert (counts["cases"], counts["examples"]) == (3, [["JL-2026-000001", NOW.isoformat(), ""]])
    assert snapshot.fresh().edition == 0


def test_nothing_is_counted_for_what_was_decided(ada: User, zoe: User, counted: None) -> None:
    edition = published(ada, zoe)
    tasks.count_impact(edition.pk)
    edition.refresh_from_db()
    assert edition.impact is None
