"""What anybody may read: limits, provisions and phone numbers, each with its source, validity and how sure we are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from law import CHINA, Bound, Direction, Effect, Law, Norm, Phone, Rule, Unit, UnknownRule, Words
from law.staleness import Freshness, freshness
from rulebook.snapshot import current_law
from rulebook.wording import limit_words

STAGES = {
    "1": _("① With the seller"),
    "2": _("② With the platform"),
    "3_complaint": _("③ 12315 complaint"),
    "3_report": _("③ 12315 report"),
    "3_association": _("③ Consumer association"),
    "4_court": pgettext_lazy("limits", "Court"),
    "all": _("At any stage"),
}
"""The stages of `law/rules.csv`, in the order of the page."""

BINDS = {
    Bound.CONSUMER: pgettext_lazy("binds", "The consumer"),
    Bound.SELLER: pgettext_lazy("binds", "The seller"),
    Bound.PLATFORM: pgettext_lazy("binds", "The platform"),
    Bound.AUTHORITY: pgettext_lazy("binds", "The authority or court"),
}

ENDS = {
    Effect.DUTY: _("Once it has passed, the one it binds is late."),
    Effect.RIGHT_WINDOW: _("Once it has passed, this way is closed."),
    Effect.THRESHOLD: _("It counts only once more than this time has passed."),
    Effect.RETENTION: _("Until then the records must be kept."),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A limit or a provision as its page shows it; what only a limit has is None or "" for a provision."""

    entry: Rule | Norm
    name: Words
    citation: Words
    freshness: Freshness
    in_force: bool
    amount: str = ""
    trigger: Words | None = None
    binds: Any = ""
    ends: Any = ""
    consequence: Words | None = None
    counting: Any = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The limits of one stage."""

    stage: str
    words: Any
    sheets: list[Sheet]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All limits by stage, or those of one (`?stage=`), and the phone numbers."""
    law, today, chosen = current_law(), china_today(), request.GET.get("stage", "")
    chosen = chosen if chosen in STAGES else ""
    groups = [
        Group(stage, words, [sheet(rule, law, today) for rule in law.rules.values() if rule.stage == stage])
        for stage, words in STAGES.items()
        if chosen in ("", stage)
    ]
    context = {
        "groups": groups,
        "stages": [{"key": stage, "words": words, "chosen": stage == chosen} for stage, words in STAGES.items()],
        "chosen": chosen,
        "phones": phones(law, today),
    }
    return render(request, "rulebook/index.html", context)


@require_safe
def source(request: HttpRequest, source_id: str) -> HttpResponse:
    """One time limit or provision."""
    law, today = current_law(), china_today()
    try:
        found = law.source(source_id)
    except UnknownRule:
        raise Http404 from None
    others = [sheet(rule, law, today) for rule in other_versions(found, law.rules.values())]
    return render(request, "rulebook/source.html", {"sheet": sheet(found, law, today), "others": others})


def china_today() -> date:
    """Today where these rules apply."""
    return timezone.now().astimezone(CHINA).date()


def sheet(entry: Rule | Norm, law: Law, today: date) -> Sheet:
    """`entry` in words, as of `today`."""
    fresh = freshness(entry, law.reference, today=today)
    citation = Words(entry.citation_zh, entry.citation_en)
    if isinstance(entry, Norm):
        return Sheet(entry, entry.gist, citation, fresh, _in_force(entry, today))
    return Sheet(
        entry, Words(entry.name_zh, entry.name_en), citation, fresh, _in_force(entry, today),
        amount=limit_words(entry),
        trigger=Words(entry.trigger_zh, entry.trigger_en),
        binds=BINDS[entry.who_is_bound],
        ends=ENDS[entry.effect] if entry.published else "",  # nobody is late by a time that was never published
        consequence=Words(entry.consequence_zh, entry.consequence) if entry.consequence_zh else None,
        counting=_counting(entry),
    )  # fmt: skip


def other_versions(entry: Rule | Norm, rules: Iterable[Rule]) -> list[Rule]:
    """The other versions of a limit, newest first; none for a provision."""
    if isinstance(entry, Norm):
        return []
    family = [rule for rule in rules if rule.family == entry.family and rule.id != entry.id]
    return sorted(family, key=lambda rule: rule.effective_from or date.min, reverse=True)


def phones(law: Law, today: date) -> list[tuple[Phone, Freshness]]:
    """Every number, with how long ago it was checked."""
    return [(phone, freshness(phone, law.reference, today=today)) for phone in law.reference.phones.values()]


def _in_force(entry: Rule | Norm, today: date) -> bool:
    begun = entry.effective_from is None or entry.effective_from <= today
    return begun and (entry.effective_to is None or today <= entry.effective_to)


def _counting(rule: Rule) -> Any:
    if rule.direction is Direction.BACKWARD:
        return _("Counted back from that day, which isn't counted; it never moves.")
    if rule.unit is Unit.HOUR:
        return _("Counted from that very moment; nights, weekends and holidays count.")
    if rule.unit is Unit.WORKING_DAY:
        return _("That day isn't counted. Only working days count: make-up days do, weekends and holidays don't.")
    if rule.roll:
        return _("That day isn't counted. If the last day is a day off, it moves to the next working day.")
    return _("That day isn't counted. The last day stays as it is, also on a day off.")
