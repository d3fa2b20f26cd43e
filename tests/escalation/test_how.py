"""The page that explains how it works: open to everybody, small, and nothing on it that isn't so."""

import gzip
import re

import pytest
from django.test import Client
from django.urls import reverse

from complaints.status import TrackKind
from escalation.diagram.graph import Subject
from escalation.side_by_side import UNDER_WAY, overview
from law.conflicts import Verdict

MOST_BYTES = 40 * 1024
"""Of the page alone; styles and scripts may be another 24 kB, and all together 100."""


def page(client: Client, language: str = "zh-hans") -> str:
    return client.get(reverse("pages:how"), headers={"accept-language": language}).content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.django_db
def test_it_is_there_for_strangers_in_both_languages(client: Client, language: str) -> None:
    response = client.get(reverse("pages:how"), headers={"accept-language": language})
    assert response.status_code == 200
    assert f'<html lang="{"zh-Hans" if language == "zh-hans" else "en"}"' in response.content.decode()


@pytest.mark.django_db
def test_it_shows_both_pictures_for_both_widths(client: Client) -> None:
    ids = re.findall(r'<title id="([\w-]+)"', page(client))
    assert sorted(ids) == sorted(f"dg-{s.value}-{shape}-t" for s in Subject for shape in ("wide", "tall"))


@pytest.mark.django_db
def test_it_is_small_on_its_way(client: Client) -> None:
    response = client.get(reverse("pages:how"), headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) <= MOST_BYTES
    assert "<svg" in gzip.decompress(response.content).decode()


@pytest.mark.django_db
def test_every_limit_leads_to_its_source(client: Client) -> None:
    limits = re.findall(
        r'<li class="row row-between"><span class="grow">[^<]+</span>(<\w+) class="(?:cite|num)"', page(client)
    )
    assert len(limits) == 12
    assert page(client).count("data-rule=") >= 12


@pytest.mark.parametrize("place", ["pages:help", "desk:home"])
@pytest.mark.django_db
def test_it_can_be_found(client: Client, place: str) -> None:
    assert client.get(reverse(place)).content.decode().count(f'href="{reverse("pages:how")}"') >= 2


def test_only_complaint_and_association_and_what_comes_before_them_wait_for_each_other() -> None:
    assert _names(TrackKind.COMPLAINT, Verdict.BLOCKED) == _labels(TrackKind.ASSOCIATION, TrackKind.ODR)
    assert _names(TrackKind.ASSOCIATION, Verdict.BLOCKED) == _labels(TrackKind.COMPLAINT)
    assert _names(TrackKind.ODR, Verdict.BLOCKED) == _labels(TrackKind.COMPLAINT)
    assert _names(TrackKind.REPORT, Verdict.BLOCKED) == set()


def test_a_report_is_free_beside_everything() -> None:
    others = [way for way in UNDER_WAY if way != TrackKind.REPORT]
    assert all(_labels(TrackKind.REPORT) <= _names(way, Verdict.FREE) for way in others)


@pytest.mark.parametrize("n", range(len(UNDER_WAY)))
def test_every_other_way_is_answered_once(n: int) -> None:
    named = [name for answer in overview()[n].answers for name in answer.others]
    assert sorted(named) == sorted(str(kind.label) for kind in TrackKind if kind != UNDER_WAY[n])


def test_what_is_not_free_says_why() -> None:
    answers = [answer for way in overview() for answer in way.answers]
    assert all(answer.words.zh and answer.words.en for answer in answers if answer.verdict != Verdict.FREE)


def _names(way: TrackKind, verdict: Verdict) -> set[str]:
    found = next(beside for beside in overview() if beside.name == str(way.label))
    return {name for answer in found.answers if answer.verdict == verdict for name in answer.others}


def _labels(*kinds: TrackKind) -> set[str]:
    return {str(kind.label) for kind in kinds}
