"""The admins' pages of the rulebook, as a person goes through them without a script."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from rulebook import impact, snapshot
from rulebook.forms import LARGEST_FILE
from rulebook.models import Edition
from tests.rulebook.making import NOTICE_2027, NOW, browser, calendar_2027, draft, page, phone, published

pytestmark = pytest.mark.django_db
CALENDAR = "/rulebook/calendar/2027/"
PHONE = "/rulebook/entries/phone/TEL_12345/"


@pytest.fixture(autouse=True)
def _one_step(settings: Settings) -> None:
    settings.SECOND_FACTOR = "offered"


def addresses(edition: Edition) -> list[str]:
    own = [reverse(f"rulebook:{name}", args=(edition.pk,)) for name in ("edition", "decide", "impact")]
    return ["/rulebook/", CALENDAR, PHONE, *own]


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_others_find_nothing(request: pytest.FixtureRequest, ada: User, who: str) -> None:
    client = browser(request.getfixturevalue(who))
    for url in addresses(draft(ada)):
        assert {client.get(url).status_code, client.post(url).status_code} <= {404, 405}


def test_visitors_are_asked_to_sign_in(ada: User) -> None:
    client = Client()
    for url in addresses(draft(ada)):
        answers = (client.get(url), client.post(url))
        assert all(answer.status_code == 405 or answer["Location"].startswith("/accounts/login/") for answer in answers)


def test_a_script_of_somebody_signed_out_is_told_so(ada: User) -> None:
    url = reverse("rulebook:impact", args=(draft(ada).pk,))
    assert Client().get(url, headers={"HX-Request": "true"}).status_code == 401


def test_the_desk_says_which_year_is_only_estimated(admin: Client) -> None:
    html = page(admin, "/rulebook/")
    assert 'href="/rulebook/calendar/2027/"' in html
    assert 'href="/rulebook/entries/phone/TEL_12345/"' in html


def test_the_desk_costs_the_same_however_much_there_is(
    ada: User, zoe: User, admin: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(8):
        published(ada, zoe, content=phone(number=f"1234{n}6"))
    draft(ada)
    with django_assert_max_num_queries(12):
        page(admin, "/rulebook/")


def test_a_pasted_notice_is_shown_day_by_day_before_anything_is_stored(admin: Client) -> None:
    response = admin.post(CALENDAR, {"text": NOTICE_2027, "step": "preview"})
    html = response.content.decode()
    assert "2027年10月9日（周六）" in html
    assert not Edition.objects.exists()
    assert html.count("<li>") >= 30


def test_the_whole_way_of_a_year_by_two_people(ada: User, admin: Client, second: Client) -> None:
    form = {"text": NOTICE_2027, "source_url": "https://www.gov.cn/x", "note": "国办发明电", "step": "submit"}
    response = admin.post(CALENDAR, form)
    edition = Edition.objects.get()
    assert response["Location"] == reverse("rulebook:edition", args=(edition.pk,))
    assert 'value="publish"' not in page(admin, response["Location"])
    html = page(second, response["Location"])
    assert "2027年2月20日（周六）" in html
    assert "国办发明电" in html
    assert "一、元旦：1月1日（周五）" in html
    second.post(reverse("rulebook:decide", args=(edition.pk,)), {"decision": "publish"})
    edition.refresh_from_db()
    assert (edition.number, edition.proposed_by) == (1, ada)
    assert 2027 in snapshot.fresh().law.calendar.published


def test_the_only_admin_is_told_that_she_publishes_alone(ada: User, admin: Client) -> None:
    edition = draft(ada)
    assert 'value="publish"' in page(admin, reverse("rulebook:edition", args=(edition.pk,)))
    admin.post(reverse("rulebook:decide", args=(edition.pk,)), {"decision": "publish"})
    edition.refresh_from_db()
    assert edition.alone


def test_the_proposer_is_told_why_she_cannot_publish(ada: User, admin: Client, zoe: User) -> None:
    edition = draft(ada)
    url = reverse("rulebook:edition", args=(edition.pk,))
    admin.post(reverse("rulebook:decide", args=(edition.pk,)), {"decision": "publish"})
    edition.refresh_from_db()
    assert edition.is_draft
    assert 'value="publish"' not in page(admin, url)


def test_the_second_person_sends_it_back_with_a_reason(ada: User, second: Client) -> None:
    edition = draft(ada)
    decide = reverse("rulebook:decide", args=(edition.pk,))
    assert second.post(decide, {"decision": "return"}).status_code == 422
    second.post(decide, {"decision": "return", "reason": "号码写错了"})
    edition.refresh_from_db()
    assert (edition.state, edition.reason) == ("withdrawn", "号码写错了")
    assert "号码写错了" in page(second, reverse("rulebook:edition", args=(edition.pk,)))


def test_the_proposer_takes_her_own_back_without_one(ada: User, admin: Client, zoe: User) -> None:
    edition = draft(ada)
    admin.post(reverse("rulebook:decide", args=(edition.pk,)), {"decision": "return"})
    edition.refresh_from_db()
    assert edition.state == "withdrawn"


@pytest.mark.parametrize("decision", ["publish", "return"])
def test_a_decision_on_what_was_decided_changes_nothing(ada: User, zoe: User, second: Client, decision: str) -> None:
    edition = published(ada, zoe)
    response = second.post(
        reverse("rulebook:decide", args=(edition.pk,)), {"decision": decision, "reason": "x"}, follow=True
    )
    assert response.status_code == 200
    assert snapshot.fresh().edition == 1


def test_an_outdated_draft_says_so(ada: User, zoe: User, second: Client) -> None:
    published(ada, zoe)
    edition = draft(ada, content=phone(number="12348"))
    Edition.objects.filter(pk=edition.pk).update(based_on=0)
    assert "disabled" in page(second, reverse("rulebook:edition", args=(edition.pk,)))


def test_going_back_to_the_text_keeps_it(admin: Client) -> None:
    response = admin.post(CALENDAR, {"text": NOTICE_2027, "note": "国办发明电", "step": "edit"})
    assert response.status_code == 200
    assert "一、元旦：1月1日（周五）" in response.content.decode()
    assert not Edition.objects.exists()


def test_what_is_wrong_with_a_notice_is_said_and_what_was_typed_stays(admin: Client) -> None:
    response = admin.post(CALENDAR, {"text": NOTICE_2027.replace("共7天", "共8天"), "step": "submit"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "写明共8天，列出的却是7天。" in html
    assert "一、元旦：1月1日（周五）" in html
    assert not Edition.objects.exists()


def test_the_sentences_are_there_in_english(ada: User) -> None:
    ada.language = "en"
    ada.save()
    html = browser(ada, "en").post(CALENDAR, {"text": "…", "step": "preview"}).content.decode()
    assert "No day off was found." in html


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_file_does_as_well(admin: Client, encoding: str) -> None:
    lines = ["date,kind,name", *(",".join(day) for day in calendar_2027()["days"])]
    file = SimpleUploadedFile("2027.csv", "\n".join(lines).encode(encoding))
    html = admin.post(CALENDAR, {"file": file, "step": "preview"}).content.decode()
    assert "2027-10-09,work,国庆节" in html


@pytest.mark.parametrize("content", [b"\x89PNG\xff\xff\xff", b"a" * (LARGEST_FILE + 1), b""])
def test_a_file_that_is_no_notice_is_refused(admin: Client, content: bytes) -> None:
    assert admin.post(CALENDAR, {"file": SimpleUploadedFile("x.csv", content)}).status_code == 422


def test_nothing_at_all_is_refused(admin: Client) -> None:
    assert admin.post(CALENDAR, {"text": " "}).status_code == 422


def test_a_text_of_many_words_is_refused(admin: Client) -> None:
    assert admin.post(CALENDAR, {"text": "一" * 20_001}).status_code == 422


@pytest.mark.parametrize("year", [0, 1999, 2199, 99999])
def test_a_year_that_no_table_covers_is_not_there(admin: Client, year: int) -> None:
    assert admin.get(f"/rulebook/calendar/{year}/").status_code == 404


def test_a_second_draft_leads_to_the_first(ada: User, admin: Client) -> None:
    edition = draft(ada, subject="calendar", key="2027", content=calendar_2027())
    response = admin.post(CALENDAR, {"text": NOTICE_2027, "step": "submit"})
    assert response["Location"] == reverse("rulebook:edition", args=(edition.pk,))


def test_a_published_version_shows_what_it_changed_then(ada: User, zoe: User, admin: Client) -> None:
    first = published(ada, zoe)
    published(ada, zoe, content=phone(number="12347"))
    html = page(admin, reverse("rulebook:edition", args=(first.pk,)))
    assert '<span class="muted">12345</span> → <span class="strong">12346</span>' in html


def test_the_page_waits_for_the_count_and_shows_it(ada: User, admin: Client) -> None:
    edition = draft(ada)
    url = reverse("rulebook:edition", args=(edition.pk,))
    assert "hx-get" in page(admin, url)
    fragment = reverse("rulebook:impact", args=(edition.pk,))
    assert "hx-get" in page(admin, f"{fragment}?turn=3")
    assert "hx-get" not in page(admin, f"{fragment}?turn=30")
    assert "hx-get" not in page(admin, f"{fragment}?turn=x")
    impact.count(edition, now=NOW)
    assert "hx-get" not in page(admin, url)
    assert "hx-get" not in page(admin, fragment)


def test_counted_cases_are_named(ada: User, admin: Client) -> None:
    edition = draft(ada)
    found = {"cases": 2, "examples": [["JL-2026-000001", NOW.isoformat(), ""]], "edition": 0, "at": NOW.isoformat()}
    Edition.objects.filter(pk=edition.pk).update(impact=found)
    html = page(admin, reverse("rulebook:edition", args=(edition.pk,)))
    assert "JL-2026-000001" in html


def test_only_admins_have_the_entry_in_their_navigation(admin: Client, alice: User) -> None:
    assert 'href="/rulebook/"' in page(admin, "/")
    assert 'href="/rulebook/"' not in page(browser(alice), "/")
