"""Provisions, figures, phones and channels: read with their source, found by their id, refused in a sentence."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

import law
from law import BadRules, ChannelLimit, Figure, Law, Norm, Phone, Reference, UnknownRule, Words
from law.packaged import day, read_channel, read_figure, read_norm, read_phone, rows

LAW = law.load()
REFERENCE = LAW.reference

NORM = {
    "id": "CPL_55_1",
    "source_law": "消费者权益保护法",
    "article": "55(1)",
    "gist_zh": "退一赔三",
    "gist_en": "Threefold",
    "effective_from": "2014-03-15",
    "effective_to": "",
    "confidence": "confirmed: read",
    "verified_on": "2026-09-30",
}
FIGURE = {
    "id": "FLOOR",
    "value": "500.5",
    "unit": "yuan",
    "origin": "law",
    "name_zh": "最低",
    "name_en": "Floor",
    "norm": "CPL_55_1",
    "verified_on": "",
}
PHONE = {
    "id": "TEL",
    "number": "12315",
    "name_zh": "热线",
    "name_en": "Hotline",
    "source_zh": "官网",
    "source_en": "site",
    "confidence": "uncertain",
    "verified_on": "2026-09-30",
}
CHANNEL = {
    "id": "form",
    "name_zh": "表单",
    "name_en": "Form",
    "min_chars": "20",
    "max_chars": "500",
    "attachments": "9",
    "attachment_mb": "5",
    "types": "jpg png",
    "confidence": "confirmed",
    "verified_on": "2026-09-17",
    "note_zh": "量过",
    "note_en": "measured",
}


def test_a_provision_is_read_with_its_law_and_cited_in_both_languages() -> None:
    norm = read_norm(NORM)
    assert norm == Norm(
        "CPL_55_1",
        "消费者权益保护法",
        "Consumer Rights Protection Law",
        "55(1)",
        Words("退一赔三", "Threefold"),
        date(2014, 3, 15),
        None,
        "confirmed: read",
        date(2026, 9, 30),
    )
    assert norm.citation == Words("《消费者权益保护法》第55条第1款", "Consumer Rights Protection Law, art. 55(1)")
    assert (norm.citation_zh, norm.citation_en) == (norm.citation.zh, norm.citation.en)


def test_a_provision_knows_the_number_of_its_text() -> None:
    assert read_norm(NORM | {"source_law": "消费者权益保护法实施条例"}).number == "国务院令第778号"


def test_days_are_read_where_they_are_given() -> None:
    ended = read_norm(NORM | {"effective_to": "2026-04-14"})
    assert (ended.effective_from, ended.effective_to) == (date(2014, 3, 15), date(2026, 4, 14))
    assert read_figure(FIGURE | {"verified_on": "2026-11-25"}).verified_on == date(2026, 11, 25)


def test_a_figure_is_a_sum_or_a_time() -> None:
    figure = read_figure(FIGURE)
    assert figure == Figure("FLOOR", Decimal("500.5"), "yuan", "law", Words("最低", "Floor"), "CPL_55_1", None)
    assert replace(figure, unit="hour", value=Decimal(36)).span == timedelta(hours=36)
    assert replace(figure, unit="day", value=Decimal(3)).span == timedelta(days=3)
    with pytest.raises(BadRules, match=r"^FLOOR is counted in yuan, not in time\.$"):
        _ = figure.span


def test_a_phone_number_says_who_published_it() -> None:
    expected = Phone("TEL", "12315", Words("热线", "Hotline"), Words("官网", "site"), "uncertain", date(2026, 9, 30))
    assert read_phone(PHONE) == expected


def test_a_channel_says_what_it_takes() -> None:
    channel = read_channel(CHANNEL)
    assert channel == ChannelLimit(
        "form",
        Words("表单", "Form"),
        20,
        500,
        9,
        5,
        ("jpg", "png"),
        "confirmed",
        date(2026, 9, 17),
        Words("量过", "measured"),
    )
    unknown = read_channel(CHANNEL | {"attachments": "", "attachment_mb": "", "types": "", "confidence": "house"})
    assert (unknown.attachments, unknown.attachment_mb, unknown.types) == (0, 0, ())
    assert (channel.confirmed, unknown.confirmed) == (True, False)


@pytest.mark.parametrize(("least", "most", "right"), [("1", "1", True), ("0", "5", False), ("6", "5", False)])
def test_a_channel_takes_at_least_one_character_and_no_fewer_than_its_least(least: str, most: str, right: bool) -> None:
    row = CHANNEL | {"min_chars": least, "max_chars": most}
    if right:
        assert read_channel(row).max_chars == 1
    else:
        with pytest.raises(BadRules, match=rf"^Channel form takes {least} to {most} characters: that can't be\.$"):
            read_channel(row)


@pytest.mark.parametrize("word", ["", "sure", "Confirmed"])
def test_how_sure_one_is_has_three_words(word: str) -> None:
    with pytest.raises(BadRules, match=rf"^TEL: '{word}' is not one of confirmed, uncertain, house\.$"):
        read_phone(PHONE | {"confidence": word})
    with pytest.raises(BadRules):
        read_norm(NORM | {"confidence": word})


def test_confirmed_is_what_was_read_in_its_source() -> None:
    assert [read_norm(NORM | {"confidence": word}).confirmed for word in ("confirmed: x", "uncertain")] == [True, False]


def test_everything_is_found_by_its_id_and_nothing_else_is() -> None:
    for entries, find in (
        (REFERENCE.norms, REFERENCE.norm),
        (REFERENCE.figures, REFERENCE.figure),
        (REFERENCE.phones, REFERENCE.phone),
        (REFERENCE.channels, REFERENCE.channel),
    ):
        assert entries
        assert all(find(entry_id) is entry and entry.id == entry_id for entry_id, entry in entries.items())
        with pytest.raises(UnknownRule, match=r"^There is nothing called 'NO_SUCH' in the rulebook\.$"):
            find("NO_SUCH")


def test_an_empty_reference_has_nothing() -> None:
    empty = Reference()
    assert not (empty.norms or empty.figures or empty.phones or empty.channels)
    assert Reference.of() == empty
    assert Law([], LAW.calendar).reference == empty


def test_each_kind_comes_into_its_own_place() -> None:
    norm, figure, phone, channel = read_norm(NORM), read_figure(FIGURE), read_phone(PHONE), read_channel(CHANNEL)
    found = Reference.of([norm], [figure], [phone], [channel])
    assert (dict(found.norms), dict(found.figures)) == ({norm.id: norm}, {figure.id: figure})
    assert (dict(found.phones), dict(found.channels)) == ({phone.id: phone}, {channel.id: channel})


def test_two_of_a_kind_with_one_id_are_refused() -> None:
    norm, phone = read_norm(NORM), read_phone(PHONE)
    with pytest.raises(BadRules, match=r"^Two entries share one id\.$"):
        Reference.of([norm, norm])
    with pytest.raises(BadRules):
        Reference.of(phones=[phone, replace(phone, number="12345")])


def test_a_source_is_a_time_limit_or_a_provision() -> None:
    assert LAW.source("CPL25_RETURN_7D") is LAW.rule("CPL25_RETURN_7D")
    assert LAW.source("CPL_23_2") is REFERENCE.norm("CPL_23_2")
    with pytest.raises(UnknownRule, match="'NO_SUCH'"):
        LAW.source("NO_SUCH")


def test_an_empty_cell_is_no_day() -> None:
    assert (day(""), day("2026-02-28")) == (None, date(2026, 2, 28))


@pytest.mark.parametrize("name", ["norms.csv", "figures.csv", "phones.csv", "channels.csv", "rules.csv"])
def test_the_packaged_entries_are_the_lines_of_their_file(name: str) -> None:
    found = {
        "norms.csv": [*REFERENCE.norms],
        "figures.csv": [*REFERENCE.figures],
        "phones.csv": [*REFERENCE.phones],
        "channels.csv": [*REFERENCE.channels],
        "rules.csv": [*LAW.rules],
    }
    assert [row["id"] for row in rows(name)] == found[name]


def test_words_are_spoken_in_the_language_of_the_page() -> None:
    words = Words("中", "en")
    assert [words.spoken(code) for code in ("zh-hans", "zh-tw", "zh", "en", "de")] == ["中", "中", "中", "en", "en"]
