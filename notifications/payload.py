"""What a notification carries: plain facts that any channel can show, checked once at the door."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.dateparse import parse_datetime


class BadPayload(ValueError):
    """A payload that no channel could show."""


def checked(payload: Mapping[str, object]) -> dict[str, Any]:
    """A plain copy of `payload`, as the database will give it back.

    Needed: `title` (text) and `url` (a path on this site, "/c/…/"). Optional: `lines` (list of text), `button`, `why`
    (text), `due` (ISO 8601 with offset, or None), `date_url` (a path: where that date says why). Anything else is kept
    for the kind's own templates.
    """
    try:
        facts: dict[str, Any] = json.loads(json.dumps(dict(payload), allow_nan=False))
    except (TypeError, ValueError) as error:
        raise BadPayload(f"A payload holds plain JSON values only: {error}") from error
    if not isinstance(facts.get("title"), str) or not facts["title"].strip():
        raise BadPayload("A payload needs a title.")
    if not is_path(facts.get("url")):
        raise BadPayload(f"The url must be a path on this site, not {facts.get('url')!r}.")
    _check_optional(facts)
    return facts


def is_path(url: object) -> bool:
    """True for a path of our own; "//host" and "/\\\\host" are other people's sites to a browser."""
    return isinstance(url, str) and url.startswith("/") and url[1:2] not in ("/", "\\") and url.isprintable()


def _check_optional(facts: Mapping[str, Any]) -> None:
    lines = facts.get("lines", [])
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise BadPayload("The lines must be a list of texts.")
    for name in ("button", "why"):
        if not isinstance(facts.get(name) or "", str):
            raise BadPayload(f"The {name} must be a text.")
    if facts.get("date_url") and not is_path(facts["date_url"]):
        raise BadPayload("The address of the date must be a path of this site.")
    due = facts.get("due")
    moment = parse_datetime(due) if isinstance(due, str) else None
    if due is not None and (moment is None or moment.tzinfo is None):
        raise BadPayload(f"The due moment must be ISO 8601 with an offset, not {due!r}.")
