"""The settings page: what it keeps, what it refuses, whose clock the pages show."""

from datetime import time
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.forms import zones_with
from accounts.middleware import PersonalTimeZoneMiddleware
from accounts.models import Role, User
from accounts.signin import Identity, person_for
from tests.accounts.conftest import enrol
from tests.accounts.test_pages import main_of

CLOCK = {"time_zone": "Asia/Tokyo", "quiet_from": "22:00", "quiet_to": "07:00"}
GOOD = {"name": "小雨", "language": "zh-hans", **CLOCK}


def test_settings_are_kept(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert client.post(reverse("accounts:settings"), GOOD)["Location"] == reverse("accounts:settings")
    alice.refresh_from_db()
    kept = (alice.name, alice.time_zone, alice.quiet_from, alice.quiet_to)
    assert kept == ("小雨", "Asia/Tokyo", time(22), time(7))


def test_quiet_hours_that_begin_and_end_together_are_refused_and_nothing_is_lost(client: Client, alice: User) -> None:
    client.force_login(alice)
    response = client.post(reverse("accounts:settings"), GOOD | {"quiet_to": "22:00"})
    assert list(response.context["form"].errors) == ["quiet_to"]
    assert 'value="小雨"' in response.content.decode()
    alice.refresh_from_db()
    assert alice.name == "林小雨"


def test_an_invented_zone_is_refused(client: Client, alice: User) -> None:
    client.force_login(alice)
    response = client.post(reverse("accounts:settings"), GOOD | {"time_zone": "Mars/Olympus"})
    assert list(response.context["form"].errors) == ["time_zone"]


def test_the_role_cant_be_changed_here(client: Client, alice: User) -> None:
    client.force_login(alice)
    client.post(reverse("accounts:settings"), GOOD | {"role": "admin", "is_superuser": "on"})
    alice.refresh_from_db()
    assert (alice.role, alice.is_superuser) == (Role.CONSUMER, False)


def test_beijing_time_stands_first_and_a_rare_zone_stays_possible() -> None:
    assert zones_with("Asia/Urumqi")[0][0] == "Asia/Shanghai"
    assert zones_with("Asia/Urumqi")[-1][0] == "Asia/Urumqi"
    assert len(zones_with("Asia/Tokyo")) == len(zones_with("Nonsense/Zone"))


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    response = client.get(reverse("accounts:settings"))
    assert response["Location"].startswith(reverse("account_login"))


def shown_zone(user: User | AnonymousUser) -> str:
    """The zone that a page would show its times in."""
    seen: list[str] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(timezone.get_current_timezone_name())
        return HttpResponse()

    request = RequestFactory().get("/")
    request.user = user
    PersonalTimeZoneMiddleware(page)(request)
    return seen[0]


def test_times_are_shown_on_ones_own_clock_only_for_ones_own_request(alice: User) -> None:
    alice.time_zone = "America/New_York"
    assert shown_zone(alice) == "America/New_York"
    assert timezone.get_current_timezone() == ZoneInfo("Asia/Shanghai")


def test_strangers_and_people_with_a_lost_zone_see_beijing_time(alice: User) -> None:
    alice.time_zone = "Nowhere/Gone"
    assert shown_zone(AnonymousUser()) == shown_zone(alice) == "Asia/Shanghai"


def test_another_language_is_kept_for_mails_and_spoken_by_the_pages_at_once(client: Client, alice: User) -> None:
    client.force_login(alice)
    page = client.post(reverse("accounts:settings"), GOOD | {"language": "en"}, follow=True).content.decode()
    alice.refresh_from_db()
    assert alice.language == "en"
    assert "Your settings are saved." in page
    assert "Quiet hours" in page


def test_whoever_only_looks_in_another_language_keeps_both_when_they_save(client: Client, alice: User) -> None:
    client.force_login(alice)
    client.post(reverse("set_language"), {"language": "en"})
    page = client.post(reverse("accounts:settings"), GOOD, follow=True).content.decode()
    alice.refresh_from_db()
    assert alice.language == "zh-hans"
    assert "Quiet hours" in page


def test_a_language_we_dont_speak_is_refused(client: Client, alice: User) -> None:
    client.force_login(alice)
    response = client.post(reverse("accounts:settings"), GOOD | {"language": "tlh"})
    assert list(response.context["form"].errors) == ["language"]


@pytest.mark.parametrize(("who", "told"), [("alice", False), ("bob", True), ("ada", True)])
def test_helpers_and_admins_are_reminded_of_the_second_step_where_it_is_only_offered(
    client: Client, request: pytest.FixtureRequest, settings: Settings, who: str, told: bool
) -> None:
    settings.SECOND_FACTOR = "offered"
    client.force_login(request.getfixturevalue(who))
    assert ("banner-blue" in main_of(client.get(reverse("accounts:settings")).content.decode())) is told


def test_whoever_has_set_it_up_isnt_reminded(client: Client, bob: User, settings: Settings) -> None:
    settings.SECOND_FACTOR = "offered"
    enrol(bob)
    client.force_login(bob)
    assert "banner-blue" not in main_of(client.get(reverse("accounts:settings")).content.decode())


def test_somebody_without_an_address_reads_that_there_is_none(client: Client, db: None) -> None:
    client.force_login(person_for(Identity("wechat", "o6_b")), backend="accounts.backend.JuliBackend")
    assert "还没有" in main_of(client.get(reverse("accounts:settings")).content.decode())
