"""How much of the proof that its type asks for a case has, counted for a whole page in one read."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from complaints import playbooks
from complaints.models import Complaint
from evidence.models import Evidence


@dataclass(frozen=True, slots=True)
class Proof:
    """`have` of the `need` required slots hold at least one file."""

    have: int
    need: int

    @property
    def whole(self) -> bool:
        return self.have == self.need

    def __str__(self) -> str:
        return f"{self.have}/{self.need}"


def proofs(cases: Iterable[Complaint]) -> dict[int, Proof]:
    """The proof of each case, by its primary key."""
    cases = list(cases)
    filled: dict[int, set[str]] = defaultdict(set)
    found = Evidence.objects.live().filter(complaint__in=[case.pk for case in cases])
    for case_id, slot in found.order_by().values_list("complaint_id", "kind").distinct():
        filled[case_id].add(slot)
    return {case.pk: _proof(case, filled[case.pk]) for case in cases}


def _proof(case: Complaint, filled: set[str]) -> Proof:
    required = {slot.key for slot in playbooks.get(case.kind).required}
    return Proof(len(required & filled), len(required))
