"""Every address of the product, asked by everybody: strangers learn nothing, helpers get what they were given."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Role, User
from complaints.models import CaseAccess, Complaint
from complaints.status import Scope
from escalation import consent, exports
from escalation.models import Deadline, Submission
from evidence import packs
from evidence.export.content import Profile
from evidence.previews import make_previews
from evidence.redaction import covering
from evidence.redaction.boxes import Box
from evidence.redaction.burning import given
from evidence.resumable import uploading
from evidence.vault.intake import add_evidence
from notifications.models import Route
from notifications.outbox import enqueue
from rulebook import editions
from tests.architecture.addresses import EXPECTED, Rule, addresses
from tests.cases import at_stage
from tests.conftest import person
from tests.evidence.conftest import screen

RIGHTS = {"mallory": None, "dora": None, "ada": Rule.VIEW, "reader": Rule.VIEW, "preparer": Rule.PREPARE,
          "actor": Rule.CHANGE, "alice": Rule.OWN}  # fmt: skip
SCOPES = {"reader": Scope.READ, "preparer": Scope.PREPARE, "actor": Scope.ACT}
OF_CASES = ("complaints", "evidence", "escalation", "notifications")
OF_A_CASE = [name for name, rule in EXPECTED.items() if rule >= Rule.VIEW]


@dataclass(frozen=True)
class House:
    """One real case of alice's, with everything that an address can name, and the people around it."""

    case: Complaint
    people: dict[str, User]
    words: dict[str, dict[str, Any]]

    def url(self, name: str, **other: Any) -> str:
        if "/" in name:
            return f"/{name}"
        words = self.words["all"] | self.words.get(name, {}) | other
        return reverse(name, kwargs={word: words[word] for word in dict(addresses())[name]})

    @contextmanager
    def visitor(self, name: str) -> Iterator[Client]:
        """A browser, signed in unless `name` is empty, whose traces go when it leaves."""
        with transaction.atomic():
            CaseAccess.objects.filter(complaint=self.case).update(scope=SCOPES.get(name, Scope.READ))
            client = Client(raise_request_exception=False)
            if name:
                client.force_login(self.people["bob" if name in SCOPES else name])
            yield client
            transaction.set_rollback(True)


@pytest.fixture
def house(alice: User, bob: User, ada: User, mallory: User, settings: Settings, tmp_path: Path) -> House:
    default = {"BACKEND": "evidence.vault.disk.Disk", "OPTIONS": {"location": tmp_path}}
    settings.SECOND_FACTOR, settings.STORAGES = "offered", {**settings.STORAGES, "default": default}
    case, now = at_stage(alice, "in_review"), timezone.now()
    piece = add_evidence(case, screen(), kind="order", actor=alice).evidence
    make_previews(piece)
    covering.cover(piece, [Box(1, 0, 0, 9, 9)], actor=alice)
    given(piece)
    files = packs.plan_for(case, "platform_form")
    packs.make(packs.pack_for(case, "platform_form", files)[0], files)
    access = consent.grant(case, alice, bob.email, Scope.READ, expires_at=now + timedelta(days=9), purpose="")
    note = enqueue(alice, "deadline", key="k", ref="reminder:0", payload={"title": "t", "lines": [], "url": "/"})
    robot = str(Route.objects.create(person=alice, channel="wecom", sealed="x", created_at=now).pk)
    edition = editions.propose("phone", "TEL_12345", {"number": "12346"}, by=ada)
    order = {"pk": case.orders.get().pk}
    partial = uploading.begin(case, alice, length=9, name="开箱.mp4", kind="goods")
    submission = Submission.objects.filter(track__complaint=case)[0]
    deadline = Deadline.objects.filter(complaint=case, latest_at__isnull=False)[0]
    people = {"alice": alice, "bob": bob, "ada": ada, "mallory": mallory}
    people["dora"] = person("dora@example.org", "丁朵", Role.HELPER)
    words: dict[str, dict[str, Any]] = {
        "all": {"code": case.public_code, "channel": "platform_form", "n": 1, "profile": "hand_over", "what": "pdf",
                "evidence_code": piece.public_code, "submission": submission.public_code,
                "action": "withdraw", "kind": "complaint", "size": "thumb",
                "upload_id": partial.public_id, "number": 1},
        "rulebook:source": {"source_id": "D121_15"},
        "rulebook:calendar": {"year": 2027}, "rulebook:entry": {"subject": "phone", "key": "TEL_12345"},
        **{key: {"pk": edition.pk} for key in ("rulebook:edition", "rulebook:decide", "rulebook:impact")},
        **{f"escalation:{key}": {"pk": deadline.pk} for key in ("why", "calendar", "countdown", "handled")},
        **{f"notifications:{key}": {"key": robot} for key in ("way", "test_way", "switch_way", "remove_way")},
        "calendar:feed": {"token": "guessed"}, "notifications:stop": {"token": "guessed"},
        "escalation:revoke": {"pk": access.pk},
        "complaints:own_order": order, "complaints:edit_order": order, "notifications:open": {"pk": note and note.pk},
    }  # fmt: skip
    case.refresh_from_db()
    taken_along, _new = exports.export_for(case, Profile.HAND_OVER)
    assert exports.make(taken_along.pk)
    return House(case, people, words)


def answers(client: Client, url: str) -> set[str]:
    """What GET and POST say: "sign in", "405" and so on; refusals to a method don't count unless there is nothing else."""
    found = set()
    for response in (client.get(url), client.post(url)):
        asked = response.status_code == 302 and response["Location"].startswith(reverse("account_login"))
        found.add("sign in" if asked else str(response.status_code))
    return found - {"405"} or found


def let_in(found: set[str]) -> bool:
    return not found & {"sign in", "401", "403", "404", "405"} and not any(code.startswith("5") for code in found)


def test_every_address_has_an_expectation() -> None:
    found = {name for name, _words in addresses()}
    assert found - set(EXPECTED) == set(), "say in tests/architecture/addresses.py who may go there"
    assert set(EXPECTED) - found == set(), "these addresses are gone"


def asked_by(house: House, who: str, name: str) -> set[str]:
    """What one visitor gets at one address."""
    with house.visitor(who) as client:
        return answers(client, house.url(name))


def test_somebody_who_has_not_signed_in(house: House) -> None:
    wrong = {}
    for name, rule in EXPECTED.items():
        with house.visitor("") as client:
            found = answers(client, house.url(name))
        broken = any(code.startswith("5") for code in found)
        kept_out = found <= {"sign in", "404", "401"} and "sign in" in found
        if broken or (rule != Rule.OPEN and not kept_out):
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("who", RIGHTS)
def test_the_addresses_of_a_case(house: House, who: str) -> None:
    right, wrong = RIGHTS[who], {}
    for name in OF_A_CASE:
        found = asked_by(house, who, name)
        refused = {"404"} if right is None else {"403"} if right < EXPECTED[name] else None
        if found != refused if refused else not let_in(found):
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("who", ["mallory", "dora"])
def test_a_stranger_cannot_tell_a_case_from_none(house: House, who: str) -> None:
    for name in (*OF_A_CASE, "escalation:do", "desk:review", "desk:decide"):
        with house.visitor(who) as client:
            pages = [(client.get(url).content, client.post(url).status_code)
                     for url in (house.url(name), house.url(name, code="x" * 12))]  # fmt: skip
        assert pages[0] == pages[1], name


@pytest.mark.parametrize("who", ["mallory", "dora", "reader", "preparer", "ada"])
def test_an_action_needs_its_right(house: House, who: str) -> None:
    form = {"version": house.case.version, "key": "k", "note": ""}
    with house.visitor(who) as client:
        response = client.post(house.url("escalation:do"), form)
        house.case.refresh_from_db()
    assert response.status_code in ((404,) if RIGHTS[who] is None else (403, 409))
    assert house.case.status != "withdrawn"


def test_an_action_with_its_right(house: House) -> None:
    form = {"version": house.case.version, "key": "k", "note": ""}
    with house.visitor("actor") as client:
        client.post(house.url("escalation:do"), form)
        house.case.refresh_from_db()
    assert house.case.status == "withdrawn"


@pytest.mark.parametrize("who", ["alice", "mallory", "ada"])
def test_pages_of_ones_own(house: House, who: str) -> None:
    found = {name: asked_by(house, who, name) for name, rule in EXPECTED.items() if rule == Rule.PERSON}
    kept_out = {name: f for name, f in found.items() if f & {"sign in", "403"} or any(c.startswith("5") for c in f)}
    assert kept_out == {}


@pytest.mark.parametrize("who", ["alice", "mallory", "dora", "actor", "ada"])
def test_things_of_ones_own(house: House, who: str) -> None:
    for name in (name for name, rule in EXPECTED.items() if rule == Rule.MINE):
        found = asked_by(house, who, name)
        assert let_in(found) if who == "alice" else found == {"404"}, f"{name}: {found}"


@pytest.mark.parametrize("who", ["alice", "mallory", "actor", "dora", "ada"])
def test_pages_for_a_role(house: House, who: str) -> None:
    for name in (name for name, rule in EXPECTED.items() if rule in (Rule.HELPER, Rule.ADMIN, Rule.REVIEW)):
        found = asked_by(house, who, name)
        right = who in ("actor", "dora") if EXPECTED[name] == Rule.HELPER else who == "ada"
        assert let_in(found) if right else found == {"404"}, f"{name}: {found}"


def test_django_admin_is_for_admins_only(house: House) -> None:
    for who in ("alice", "mallory", "actor"):
        with house.visitor(who) as client:
            found = answers(client, reverse("admin:index"))
        assert not let_in(found) or found == {"302"}, f"{who}: {found}"


def test_no_table_of_a_case_is_in_django_admin() -> None:
    """What a check found says where to look, by code and hash; nothing that a case contains."""
    shown = {model._meta.label for model in admin.site._registry if model._meta.app_label in OF_CASES}
    assert shown == {"evidence.IntegrityFinding"}
