"""The kinds of notification: upper floors register theirs here in `AppConfig.ready`, so this floor needs no case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Subject = str | Callable[[Mapping[str, Any]], str]


class UnknownKind(LookupError):
    """A kind that no app has registered: a spelling mistake, or an app missing from INSTALLED_APPS."""


@dataclass(frozen=True, slots=True)
class KindSpec:
    """How one kind is told.

    `still_due(ref)` is asked just before sending; False means that it isn't worth saying any more.
    `subject`: a template's name, or a callable given the template context; empty means `<folder>/subject.txt`.
    `folder`: where `subject.txt`, `body.txt` and `body.html` lie; empty means `emails/<kind>`. Each missing file falls
    back to `emails/notification.*`, which shows title, lines, url and button of the payload.
    """

    kind: str
    still_due: Callable[[str], bool]
    subject: Subject = ""
    folder: str = ""

    @property
    def mail_folder(self) -> str:
        return self.folder or f"emails/{self.kind}"


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
