"""`manage.py write_docs` writes docs/workflow.md and its pictures from the transition table: they can't say anything else."""

from collections.abc import Iterable
from itertools import product
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.models import TextChoices
from django.utils import translation

import law
from complaints.status import LIVE, STAGE, Status
from escalation.diagram import standalone, wording
from escalation.diagram.graph import Subject
from escalation.transitions import AS_BROKEN, BEFORE, BY_TRACKS, STAY, TABLE, Action, Actor, Transition

PAGE = settings.BASE_DIR / "docs" / "workflow.md"
STAGES = {1: "① Talk with the seller", 2: "② The platform steps in", 3: "③ 12315 and the association", 0: "At any time"}
WHO = {Actor.OWNER: "owner", Actor.ACTING: "helper (act)", Actor.PREPARING: "helper (prepare)", Actor.ADMIN: "admin"}
AT_ANY_TIME = (
    Action.RECORD_CONTACT, Action.RECORD_PROMISE, Action.RECORD_PROMISE_KEPT, Action.RECORD_PROMISE_BROKEN,
    Action.RECORD_PAID_LATE, Action.RECORD_NOT_ARRIVED, Action.CLOSE, Action.WITHDRAW, Action.REOPEN, Action.CORRECT,
)  # fmt: skip
_FIGURE = law.load().reference.figure  # the packaged figures: an installation may have published others
GUARDS = {
    "has_order": "an order is entered",
    "has_story": "what happened is written down",
    "has_claim": "at least one claim is chosen",
    "has_text": "the text is not empty",
    "has_keep_by": "the day they promised is given, or the goods go back first",
    "has_promise": "their words are given, and not on record yet",
    "names_promise": "it is a promise that is still open",
    "named_is_over": "its day is over, or they now say no",
    "says_something": "what was said is given, or a screenshot",
    "not_sent_back": "the goods aren't on their way yet",
    "sent_back": "the goods were posted back",
    "has_reason": "what should be changed is said",
    "has_ground": "the reason they gave is given",
    "has_result": "how it ended is given",
    "contacted": "the seller was written to",
    "answer_overdue": "the seller's time to answer is over, or a promise was broken",
    "ruling_overdue": "the platform's time to decide is over",
    "acceptance_overdue": "the time of the authority, the company or the court to decide is over",
    "ruled_against": "the platform ruled against the consumer",
    "no_filing": "no other filing than a report is open",
    "paid": "they have paid",
    "confirmable": "an agreement of the association is there, and its time for confirmation runs",
    "promise_over": "the promised day is over, or they now say no",
    "serious_ground": f"a fake, a danger to health, or more than ¥{_FIGURE('LARGE_AMOUNT').value:,}",
    "track_free": "this way isn't open already, nor one that excludes it; before stage ③ only a report",
    "not_blocked": "no other office has the same dispute (Decree 121, article 16(2))",
    "reviewed": f"where a review is due (helper, more than ¥{_FIGURE('REVIEW_ABOVE').value:,}, danger to health): "
    "approved, and in the approved words",
    "one_reader": "one reviewer is enough",
    "two_readers": f"two must read it (danger to health, or more than ¥{_FIGURE('SECOND_READER_ABOVE').value:,})",
    "another_reader": "somebody else than the first reviewer",
    "not_own_work": "the reviewer neither owns the case nor asked for the review",
    "still_reopenable": f"it ended at most {_FIGURE('REOPEN_WITHIN').value} days ago",
    "last_step_is_record": "the last step that counts is an answer somebody recorded",
}
ALTERNATIVE = "boxes for where it can stand, with the buttons that are there and a line from each to where it leads"
INTRODUCTION = """# The workflow

Written by `manage.py write_docs` from `escalation/transitions.py`; change the table there, then run it again.

One door moves a case, `escalation.workflow.perform`. What isn't in these tables is refused. A deadline that passes
never moves a case: it tells the people concerned and makes the next action possible. Each filing in stage ③ is a track
of its own; the status of the case is then the summary of its tracks."""


def page() -> str:
    """The whole page as Markdown."""
    parts = [INTRODUCTION, "## The case", drawing(Subject.CASE), statuses(), "## One filing in stage ③"]
    parts += [drawing(Subject.FILING), "## Every action"]
    for stage, title in STAGES.items():
        parts += [f"### {title}", table(row for row in TABLE if stage_of(row) == stage)]
    parts.append(
        "“Before” means: back to where the case stood before its last step. Closed cases stay readable, and "
        "what was recorded by mistake stays in the timeline beside its correction."
    )
    return "\n\n".join(parts) + "\n"


def stage_of(row: Transition) -> int:
    """The section a row belongs to; 0 for what can be done at any time."""
    if row.action in AT_ANY_TIME:
        return 0
    if row.action == Action.PREPARE_FILING:
        return 3
    first = row.source[0]
    return STAGE[first] if isinstance(first, Status) else 3


def table(rows: Iterable[Transition]) -> str:
    """Rows of the transition table as a Markdown table."""
    lines = ["| action | from | to | who | only if |", "|---|---|---|---|---|"]
    return "\n".join([*lines, *(_line(row) for row in rows)])


def statuses() -> str:
    """The case's statuses in both languages."""
    lines = ["| status | English | 中文 | stage |", "|---|---|---|---|"]
    for status in Status:
        stage = STAGES.get(STAGE.get(status, 0), "") if status in STAGE else "the one it had reached"
        lines.append(f"| `{status.value}` | {_words(status, 'en')} | {_words(status, 'zh-hans')} | {stage} |")
    return "\n".join(lines)


def drawing(subject: Subject) -> str:
    """The picture of `subject`, and where it is in Chinese."""
    with translation.override("en"):
        title = wording.title(subject)
    return (
        f"![{title}: {ALTERNATIVE}](img/{standalone.name(subject, 'en')})\n\n"
        f"In Chinese: [{standalone.name(subject, 'zh')}](img/{standalone.name(subject, 'zh')})"
    )


def pictures() -> dict[str, str]:
    """The picture files by name."""
    wanted = product(Subject, standalone.LANGUAGES)
    return {standalone.name(subject, short): standalone.document(subject, short) for subject, short in wanted}


def _line(row: Transition) -> str:
    name = f"{_words(row.action, 'en')} · {_words(row.action, 'zh-hans')}<br>`{row.action.value}`"
    who = ", ".join(WHO[actor] for actor in row.actors)
    return f"| {name} | {_from(row)} | {_to(row)} | {who} | {'; '.join(GUARDS[guard] for guard in row.guards)} |"


def _from(row: Transition) -> str:
    kinds = f" ({', '.join(kind.value for kind in row.kinds)})" if row.kinds else ""
    return _places(row) + kinds


def _places(row: Transition) -> str:
    names = [f"`{where.value}`" for where in row.source]
    live = [f"`{where.value}`" for where in LIVE]
    if set(live) <= set(names):
        names = [*(name for name in names if name not in live), "every open status"]
    return ", ".join(names)


def _to(row: Transition) -> str:
    fixed = {BEFORE: "before", STAY: "stays", BY_TRACKS: "by its filings", AS_BROKEN: "as after a broken word"}
    return fixed.get(str(row.target)) or f"`{row.target}`"


def _words(choice: TextChoices, language: str) -> str:
    with translation.override(language):
        return str(choice.label)


class Command(BaseCommand):
    help = "Write docs/workflow.md and its pictures from the transition table."

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(page())
        folder = PAGE.parent / "img"
        folder.mkdir(exist_ok=True)
        for name, text in pictures().items():
            (folder / name).write_text(text)
        self.stdout.write(f"Written: {PAGE}")
