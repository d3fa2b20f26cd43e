"""Where each part of a TOML file stands, so that a fault is named with its line; `tomllib` forgets that.

Only for files that `tomllib` reads without an error: nothing is checked here a second time.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

Path = tuple[str | int, ...]
"""Names of tables and fields, and numbers (from 0) of the members of a list: `("slots", 2, "label", "zh")`."""

_SPACE = re.compile(r"(?:\s|#[^\n]*)*")
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
_KEY = re.compile(r"[A-Za-z0-9_-]+|" + _STRING.pattern, re.DOTALL)
_PLAIN = re.compile(r"[^,\]}#\n]+")


class Lines:
    """The lines of one text: `Lines(text).of(path)`."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0
        self._breaks = [hit.start() for hit in re.finditer("\n", text)]
        self._rows: dict[Path, int] = {}  # how many tables a [[list]] has so far
        self._found = dict(self._read())

    def of(self, path: Path) -> int:
        """The line of `path`, from 1; of the part around it where it isn't there, of the file's head at last."""
        for end in range(len(path), 0, -1):
            if path[:end] in self._found:
                return self._found[path[:end]]
        return 1

    def _read(self) -> Iterator[tuple[Path, int]]:
        table: Path = ()
        while self._look():
            line = self._line()
            if self._take("[["):
                table = self._next_row(self._names())
                self._take("]]")
                yield table[:-1], line
                yield table, line
            elif self._take("["):
                table = self._inside(self._names())
                self._take("]")
                yield table, line
            else:
                yield from self._field(table)

    def _field(self, table: Path) -> Iterator[tuple[Path, int]]:
        line = self._line()
        path = (*table, *self._names())
        self._take("=")
        yield path, line
        yield from self._value(path)

    def _value(self, path: Path) -> Iterator[tuple[Path, int]]:
        if self._take("["):
            place = 0
            while not self._take("]"):
                yield (*path, place), self._line()
                yield from self._value((*path, place))
                place += 1
                self._take(",")
        elif self._take("{"):
            while not self._take("}"):
                yield from self._field(path)
                self._take(",")
        elif not self._match(_STRING):
            self._match(_PLAIN)

    def _names(self) -> tuple[str, ...]:
        names = []
        while name := self._match(_KEY):
            names.append(name.strip("\"'"))
            if not self._take("."):
                break
        return tuple(names)

    def _inside(self, names: tuple[str, ...]) -> Path:
        """`names` with the number of the last row after each list: `[facts.letter]` belongs to the fact before it."""
        path: Path = ()
        for name in names:
            path = (*path, name)
            if path in self._rows:
                path = (*path, self._rows[path] - 1)
        return path

    def _next_row(self, names: tuple[str, ...]) -> Path:
        path = (*self._inside(names[:-1]), *names[-1:])
        self._rows[path] = self._rows.get(path, 0) + 1
        return (*path, self._rows[path] - 1)

    def _look(self) -> bool:
        """Go on to the next character that says something; False at the end."""
        hit = _SPACE.match(self._text, self._at)
        self._at = hit.end() if hit else self._at
        return self._at < len(self._text)

    def _line(self) -> int:
        self._look()
        return bisect_right(self._breaks, self._at - 1) + 1

    def _take(self, sign: str) -> bool:
        if not self._look() or not self._text.startswith(sign, self._at):
            return False
        self._at += len(sign)
        return True

    def _match(self, pattern: re.Pattern[str]) -> str:
        self._look()
        hit = pattern.match(self._text, self._at)
        self._at = hit.end() if hit else self._at
        return hit[0] if hit else ""
