"""Putting a letter together so that it fits: what weighs least gives way first, and everything that gave way is named."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from law import Words
from law.reference import Counting
from texts.letters.cutting import shorten
from texts.letters.facts import Facts
from texts.letters.names import name
from texts.letters.recipes import STORY, Block, Recipe, recipe_of
from texts.letters.templates import Segment, SegmentKind, blank, render
from texts.letters.values import left_out, names_of, openings_of, values_of

NAMES = -1
Levels = dict[int, int]
"""By block (NAMES for the names) which of its texts it stands at."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter. `segments` put together are `text`; `missing` are the blanks in it, to be filled before it is sent;
    `dropped` what was left out or told shorter; `count` its length as the channel counts.
    """

    text: str
    segments: tuple[Segment, ...]
    missing: tuple[Words, ...]
    dropped: tuple[Words, ...]
    count: int
    limit: int

    @property
    def fits(self) -> bool:
        """False only where the limit is too small for what always stays (about 100 characters)."""
        return self.count <= self.limit


def compose(
    channel: str, facts: Facts, limit: int, *, counting: Counting = Counting.CHARACTERS, without: Collection[str] = ()
) -> Composed:
    """The letter to `channel` in at most `limit` as counted, without the blocks called `without`.

    Who, when, what, how much and what is asked always stay. Raises KeyError for a channel without a recipe.
    """
    draft = _Draft(recipe_of(channel), facts, counting, without)
    levels = draft.fitting(limit)
    segments = tuple(draft.segments(levels, limit))
    text = "".join(segment.text for segment in segments)
    return Composed(text, segments, draft.missing(segments), draft.dropped(levels, text), counting.length(text), limit)


class _Draft:
    """A letter while it is being fitted; each text of each block is rendered and counted once."""

    def __init__(self, recipe: Recipe, facts: Facts, counting: Counting, without: Collection[str]) -> None:
        self.recipe, self.facts, self.counting = recipe, facts, counting
        self.values, self.openings = values_of(facts, recipe.leaves_out), openings_of(facts, recipe.leaves_out)
        self.blocks = [
            (n, block)
            for n, block in enumerate(recipe.blocks)
            if block.key not in without and not self.values.get(block.unless)
        ]
        self.break_length = counting.length("\n")
        self.story_length = counting.length(self.values[STORY])
        self._named: dict[int, dict[str, str]] = {}
        self._rendered: dict[tuple[int, int, int], tuple[list[Segment], int]] = {}

    def fitting(self, limit: int) -> Levels:
        """How far each block has to give way; what turns out not to have been needed is taken back."""
        levels: Levels = {NAMES: 0} | {n: 0 for n, _block in self.blocks}
        gone = []
        for place, n in self.recipe.order:
            if self._least(levels) <= limit:
                break
            if levels.get(place) == n:
                levels[place] = n + 1
                gone.append(place)
        for place in reversed(gone):
            levels[place] -= 1
            if self._least(levels) > limit:
                levels[place] += 1
        return levels

    def segments(self, levels: Levels, limit: int) -> Iterable[Segment]:
        """The letter at these levels, the story as long as there is room."""
        room = limit - self._least(levels) + min(self.story_length, self._floor(levels))
        story = shorten(self.values[STORY], room, self.counting) if self.values[STORY] else ""
        begun = False
        for n, block in self.blocks:
            found = self._render(levels, n, block)[0]
            if block.key == STORY:
                found = [s if s.kind is SegmentKind.WORDS else Segment(story, s.kind) for s in found] if story else []
            if found and block.line and begun:
                yield Segment("\n", SegmentKind.WORDS)
            yield from found
            begun = begun or bool(found)

    def missing(self, segments: Iterable[Segment]) -> tuple[Words, ...]:
        """The blanks that the letter shows, each once."""
        blanks = {blank(slot): name(slot) for slot in self.recipe.required}
        return tuple(dict.fromkeys(blanks[part.text] for part in segments if part.kind is SegmentKind.BLANK))

    def dropped(self, levels: Levels, text: str) -> tuple[Words, ...]:
        """What isn't told, or not in full: the names, then blocks in their order, then sentences kept out on purpose."""
        found = []
        if levels[NAMES] and self._names(levels[NAMES]) != self._names(0):
            found.append(_shortened(name("names")))
        for n, block in self.blocks:
            if block.key == STORY:
                whole, told = self.values[STORY], self.values[STORY] in text
                if whole and not told:
                    found.append(block.name if not self._tells_story(whole, text) else _shortened(block.name))
                continue
            full, now = self._render({**levels, n: 0}, n, block)[0], self._render(levels, n, block)[0]
            if full != now:
                found.append(_shortened(block.name) if now else block.name)
        if left_out(self.facts, self.recipe.leaves_out):
            found.append(name(f"other_{self.recipe.leaves_out}"))
        return tuple(found)

    @staticmethod
    def _tells_story(whole: str, text: str) -> bool:
        return whole[:8] in text

    def _least(self, levels: Levels) -> int:
        """How long the letter is at these levels, the story told as shortly as it may be."""
        total, begun = 0, False
        for n, block in self.blocks:
            segments, length = self._render(levels, n, block)
            if not segments:
                continue
            if block.key == STORY:
                length += min(self.story_length, self._floor(levels)) - self.story_length
            total += length + (self.break_length if block.line and begun else 0)
            begun = True
        return total

    def _floor(self, levels: Levels) -> int:
        for n, block in self.blocks:
            if block.key == STORY:
                return block.floors[levels[n]] if levels[n] < len(block.floors) else 0
        return 0

    def _render(self, levels: Mapping[int, int], n: int, block: Block) -> tuple[list[Segment], int]:
        """The first text at or after the block's level that can be said, and its length; nothing where none can."""
        key = (n, levels[n], levels[NAMES])
        if key not in self._rendered:
            self._rendered[key] = self._said(block, levels[n], self._names(levels[NAMES]))
        return self._rendered[key]

    def _said(self, block: Block, level: int, names: dict[str, str]) -> tuple[list[Segment], int]:
        values = self.values | names
        for template in block.texts[level:]:
            if not template:
                break
            segments = render(template, values, self.recipe.required, self.openings)
            if segments is not None:
                return segments, self.counting.length("".join(segment.text for segment in segments))
        return [], 0

    def _names(self, level: int) -> dict[str, str]:
        if level not in self._named:
            longest = self.recipe.longest[level - 1] if level else None
            self._named[level] = names_of(self.facts, longest, self.counting)
        return self._named[level]


def _shortened(words: Words) -> Words:
    return Words(f"{words.zh}（写短了）", f"{words.en} (told shorter)")
