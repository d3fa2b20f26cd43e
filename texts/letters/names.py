"""What slots and blocks are called, where a letter has a blank or leaves something out."""

from collections.abc import Mapping
from functools import cache

from law import Words
from texts.packaged import rows


def name(key: str) -> Words:
    """The name of a slot or block; raises KeyError for one that names.csv doesn't have."""
    return _names()[key]


@cache
def _names() -> Mapping[str, Words]:
    return {row["key"]: Words(row["zh"], row["en"]) for row in rows("texts.letters", "names.csv")}
