"""The recipes and forms can work, and a broken one is refused with its place."""

import pytest

from law import load
from tests.texts.letters.bases import PLAIN, of_type
from texts.letters import Facts, channels, compose, fields, recipe_of
from texts.letters.recipes import BadRecipe, read
from texts.letters.templates import blank, slots_of
from texts.letters.values import names_of, openings_of, values_of
from texts.packaged import rows

NAMES = "[names]\nlongest = [60]\nyields = [9]\n"


def test_every_channel_of_the_law_has_a_recipe_and_a_form() -> None:
    assert set(channels()) == set(load().reference.channels)
    assert {row["channel"] for row in rows("texts.letters", "fields.csv")} == set(channels())


@pytest.mark.parametrize("channel", channels())
def test_every_slot_is_known_and_every_block_named(channel: str) -> None:
    recipe = recipe_of(channel)
    filled = values_of(PLAIN, "").keys() | names_of(PLAIN, None, load().reference.channel(channel).counting).keys()
    for block in recipe.blocks:
        assert {slot for text in block.texts for slot in slots_of(text)} - filled == set(), block.key
        assert block.unless in (*filled, "")
        assert block.name.zh and block.name.en
    assert all(blank(slot) for slot in recipe.required)


@pytest.mark.parametrize("channel", channels())
def test_what_always_stays_says_the_five(channel: str) -> None:
    shortest = [block.texts[-1] for block in recipe_of(channel).blocks if block.must]
    stays = {slot.removesuffix("_first").removesuffix("_few") for text in shortest for slot in slots_of(text)}
    assert {"shop", "goods", "placed", "paid"} <= stays
    assert ("claims" in stays) != (channel == "report_form")


def test_no_name_is_left_of_what_is_gone() -> None:
    used = {"names", "other_money", "other_punishment"}
    for channel in channels():
        used |= recipe_of(channel).required | {block.key for block in recipe_of(channel).blocks}
    assert {row["key"] for row in rows("texts.letters", "names.csv")} - used == set()


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        ('texts = ["a", ""]\nyields = []', "2 texts need 1 yields"),
        ('texts = ["a", "b", ""]\nyields = [1, 2]', "can't give way before"),
        ('texts = ["a", ""]\nyields = [1]\nfloors = [5]', "the story, and it alone"),
    ],
)
def test_a_broken_block_is_refused(block: str, fault: str) -> None:
    with pytest.raises(BadRecipe, match=rf"^chat\.told: .*{fault}"):
        read(f'{NAMES}[chat]\nrequired = []\n[[chat.blocks]]\nkey = "told"\n{block}')


def test_an_opening_of_the_other_procedure_is_not_used() -> None:
    facts = Facts(openings={"report": "请责令退还价款，涉嫌故意拖延。", "complaint": "本人买的。"})
    assert "report" not in openings_of(facts, "money")
    assert openings_of(facts, "")["plaintiff"] == "原告买的。"


def test_an_unknown_channel_has_no_letter() -> None:
    with pytest.raises(KeyError):
        compose("fax", PLAIN, 400)
    with pytest.raises(KeyError):
        fields("fax", PLAIN, 400)


def test_the_complaint_form_has_facts_and_request_apart() -> None:
    found = {field.key: field for field in fields("complaint_form", of_type("quality"), 400)}
    assert list(found)[:4] == ["respondent", "credit_code", "address", "goods"]
    assert "请求" not in found["text"].text
    assert (found["claims"].text, found["options"].text) == ("退货退款268.00元，运费由卖家承担", "退货、退赔费用")
    assert (found["paid"].text, found["text"].limit) == ("268.00", 400)
    assert not any(field.missing for field in found.values())


def test_a_field_says_what_is_missing_what_is_typed_there_and_what_was_measured() -> None:
    found = {field.key: field for field in fields("report_form", Facts(shop="鹿" * 80), 400)}
    assert (found["respondent"].missing, found["goods"].missing, found["address"].missing) == (False, True, False)
    assert (found["contact"].by_hand, found["contact"].missing) == (True, False)
    assert (found["shop"].count, found["shop"].limit, found["shop"].measured) == (50, 50, True)
    assert found["text"].missing
    assert not any(field.measured for field in fields("odr_form", PLAIN, 400))


@pytest.mark.parametrize("channel", channels())
def test_the_long_field_fits_and_every_label_is_in_both_languages(channel: str) -> None:
    for field in fields(channel, PLAIN, 200):
        assert field.label.zh and field.label.en
        assert field.limit is None or field.count <= field.limit
