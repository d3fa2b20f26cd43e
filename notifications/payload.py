"""What a notification carries: plain facts that any channel can show, checked once at the door."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_datetime


class BadPayload(ValueError):
    """A payload that no channel could show."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is said: its sentences, the moment it is about (ISO 8601, or None), where that moment says why, and
    where a person says (POST) that they have seen to it.
    """

    ref: str
    lines: Sequence[str]
    due: str | None
    date_url: str
    settle_url: str


def checked(payload: Mapping[str, object]) -> dict[str, Any]:
    """A plain copy of `payload`, as the database will give it back.

    Needed: `title` (text) and `url` (a path on this site, "/c/…/"). Optional: `lines` (list of text), `button`, `why`
    (text), `due` (ISO 8601 with offset, or None), `date_url` and `settle_url` (paths, see Item). Several things said at
    once are `items` instead: each with its `ref`, `lines`, `due` and paths. Anything else is kept for the kind's
    own templates.
    """
    try:
        facts: dict[str, Any] = json.loads(json.dumps(dict(payload), allow_nan=False))
    except (TypeError, ValueError) as error:
        raise BadPayload(f"A payload holds plain JSON values only: {error}") from error
    if not isinstance(facts.get("title"), str) or not facts["title"].strip():
        raise BadPayload("A payload needs a title.")
    if not is_path(facts.get("url")):
        raise BadPayload(f"The url must be a path on this site, not {facts.get('url')!r}.")
    for name in ("button", "why"):
        if not isinstance(facts.get(name) or "", str):
            raise BadPayload(f"The {name} must be a text.")
    _check_said(facts)
    items = facts.get("items", [])
    if not isinstance(items, list) or not all(isinstance(i, dict) and isinstance(i.get("ref"), str) for i in items):
        raise BadPayload("The items must be a list, each with its ref.")
    for item in items:
        _check_said(item)
    return facts


def items_of(facts: Mapping[str, Any], ref: str) -> list[Item]:
    """What a payload says, one by one; one that has no items says one thing, named by the notification's own `ref`."""
    parts = facts.get("items") or [{**facts, "ref": ref}]
    return [
        Item(part["ref"], part.get("lines") or [], part.get("due"), part.get("date_url") or "", part.get("settle_url") or "")
        for part in parts
    ]  # fmt: skip


def is_path(url: object) -> bool:
    """True for a path of our own; "//host" and "/\\\\host" are other people's sites to a browser."""
    return isinstance(url, str) and url.startswith("/") and url[1:2] not in ("/", "\\") and url.isprintable()


def _check_said(facts: Mapping[str, Any]) -> None:
    lines = facts.get("lines", [])
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise BadPayload("The lines must be a list of texts.")
    for name in ("date_url", "settle_url"):
        if facts.get(name) and not is_path(facts[name]):
            raise BadPayload(f"The {name} must be a path of this site.")
    due = facts.get("due")
    moment = parse_datetime(due) if isinstance(due, str) else None
    if due is not None and (moment is None or moment.tzinfo is None):
        raise BadPayload(f"The due moment must be ISO 8601 with an offset, not {due!r}.")
