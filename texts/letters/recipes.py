"""The recipes of letters, read from recipes.toml: for each channel its blocks in order and what gives way first."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from law import Words
from texts.letters.names import name

STORY = "story"


class BadRecipe(ValueError):
    """A recipe that can't work, with channel and block."""


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a letter: its `texts` from the fullest to the tersest ("" for leaving it out).

    `yields[n]` says when it goes from text n to the next: the higher, the earlier. `floors` is for the story alone: how
    much of it is kept, as counted, while it stands at text n. It isn't said where the slot `unless` is filled.
    """

    key: str
    texts: tuple[str, ...]
    yields: tuple[int, ...]
    floors: tuple[int, ...]
    line: bool
    unless: str

    @property
    def must(self) -> bool:
        """Whether it always stays, however short."""
        return self.texts[-1] != ""

    @property
    def name(self) -> Words:
        return name(self.key)


@dataclass(frozen=True, slots=True)
class Recipe:
    """A letter to one channel. `required` slots leave a blank where they are unknown; `leaves_out` is the procedure
    whose words it keeps out of; `order` lists (block, text) as they give way, first first; -1 stands for the names.
    """

    channel: str
    required: frozenset[str]
    leaves_out: str
    blocks: tuple[Block, ...]
    longest: tuple[int, ...]
    order: tuple[tuple[int, int], ...]


def channels() -> tuple[str, ...]:
    """The channels that have a recipe, in the order of the file."""
    return tuple(_recipes())


def recipe_of(channel: str) -> Recipe:
    """The recipe of a channel of law/channels.csv; raises KeyError for one that has none."""
    return _recipes()[channel]


@cache
def _recipes() -> Mapping[str, Recipe]:
    return read(files("texts.letters").joinpath("recipes.toml").read_text(encoding="utf-8"))


def read(text: str) -> dict[str, Recipe]:
    """Recipes by channel; raises BadRecipe for one that can't work."""
    data = tomllib.loads(text)
    names = data.pop("names")
    return {channel: _recipe(channel, entry, names) for channel, entry in data.items()}


def _recipe(channel: str, entry: Mapping[str, Any], names: Mapping[str, list[int]]) -> Recipe:
    blocks = tuple(_block(channel, block) for block in entry["blocks"])
    steps = [(rank, -1, n) for n, rank in enumerate(names["yields"])] + list(_steps(blocks))
    order = tuple((place, n) for _rank, place, n in sorted(steps, key=lambda step: (-step[0], step[2], -step[1])))
    return Recipe(
        channel, frozenset(entry["required"]), entry.get("leaves_out", ""), blocks, tuple(names["longest"]), order
    )


def _steps(blocks: tuple[Block, ...]) -> Iterator[tuple[int, int, int]]:
    for place, block in enumerate(blocks):
        yield from ((rank, place, n) for n, rank in enumerate(block.yields))


def _block(channel: str, entry: Mapping[str, Any]) -> Block:
    block = Block(
        entry["key"], tuple(entry["texts"]), tuple(entry.get("yields", ())), tuple(entry.get("floors", ())),
        entry.get("line", False), entry.get("unless", ""),
    )  # fmt: skip
    if len(block.yields) != len(block.texts) - 1:
        raise BadRecipe(f"{channel}.{block.key}: {len(block.texts)} texts need {len(block.texts) - 1} yields.")
    if list(block.yields) != sorted(block.yields, reverse=True):
        raise BadRecipe(f"{channel}.{block.key}: a shorter text can't give way before a longer one.")
    if (block.key == STORY) != bool(block.floors) or len(block.floors) != (len(block.yields) if block.floors else 0):
        raise BadRecipe(f"{channel}.{block.key}: the story, and it alone, needs a floor for each text but the last.")
    return block
