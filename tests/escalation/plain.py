"""The first two stages in plain words, and what can be done at any time."""

from typing import Any

from tests.escalation.plain_filings import Filings
from tests.escalation.plain_place import AGREED, ENDED, FILINGS, STAGE_3, Way


class Plain(Filings):
    """A case as the random walk sees it."""

    # ① the seller
    def _open(self, here: Way | None, facts: dict[str, Any]) -> bool:
        possible = self._from("draft")
        self.at.status = "negotiating"
        self.at.ways.append(Way("seller", "active"))
        return possible

    def _contact_seller(self, here: Way | None, facts: dict[str, Any]) -> bool:
        possible = self._from("negotiating")
        self.at.contacted, self.at.answer = True, self.jumps
        return possible

    def _agree(self, facts: dict[str, Any]) -> None:
        back = facts.get("goods_back")
        self.at.agreed, self.at.refund, self.at.sent = (None if back else self.jumps), None, False

    def _record_agreement(self, here: Way | None, facts: dict[str, Any]) -> bool:
        possible = self._from("negotiating") and self.at.contacted
        self.at.status = "agreed"
        self._agree(facts)
        return possible

    def _refused(self, outcome: str) -> None:
        self.at.status = "ready_for_platform"
        self._end("seller", outcome)

    def _record_refusal(self, here: Way | None, facts: dict[str, Any]) -> bool:
        possible = self._from("negotiating") and self.at.contacted
        self._refused("refused")
        return possible

    def _record_silence(self, here: Way | None, facts: dict[str, Any]) -> bool:
        possible = self._from("negotiating") and self.at.contacted and (self.over(self.at.answer) or self.at.broke)
        self._refused("silent")
        return possible

    # what was agreed
    def _record_sent_back(self, here: Way | None, facts: dict[str, Any]) -> bool:
        possible = self._from(*AGREED) and not self.at.sent
        self.at.sent = True
        return possible

    def _record_return_received(self, here: Way | None, facts: dict[str, Any]) -> bool:
        possible = self._from(*AGREED) and self.at.sent and self.at.refund is None
        self.at.refund = self.jumps
        return possible

    def _kept(self, *, late: bool) -> None:
        self.at.kept_from, self.at.kept_late = self.at.status, late
        self.at.status = "kept"
        self.at.promises = [(("paid" if not (late and self.over(at)) else "broken") if state == "open" else state, at)
                            for state, at in self.at.promises]  # fmt: skip
        self._end("seller", "agreed")

    def _record_kept(self, here: Way | None, facts: dict[str, Any]) -> bool:
        possible = self._from(*AGREED)
        self._kept(late=False)
        return possible

    def _record_paid_late(self, here: Way | None, facts: dict[str, Any]) -> bool:
        possible = self.at.contacted and not self._from("draft", *ENDED, *AGREED, "kept")
        self._kept(late=True)
        return possible

    def _record_broken(self, here: Way | None, facts: dict[str, Any]) -> bool:
        due = self.over(self.at.agreed) or self.over(self.at.refund)
        possible = self._from(*AGREED) and (due or bool(facts.get("they_said_no")))
        self._broken(self.at.status)
        return possible

    def _broken(self, source: str) -> None:
        self.at.promises = [
            ("broken" if state == "open" and self.over(at) else state, at) for state, at in self.at.promises
        ]
        for way in self.at.ways:
            if way.outcome == "agreement" or (way.kind, way.outcome) == ("seller", "agreed"):
                way.outcome = "broken"
        self._end("seller", "broken")
        self.at.status = {"agreed": "ready_for_platform", "upheld": "ready_for_regulator"}.get(
            source
        ) or self._summary()

    def _record_not_arrived(self, here: Way | None, facts: dict[str, Any]) -> bool:
        possible, source = self._from("kept"), self.at.kept_from
        self.at.promises = [("broken" if state == "paid" else state, at) for state, at in self.at.promises]
        for way in self.at.ways:
            if way.outcome == "agreement" or (way.kind, way.outcome) == ("seller", "agreed"):
                way.outcome = "broken"
        if source in STAGE_3:
            self.at.status = self._summary()
        elif source in ("with_platform", "platform_asked") and not self.at.way("platform"):
            self.at.status = "ready_for_regulator"
        else:
            moved = {
                "negotiating": "ready_for_platform",
                "agreed": "ready_for_platform",
                "upheld": "ready_for_regulator",
            }
            self.at.status = moved.get(source, source)
        return possible

    # ② the platform
    def _to_platform(self) -> None:
        self.at.status, self.at.ruling = "with_platform", self.jumps
        self.at.ways.append(Way("platform", "active"))

    def _escalate_to_platform(self, here: Way | None, facts: dict[str, Any]) -> bool:
        possible = self._from("ready_for_platform") and self.at.contacted
        self._to_platform()
        return possible

    def _record_platform_request(self, here: Way | None, facts: dict[str, Any]) -> bool:
        possible = self._from("with_platform")
        self.at.status = "platform_asked"
        return possible

    def _answer_platform(self, here: Way | None, facts: dict[str, Any]) -> bool:
        possible = self._from("platform_asked")
        self.at.status = "with_platform"
        return possible

    def _decided(self, outcome: str, status: str) -> None:
        self._end("platform", outcome)
        self.at.status = status

    def _record_ruling_for(self, here: Way | None, facts: dict[str, Any]) -> bool:
        possible = self._from("with_platform", "platform_asked")
        self._decided("upheld", "upheld")
        self._agree(facts)
        return possible

    def _record_ruling_against(self, here: Way | None, facts: dict[str, Any]) -> bool:
        possible = self._from("with_platform", "platform_asked")
        self._decided("rejected", "ready_for_regulator")
        return possible

    def _record_platform_silence(self, here: Way | None, facts: dict[str, Any]) -> bool:
        possible = self._from("with_platform") and self.over(self.at.ruling)
        self._decided("silent", "ready_for_regulator")
        return possible

    def _appeal_ruling(self, here: Way | None, facts: dict[str, Any]) -> bool:
        ruled = [w.outcome for w in self.at.ways if w.kind == "platform"]
        begun = any(w.state != "closed" and w.kind in FILINGS and w.kind != "report" for w in self.at.ways)
        possible = self._from("ready_for_regulator") and ruled[-1:] == ["rejected"] and not begun
        self._to_platform()
        return possible

    def _skip_to_regulator(self, here: Way | None, facts: dict[str, Any]) -> bool:
        early = ("negotiating", "agreed", "ready_for_platform", "with_platform", "platform_asked", "upheld")
        possible = self._from(*early)  # the case of the walk is a fake
        for kind in ("seller", "platform"):
            self._end(kind, "dropped")
        self.at.status = "ready_for_regulator"
        return possible

    # at any time
    def _live(self) -> bool:
        return not self._from("draft", *ENDED)

    def _record_contact(self, here: Way | None, facts: dict[str, Any]) -> bool:
        return self._live()

    def _record_promise(self, here: Way | None, facts: dict[str, Any]) -> bool:
        self.at.promises.append(("open", self.jumps))
        return self._live()

    def _name(self, facts: dict[str, Any], state: str) -> bool:
        at = facts["at"]
        if at is None or self.at.promises[at][0] != "open":
            return False
        self.at.promises[at] = (state, self.at.promises[at][1])
        return self._live()

    def _record_promise_kept(self, here: Way | None, facts: dict[str, Any]) -> bool:
        return self._name(facts, "kept")

    def _record_promise_broken(self, here: Way | None, facts: dict[str, Any]) -> bool:
        at = facts["at"]
        due = at is not None and self.over(self.at.promises[at][1])
        self.at.broke = True
        return (due or bool(facts.get("they_said_no"))) and self._name(facts, "broken")

    def _over_now(self, status: str) -> None:
        for way in self.at.ways:
            if way.state != "closed":
                way.state, way.outcome = "closed", "dropped"
        self.at.status, self.at.closed = status, self.jumps

    def _close(self, here: Way | None, facts: dict[str, Any]) -> bool:
        possible = self._live()
        self._over_now("closed")
        return possible

    def _withdraw(self, here: Way | None, facts: dict[str, Any]) -> bool:
        possible = self._live() or self._from("draft")
        self._over_now("withdrawn")
        return possible
