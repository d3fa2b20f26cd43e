"""Where each part of a TOML file stands: every way to write a value, whatever brackets its texts hold."""

import tomllib

import pytest

from complaints.playbook_lines import Lines, Path

TEXT = '''# a comment with [brackets] and = signs
plain = 3 # = 4
"quoted" = "a # no comment ] }"
list = [
    "one", # two
    ["three", 'fo"ur'],
    { zh = "五", en = """si
x""" },
]
[table]
dotted.name = true
literal = \'\'\'
[[no table]]
\'\'\'
[[rows]]
key = "first"
[rows.more]
deep = [1,
  2]
[[rows]]
key = "second"
inline = { a = { b = [ "c",
  "d" ] } }
[[rows.sub]]
x = 1
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("plain",), 2), (("quoted",), 3), (("list",), 4), (("list", 0), 5), (("list", 1), 6), (("list", 1, 1), 6),
        (("list", 2), 7), (("list", 2, "en"), 7), (("table",), 10), (("table", "dotted", "name"), 11),
        (("table", "literal"), 12), (("rows", 0), 15), (("rows", 0, "key"), 16), (("rows", 0, "more"), 17),
        (("rows", 0, "more", "deep", 1), 19), (("rows", 1), 20), (("rows", 1, "key"), 21),
        (("rows", 1, "inline", "a", "b", 1), 23), (("rows", 1, "sub", 0), 24), (("rows", 1, "sub", 0, "x"), 25),
    ],
)  # fmt: skip
def test_it_finds_the_line(path: Path, line: int) -> None:
    tomllib.loads(TEXT)  # the example is TOML
    assert Lines(TEXT).of(path) == line


def test_of_what_is_missing_it_names_the_part_around_it() -> None:
    assert Lines(TEXT).of(("rows", 1, "nothing", "zh")) == 20
    assert Lines(TEXT).of(("nothing",)) == 1


def test_an_empty_text_has_one_line() -> None:
    assert Lines("").of(("title",)) == 1
