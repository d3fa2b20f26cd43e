"""The third stage in plain words: filings, and which of them may run at the same time."""

from typing import Any

from law.conflicts import Channel, State, Verdict, may_file
from tests.escalation.plain_place import AGREED, ENDED, FILINGS, OFFICES, OPENED, SENT, STAGE_3, Walk, Way

_RUNS = {"active": State.FILED, "filed": State.FILED, "accepted": State.ACCEPTED, "mediating": State.ACCEPTED}
_ENDS = {
    "agreed": State.AGREED, "upheld": State.AGREED, "agreement": State.AGREED, "refused": State.FAILED,
    "rejected": State.FAILED, "terminated": State.FAILED, "handled": State.FAILED, "silent": State.SILENT,
    "broken": State.BROKEN, "declined": State.DECLINED, "dropped": State.DROPPED, "withdrawn": State.DROPPED,
}  # fmt: skip


class Filings(Walk):
    """What can be done to one filing."""

    def _free(self, kind: str) -> bool:
        others = [(Channel(w.kind), self._stand(w)) for w in self.at.ways if w.kind != kind or w.state == "closed"]
        return may_file(Channel(kind), others).verdict is not Verdict.BLOCKED

    def _stand(self, way: Way) -> State:
        state = _ENDS[way.outcome] if way.outcome else _RUNS.get(way.state, State.PREPARING)
        if way.kind == "seller" and way.state == "active" and self.at.status == "agreed":
            return State.AGREED
        gone_on = (
            state is State.AGREED and self.at.status not in (*AGREED, "kept") and way.kind in ("seller", "platform")
        )
        return State.BROKEN if gone_on else state

    def _prepare_filing(self, here: Way | None, facts: dict[str, Any]) -> bool:
        kind = facts["channel"]
        soon = self.at.status in STAGE_3 or kind == "report"
        possible = not self._from("draft", *ENDED) and soon and not self.at.way(kind) and self._free(kind)
        self.at.ways.append(Way(kind, "preparing"))
        return possible

    def _turn(self, here: Way | None, sources: tuple[str, ...], state: str, kinds: tuple[str, ...] = FILINGS) -> bool:
        if here is None or here.state not in sources or here.kind not in kinds:
            return False
        here.state = state
        return self._moved()

    def _close_way(
        self, here: Way | None, sources: tuple[str, ...], outcome: str, kinds: tuple[str, ...] = FILINGS
    ) -> bool:
        if here is None or here.state not in sources or here.kind not in kinds:
            return False
        here.state, here.outcome = "closed", outcome
        return self._moved()

    def _ask_review(self, here: Way | None, facts: dict[str, Any]) -> bool:
        return self._turn(here, ("preparing",), "in_review")

    def _approve_filing(self, here: Way | None, facts: dict[str, Any]) -> bool:
        return self._turn(here, ("in_review",), "approved")

    def _return_filing(self, here: Way | None, facts: dict[str, Any]) -> bool:
        return self._turn(here, ("in_review",), "preparing")

    def _escalate_to_regulator(self, here: Way | None, facts: dict[str, Any]) -> bool:
        if here is None or not self._free(here.kind):
            return False
        here.since = self.jumps
        return self._turn(here, ("preparing", "approved"), "filed")

    def _record_acceptance(self, here: Way | None, facts: dict[str, Any]) -> bool:
        return self._turn(here, ("filed",), "accepted", (*OFFICES, "report", "court"))

    def _record_declined(self, here: Way | None, facts: dict[str, Any]) -> bool:
        return self._close_way(here, ("filed",), "declined")

    def _record_regulator_silence(self, here: Way | None, facts: dict[str, Any]) -> bool:
        return here is not None and self.over(here.since) and self._close_way(here, ("filed",), "silent")

    def _record_mediation(self, here: Way | None, facts: dict[str, Any]) -> bool:
        return self._turn(here, ("accepted",), "mediating", OFFICES)

    def _agree(self, facts: dict[str, Any]) -> None:
        raise NotImplementedError

    def _ends_talk(self, here: Way | None, outcome: str, kinds: tuple[str, ...]) -> bool:
        return self._close_way(here, OPENED, outcome, kinds) or self._close_way(here, ("filed",), outcome, ("odr",))

    def _record_mediation_agreement(self, here: Way | None, facts: dict[str, Any]) -> bool:
        self._agree(facts)
        return self._ends_talk(here, "agreement", (*OFFICES, "court"))

    def _record_mediation_end(self, here: Way | None, facts: dict[str, Any]) -> bool:
        return self._ends_talk(here, "terminated", OFFICES)

    def _record_result(self, here: Way | None, facts: dict[str, Any]) -> bool:
        return self._close_way(here, ("accepted",), "handled", ("report", "court"))

    def _drop_filing(self, here: Way | None, facts: dict[str, Any]) -> bool:
        return self._close_way(here, ("preparing", "in_review", "approved"), "dropped")

    def _withdraw_filing(self, here: Way | None, facts: dict[str, Any]) -> bool:
        kinds = ("platform", *OFFICES, "odr", "court")
        return self._from("kept") and self._close_way(here, ("active", *SENT), "withdrawn", kinds)
