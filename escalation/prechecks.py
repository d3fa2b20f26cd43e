"""The pre-check as pages show it: its title and summary, where each line is mended, what is asked on the page itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _L
from django.utils.translation import pgettext_lazy

from complaints.access import Right
from complaints.models import Complaint
from complaints.status import REGULATOR_TRACKS, STAGE, Status, TrackKind, TrackState
from escalation import dossier
from escalation.situation import Situation
from escalation.transitions import Action
from law.conflicts import Channel, Ruling, State, Verdict, matrix
from law.precheck import Line, Mend, Tally, tally

TITLES: dict[TrackKind, Promise] = {
    TrackKind.PLATFORM: _L("Check before you ask the platform"),
    TrackKind.COMPLAINT: _L("Check before you complain"),
    TrackKind.REPORT: _L("Check before you report"),
    TrackKind.ASSOCIATION: _L("Check before you write to the association"),
    TrackKind.ODR: _L("Check before you settle online"),
}
ACTIONS: dict[Mend, Promise] = {
    Mend.CONTACT: _L("Write to the seller"), Mend.SELLER: _L("Fill in the seller"), Mend.ORDER: _L("Complete the order"),
    Mend.STORY: _L("Tell more"), Mend.FOUND_AT: _L("Check the day"), Mend.CLAIMS: _L("Change the claims"),
    Mend.EVIDENCE: _L("To the evidence"), Mend.TEXT: _L("Change the text"),
    Mend.WITHDRAW_ASSOCIATION: _L("Look at the association's way"), Mend.OTHER_WAYS: _L("See the ways"),
}  # fmt: skip
"""What the button of each mend says; mends that are questions have buttons of their own."""

QUESTIONS: dict[str, Promise] = {
    "ordinary_use": _L("Did you buy it for your own daily life?"),
    "identity": _L("Do you have a real-name account, and your identity card at hand?"),
    "agent": _L("Will somebody else file it for you?"),
    "authorisation": _L("Is your authorisation there in the original?"),
}
ANSWER_NAMES = {
    f"{dossier.PREFIX}ordinary_use": _L("Bought for daily life"), f"{dossier.PREFIX}identity": _L("Identity at hand"),
    f"{dossier.PREFIX}agent": _L("Filed by somebody else"), f"{dossier.PREFIX}authorisation": _L("Authorisation at hand"),
}  # fmt: skip
"""What the timeline calls these questions."""
_ASKED = {"consumption": "ordinary_use", "identity": "identity", "agent": "agent"}

STATES: dict[State, Promise] = {
    State.NONE: _L("not begun"), State.PREPARING: _L("being prepared"), State.FILED: _L("under way"),
    State.ACCEPTED: _L("accepted"), State.AGREED: _L("agreed"), State.BROKEN: _L("promise broken"),
    State.FAILED: _L("ended without result"), State.DECLINED: _L("not accepted"), State.SILENT: _L("no answer"),
    State.DROPPED: _L("dropped"),
}  # fmt: skip
VERDICTS: dict[Verdict, tuple[Promise, str]] = {
    Verdict.FREE: (pgettext_lazy("way", "Open"), "jade"),
    Verdict.COSTS: (pgettext_lazy("way", "At a cost"), "amber"),
    Verdict.BLOCKED: (pgettext_lazy("way", "Has to wait"), "seal"),
}
"""What is said of a way, and the tone of its chip."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question on the page, and what was answered so far: "yes", "no" or ""."""

    key: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line with its button (`href` empty: none for this person) and the questions below it."""

    line: Line
    href: str = ""
    action: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One way of this dispute: how far it was gone, and whether it is open now."""

    name: str
    state: str
    begun: bool
    verdict: str
    tone: str
    ruling: Ruling


@dataclass(frozen=True, slots=True)
class Checked:
    """A whole pre-check: what it is called, its lines, and how many are in order."""

    kind: TrackKind
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        return str(TITLES[self.kind])

    @property
    def counts(self) -> Tally:
        return tally(self.lines)

    @property
    def open(self) -> list[Line]:
        """What is better mended: grounds of refusal first."""
        return sorted((line for line in self.lines if not line.ok), key=lambda line: line.colour != "red")

    @property
    def words(self) -> str:
        """「12 项里 10 项没问题，2 项要补」."""
        counts = self.counts
        if not counts.to_mend:
            return _("All %(total)d points are in order.") % {"total": counts.total}
        numbers = {"total": counts.total, "green": counts.green, "open": counts.to_mend}
        return _("Of %(total)d points %(green)d are in order, %(open)d are to be mended.") % numbers


def of(sit: Situation, kind: TrackKind, *, text: str | None = None) -> Checked:
    """The pre-check of the case in `sit` for the way `kind`, with the text as in `dossier.build`."""
    return Checked(kind, dossier.lines(sit, kind, text=text))


def way_named(sit: Situation, name: str) -> TrackKind:
    """The way that an address names (`complaint`, `platform` …), else the one that comes next."""
    if name in TITLES:
        return TrackKind(name)
    filing = next((t for t in sit.tracks if t.kind in REGULATOR_TRACKS and t.state != TrackState.CLOSED), None)
    if filing and filing.kind in TITLES:
        return TrackKind(filing.kind)
    return TrackKind.COMPLAINT if STAGE.get(Status(sit.status), 3) == 3 else TrackKind.PLATFORM


def rows(sit: Situation, checked: Checked) -> list[Row]:
    """The lines with what can be done about each by the person who looks."""
    may = sit.right >= Right.PREPARE and not sit.complaint.is_over
    return [_row(sit, checked, line, may=may) for line in checked.lines]


def _row(sit: Situation, checked: Checked, line: Line, *, may: bool) -> Row:
    case = sit.complaint
    if not may:
        return Row(line)
    asked = tuple(_question(case, key) for key in _asked(case, line))
    if line.mend is None or line.mend not in ACTIONS:
        return Row(line, questions=asked)
    return Row(line, _address(sit, checked.kind, line.mend), str(ACTIONS[line.mend]), asked)


def _asked(case: Complaint, line: Line) -> Iterable[str]:
    key = _ASKED.get(line.key)
    if key:
        yield key
    if key == "agent" and case.answers.get(dossier.PREFIX + key) == "yes":
        yield "authorisation"


def _question(case: Complaint, key: str) -> Question:
    return Question(key, str(QUESTIONS[key]), str(case.answers.get(dossier.PREFIX + key) or ""))


def _address(sit: Situation, kind: TrackKind, mend: Mend) -> str:
    code = sit.complaint.public_code
    pages = {
        Mend.SELLER: "complaints:seller", Mend.STORY: "complaints:edit_story", Mend.FOUND_AT: "complaints:edit_story",
        Mend.CLAIMS: "complaints:edit_claims", Mend.EVIDENCE: "evidence:index", Mend.WITHDRAW_ASSOCIATION: "complaints:case",
    }  # fmt: skip
    if mend is Mend.OTHER_WAYS:
        return "#ways"
    if mend is Mend.ORDER:
        order = sit.complaint.orders.order_by("pk").first()
        return (
            reverse("complaints:edit_order", args=(code, order.pk))
            if order
            else reverse("complaints:case", args=(code,))
        )
    if mend in pages:
        return reverse(pages[mend], args=(code,)) + ("#id_found_at" if mend is Mend.FOUND_AT else "")
    return _text_address(sit, kind, mend)


def _text_address(sit: Situation, kind: TrackKind, mend: Mend) -> str:
    """Where the text to be sent is written: the page of the action that sends it."""
    prepared = sit.open_track(kind) is not None
    actions = {
        Mend.CONTACT: Action.CONTACT_SELLER,
        Mend.TEXT: Action.ESCALATE_TO_PLATFORM if kind == TrackKind.PLATFORM
        else Action.ESCALATE_TO_REGULATOR if prepared else Action.PREPARE_FILING,
    }  # fmt: skip
    url = reverse("escalation:do", args=(sit.complaint.public_code, actions[mend].value))
    return f"{url}?track={kind}" if actions[mend] is Action.ESCALATE_TO_REGULATOR else url


def ways(sit: Situation) -> list[Way]:
    """All ways of this dispute: how far each was gone last, and whether it is open beside the others."""
    stands = dossier.channels_of(sit)
    last = dict(stands)
    return [_way(channel, last.get(channel, State.NONE), ruling) for channel, ruling in matrix(stands).items()]


def _way(channel: Channel, state: State, ruling: Ruling) -> Way:
    verdict, tone = VERDICTS[ruling.verdict]
    return Way(
        str(TrackKind(channel.value).label), str(STATES[state]), state is not State.NONE, str(verdict), tone, ruling
    )
