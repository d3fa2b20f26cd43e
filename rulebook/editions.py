"""The door for what admins publish: propose, publish (by a second person), withdraw.

A content counts only once the law can be built with it; until then nothing is stored. Publishing gives the number, makes
the row unchangeable and lets the upper floors count again, all in one transaction or not at all.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import Role, User
from law import Law, LawError, Words
from law.errors import BadRules
from law.notice import BadNotice, checked
from rulebook import snapshot
from rulebook.impact import Counter, Impact, impact
from rulebook.models import Edition, EditionState, Subject
from rulebook.numbering import next_number
from rulebook.overlay import days_of
from rulebook.tasks import ask_for_impact

__all__ = [
    "AlreadyProposed", "BadContent", "Counter", "Impact", "NeedsSecondPerson", "NotADraft", "NotAnAdmin", "Outdated",
    "after_publish", "impact", "propose", "publish", "withdraw",
]  # fmt: skip

AfterPublish = Callable[[Edition, datetime], None]
_after_publish: list[AfterPublish] = []


class BadContent(ValueError):
    """The law can't be built with this: `sentences` say why."""

    def __init__(self, *sentences: Words) -> None:
        self.sentences = sentences
        super().__init__(" ".join(words.en for words in sentences))


class NotAnAdmin(PermissionError):
    """Only active admins propose, publish and withdraw."""


class AlreadyProposed(ValueError):
    """A draft for the same entry waits: `edition`."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        super().__init__(str(edition))


class NotADraft(ValueError):
    """It was published or sent back before."""


class NeedsSecondPerson(PermissionError):
    """There is another active admin, so whoever proposed it can't publish it."""


class Outdated(ValueError):
    """Another version of the entry was published since the draft began."""


def after_publish(do: AfterPublish) -> None:
    """Let an upper floor act on a publication: `do(edition, now)` runs in the transaction that publishes.

    There `snapshot.fresh()` is the law with the new edition in it. An error stops the publication.
    """
    if do not in _after_publish:
        _after_publish.append(do)


def propose(
    subject: str, key: str, content: Any, *, by: User, note: str = "", source: str = "", source_url: str = "",
    now: datetime | None = None,
) -> Edition:  # fmt: skip
    """Store a draft for a second person to check. Raises NotAnAdmin, BadContent, AlreadyProposed."""
    _require_admin(by)
    _check(subject, key, content)
    same = Edition.objects.filter(subject=subject, key=key)
    try:
        with transaction.atomic():
            newest = same.aggregate(n=Max("n"), number=Max("number"))
            edition = Edition.objects.create(
                subject=subject, key=key, n=(newest["n"] or 0) + 1, based_on=newest["number"] or 0, content=content,
                note=note, source=source, source_url=source_url, proposed_by=by, proposed_at=now or timezone.now(),
            )  # fmt: skip
            transaction.on_commit(partial(ask_for_impact, edition.pk), robust=True)
    except IntegrityError:
        waiting = same.filter(state=EditionState.DRAFT).first()
        if waiting:
            raise AlreadyProposed(waiting) from None
        raise
    return edition


def publish(edition: Edition, *, by: User, now: datetime | None = None) -> Edition:
    """Put a draft in force. Raises NotAnAdmin, NotADraft, NeedsSecondPerson, Outdated, BadContent; then nothing changed.

    Where only one admin is active, they publish alone, and the row says so.
    """
    _require_admin(by)
    at = now or timezone.now()
    try:
        with transaction.atomic():
            # Taking the number first lets publications wait for each other: each sees what the one before put in force.
            number = next_number()
            draft = _draft(edition)
            alone = draft.proposed_by_id == by.pk
            if alone and not may_publish_alone(draft, by):
                raise NeedsSecondPerson
            if is_outdated(draft):
                raise Outdated
            _check(draft.subject, draft.key, draft.content)
            decided = {"number": number, "checked_by": by, "published_at": at, "alone": alone}
            _decide(draft, EditionState.PUBLISHED, **decided)
            snapshot.forget()
            for do in _after_publish:
                do(draft, at)
    finally:
        snapshot.forget()
    transaction.on_commit(snapshot.forget)
    return draft


def withdraw(edition: Edition, *, by: User, reason: str = "", now: datetime | None = None) -> Edition:
    """Send a draft back, for `reason`; its proposer takes it back in the same way. Raises NotAnAdmin, NotADraft."""
    _require_admin(by)
    with transaction.atomic():
        draft = _draft(edition)
        decided = {"withdrawn_by": by, "withdrawn_at": now or timezone.now(), "reason": reason}
        _decide(draft, EditionState.WITHDRAWN, **decided)
    return draft


def may_publish_alone(edition: Edition, person: User) -> bool:
    """Whether `person`, who proposed `edition`, is the only active admin and so may publish it too."""
    others = User.objects.filter(role=Role.ADMIN, is_active=True).exclude(pk=person.pk)
    return edition.proposed_by_id == person.pk and not others.exists()


def is_outdated(edition: Edition) -> bool:
    """Whether another version of the same entry was published since the draft began."""
    same = Edition.objects.filter(subject=edition.subject, key=edition.key)
    return (same.aggregate(number=Max("number"))["number"] or 0) != edition.based_on


def law_with(subject: str, key: str, content: Any) -> Law:
    """The law in force with this content in it. Raises BadContent."""
    try:
        if subject == Subject.CALENDAR:
            checked(days_of(content), _year(key))
        return snapshot.with_content(subject, key, content).law
    except BadNotice as bad:
        raise BadContent(*bad.faults) from bad
    except LawError as bad:
        raise BadContent(Words(f"这样的内容算不出期限：{bad}", str(bad))) from bad


def _check(subject: str, key: str, content: Any) -> None:
    if subject not in Subject.values:
        raise BadContent(Words(f"没有「{subject}」这一类。", f"There is no subject {subject!r}."))
    new, old = law_with(subject, key, content), snapshot.fresh().law
    if _facts(new) == _facts(old):
        raise BadContent(Words("与现行的内容完全一样，没有需要发布的。", "This is just what is in force already."))


def _facts(law: Law) -> tuple[object, ...]:
    return law.version, law.calendar.version, law.reference


def _year(key: str) -> int:
    """The year of a calendar's key: one that some table covers, so that no count can run out of it."""
    covered = snapshot.fresh().law.calendar.covered
    year = int(key) if key.isascii() and key.isdecimal() and len(key) == 4 else 0
    if year not in covered:
        raise BadRules(f"The calendar covers {min(covered)} to {max(covered)}, not {key}.")
    return year


def _require_admin(person: User) -> None:
    if not (person.is_active and person.role == Role.ADMIN):
        raise NotAnAdmin


def _draft(edition: Edition) -> Edition:
    found = Edition.objects.filter(pk=edition.pk, state=EditionState.DRAFT).first()
    if found is None:
        raise NotADraft
    return found


def _decide(draft: Edition, state: EditionState, **decided: Any) -> None:
    """Only one decision is ever taken: a second one finds no draft. Raises NotADraft."""
    if not Edition.objects.filter(pk=draft.pk, state=EditionState.DRAFT).update(state=state, **decided):
        raise NotADraft
    draft.refresh_from_db()
