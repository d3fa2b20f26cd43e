"""The sentences of the pre-check, by key. Numbers and names come in where they are said; articles are cited beside them."""

from collections.abc import Mapping
from functools import cache

from law.packaged import rows
from law.words import Words


@cache
def _said() -> Mapping[str, Words]:
    return {row["key"]: Words(row["zh"], row["en"]) for row in rows("precheck.csv")}


def say(key: str, **values: Words | str | int) -> Words:
    """The sentence called `key` with `values` in it; Words go in by language. Raises KeyError for an unknown key."""
    words = _said()[key]
    return Words(_filled(words.zh, values, "zh"), _filled(words.en, values, "en"))


def _filled(text: str, values: Mapping[str, Words | str | int], language: str) -> str:
    spoken = {name: v.spoken(language) if isinstance(v, Words) else str(v) for name, v in values.items()}
    return text.format_map(spoken)
