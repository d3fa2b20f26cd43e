"""What a playbook is made of: facts to ask, slots for evidence, things to be shown, risks, texts. Read by `playbooks`."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

import law
from complaints.playbook_conditions import FactKind
from complaints.status import ClaimKind


class Words(law.Words):
    """One text in both languages; `str()` gives the one the page is in."""

    __slots__ = ()

    def __str__(self) -> str:
        return self.spoken(get_language() or "zh")


@dataclass(frozen=True, slots=True)
class When:
    """A condition: the fact `fact` was answered with one of `answers`."""

    fact: str
    answers: tuple[str, ...]


def holds(conditions: Iterable[When], told: Mapping[str, str]) -> bool:
    """Whether all `conditions` are met by what was `told`; what nobody answered meets none."""
    return all(told.get(one.fact) in one.answers for one in conditions)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to tap."""

    key: str
    words: Words


@dataclass(frozen=True, slots=True)
class Fact:
    """A question about what happened, asked only while `when` holds; `why` says what the answer is good for.

    `options` are the answers to tap: those of a choice, or yes and no in the words of the question; else there are none.
    `letters` are parts of Chinese sentences by answer, under "" the one for any answer; {value} is the answer.
    `ahead`: the day may lie in the future.
    """

    key: str
    kind: FactKind
    ask: Words
    why: Words
    options: tuple[Option, ...]
    when: tuple[When, ...]
    letters: Mapping[str, str]
    ahead: bool


@dataclass(frozen=True, slots=True)
class SlotSpec:
    """One piece of evidence that a type asks for: its name, how to photograph it, and what it proves.

    `wanted` names the thing to photograph inside a sentence: 「拍到吊牌正反面的照片」. `photographed`: made with the camera;
    other pieces are on the phone already, or become so as a screenshot.
    """

    key: str
    labels: Words
    hints: Words
    wanted: Words
    purposes: Words
    required: bool
    perishable: bool
    photographed: bool

    @property
    def label(self) -> str:
        return str(self.labels)

    @property
    def hint(self) -> str:
        return str(self.hints)

    @property
    def proves(self) -> str:
        """The purpose of proof (证明目的), as the exhibit list says it."""
        return str(self.purposes)


@dataclass(frozen=True, slots=True)
class Way:
    """The slots that together show something where `when` holds: what was said in a livestream stands in its replay."""

    slots: tuple[str, ...]
    when: tuple[When, ...]


@dataclass(frozen=True, slots=True)
class Proposition:
    """A thing to be shown: `says` it; each of `accepts` is a set of slots that together show it, the usual one first.

    Those of `instead` whose condition holds take the place of `accepts`. `weight` from 1 to 5; needed from `stage` on,
    only for `claims` (empty: for all), only while `when` holds.
    """

    key: str
    says: Words
    accepts: tuple[tuple[str, ...], ...]
    weight: int
    stage: int
    claims: frozenset[ClaimKind]
    when: tuple[When, ...]
    instead: tuple[Way, ...] = ()

    def ways(self, told: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
        """The sets of slots that are enough, given the facts `told`; the one to ask for first."""
        return tuple(way.slots for way in self.instead if holds(way.when, told)) or self.accepts


@dataclass(frozen=True, slots=True)
class Risk:
    """What may go wrong in this type, while `when` holds, and what it rests on."""

    says: Words
    when: tuple[When, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Playbook:
    """All we know about one type. `name` is that of its file.

    `slots` in the order to collect them: what may vanish first comes first. `sources` are the ids of the limits and
    provisions that its texts rest on, the most important first. `texts`: by channel (seller, platform, complaint, report,
    association) the Chinese sentence that names the core of the dispute, with the blanks {goods}, {shop} and {placed}.
    """

    name: str
    title: Words
    describe: Words
    facts: tuple[Fact, ...]
    slots: tuple[SlotSpec, ...]
    propositions: tuple[Proposition, ...]
    risks: tuple[Risk, ...]
    claims: tuple[ClaimKind, ...]
    platform_type: str
    sources: tuple[str, ...]
    texts: Mapping[str, str]

    def slot(self, key: str) -> SlotSpec | None:
        """The slot called `key`, or None: after a change of type old evidence keeps its key."""
        return next((slot for slot in self.slots if slot.key == key), None)

    @property
    def required(self) -> tuple[SlotSpec, ...]:
        """What every case of this type should have before it goes to the platform, whatever is claimed."""
        return tuple(slot for slot in self.slots if slot.required)

    @property
    def default_claim(self) -> ClaimKind:
        return self.claims[0]

    def needed(self, *, stage: int, claims: Collection[str], told: Mapping[str, str]) -> tuple[Proposition, ...]:
        """What must be shown at `stage` for these `claims`, given the facts `told`, in the order of the file."""
        return tuple(
            one
            for one in self.propositions
            if one.stage <= stage and (not one.claims or one.claims & set(claims)) and holds(one.when, told)
        )

    def dangers(self, told: Mapping[str, str]) -> tuple[Risk, ...]:
        """The risks that apply, given the facts `told`."""
        return tuple(risk for risk in self.risks if holds(risk.when, told))
