"""One page of the inbox, ready to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from notifications.models import Notification
from notifications.rendering import Told, told

PAGE = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One notification and how to show it: the kind's own partial if there is one."""

    said: Notification
    templates: Sequence[str]
    items: Sequence[Told]

    @property
    def unread(self) -> bool:
        return self.said.read_at is None


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, newest first; `older` is the `before` of the next page, or None on the last one."""

    entries: Sequence[Entry]
    older: int | None
    is_first: bool
    newest: int | None

    @property
    def older_url(self) -> str:
        """The address of the next page; empty on the last one."""
        return f"?before={self.older}" if self.older is not None else ""

    @property
    def has_unread(self) -> bool:
        return any(entry.unread for entry in self.entries)


def page_of(person: User, *, before: str = "", size: int = PAGE) -> Page:
    """The page below the notification `before` (its id as text); the first one when that isn't the person's own."""
    own = Notification.objects.of(person)
    anchor = own.filter(pk=int(before)).first() if before.isdecimal() and len(before) < 19 else None
    found = list((own.older_than(anchor) if anchor else own)[: size + 1])
    shown = found[:size]
    return Page(
        entries=[_entry(said) for said in shown],
        older=shown[-1].pk if len(found) > size else None,
        is_first=anchor is None,
        newest=max((said.pk for said in shown), default=None),
    )


def _entry(said: Notification) -> Entry:
    templates = (f"notifications/kinds/{said.kind}.html", "notifications/kinds/_generic.html")
    return Entry(said=said, templates=templates, items=told(said))
