"""Why an action can't be done now. Each guard answers None (nothing in the way) or one sentence that says what to do.

While we only look at what would be possible (`facts` is None), guards about facts stay silent: the form asks for them.
"""

from collections.abc import Callable

from escalation.guards.facts import (
    has_claim,
    has_ground,
    has_order,
    has_reason,
    has_result,
    has_story,
    has_text,
    says_something,
)
from escalation.guards.filing import (
    another_reader,
    no_filing,
    not_blocked,
    not_own_work,
    one_reader,
    reviewed,
    track_free,
    two_readers,
)
from escalation.guards.promised import (
    confirmable,
    has_keep_by,
    has_promise,
    named_is_over,
    names_promise,
    not_sent_back,
    paid,
    promise_over,
    sent_back,
)
from escalation.guards.waiting import (
    acceptance_overdue,
    answer_overdue,
    contacted,
    last_step_is_record,
    ruled_against,
    ruling_overdue,
    serious_ground,
    still_reopenable,
)
from escalation.situation import Situation

Guard = Callable[[Situation], str | None]

GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (
        has_order, has_story, has_claim, has_text, has_keep_by, has_reason, has_ground, has_result, contacted,
        answer_overdue, ruling_overdue, acceptance_overdue, promise_over, serious_ground, track_free, not_blocked,
        reviewed, not_own_work, still_reopenable, last_step_is_record, names_promise, named_is_over, has_promise,
        says_something, not_sent_back, sent_back, ruled_against, no_filing, paid, confirmable, two_readers, one_reader,
        another_reader,
    )
}  # fmt: skip


def unmet(sit: Situation, names: tuple[str, ...]) -> list[str]:
    """The sentences of all guards in `names` that stand in the way."""
    return [sentence for name in names if (sentence := GUARDS[name](sit))]
