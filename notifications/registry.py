"""The kinds of notification: upper floors register theirs here in `AppConfig.ready`, so this floor needs no case."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

Subject = Callable[[Mapping[str, Any]], str]
StillDue = Callable[[Collection[str]], Collection[str]]


class UnknownKind(LookupError):
    """A kind that no app has registered: a spelling mistake, or an app missing from INSTALLED_APPS."""


@dataclass(frozen=True, slots=True)
class KindSpec:
    """How one kind is told.

    `still_due(refs)` is asked for a few at a time just before they are sent: those that are still worth saying.
    `subject`: given the template context; None means the payload's title.
    `folder`: where `body.txt` and `body.html` lie; empty means `emails/<kind>`. Each missing file falls back to
    `emails/notification.*`, which shows title, lines, url and button of the payload.
    `private`: the title says what a case is about, so it isn't shown where others may look on.
    `terse`: a chat gets the title alone; its lines name what others needn't see.
    """

    kind: str
    still_due: StillDue
    subject: Subject | None = None
    folder: str = ""
    private: bool = True
    terse: bool = False

    @property
    def mail_folder(self) -> str:
        return self.folder or f"emails/{self.kind}"


def one_by_one(check: Callable[[str], bool]) -> StillDue:
    """A `still_due` that asks `check` for each ref: for kinds of which few are sent at once."""
    return lambda refs: {ref for ref in refs if check(ref)}


def always(refs: Collection[str]) -> Collection[str]:
    """A `still_due` for what never grows old."""
    return refs


_kinds: dict[str, KindSpec] = {}


def register(kind: str, spec: KindSpec) -> None:
    """Make `kind` known; the same again is fine, two different ones under one name are a mistake (ValueError)."""
    if kind != spec.kind:
        raise ValueError(f"{kind!r} is registered with a spec for {spec.kind!r}.")
    if _kinds.setdefault(kind, spec) != spec:
        raise ValueError(f"The notification kind {kind!r} is registered twice.")


def spec_of(kind: str) -> KindSpec:
    """The spec of `kind`; UnknownKind tells which ones there are."""
    try:
        return _kinds[kind]
    except KeyError:
        known = ", ".join(sorted(_kinds)) or "none"
        raise UnknownKind(f"No app has registered the notification kind {kind!r}; known: {known}.") from None
