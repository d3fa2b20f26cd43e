"""A case's status is written by the workflow alone, its ledger by the ledger alone."""

import pytest

from tests.architecture.house import name, product
from tests.architecture.one_door import writes

DOORS = {
    "escalation/workflow.py": {"status"},
    "complaints/ledger.py": {"ledger_seq", "ledger_head"},
}


@pytest.mark.parametrize("door", DOORS)
def test_nobody_else_writes_it(door: str) -> None:
    found = {name(path): writes(path.read_text(), DOORS[door]) for path in product() if name(path) != door}
    assert {place: lines for place, lines in found.items() if lines} == {}


@pytest.mark.parametrize("door", DOORS)
def test_the_door_itself_writes_it(door: str) -> None:
    found = {name(path): writes(path.read_text(), DOORS[door]) for path in product() if name(path) == door}
    assert found[door]


@pytest.mark.parametrize(
    "planted",
    [
        "case.status = Status.CLOSED",
        "case.status += 'x'",
        "a, case.status = 1, 2",
        "case.status: str = 'closed'",
        "setattr(case, 'status', 'closed')",
        "Complaint.objects.filter(pk=1).update(status='closed')",
        "Complaint.objects.filter(pk=1).update(**{'status': 'closed'})",
        "Complaint.objects.create(owner=alice, status='closed')",
        "Complaint(status='closed').save()",
        "Complaint.objects.update_or_create(pk=1, defaults={'status': 'closed'})",
        "case.save(update_fields=['title', 'status'])",
        "Complaint.objects.bulk_update(cases, ['status'])",
        "Complaint.objects.bulk_update(cases, fields=('status',))",
        "fields = dict(status='closed')",
        "fields['status'] = 'closed'",
        "cursor.execute(\"UPDATE complaints_complaint SET status = 'closed'\")",
        "for case.status in ('closed',): pass",
    ],
)
def test_a_planted_write_is_found(planted: str) -> None:
    assert writes(planted, {"status"}) == [1]


@pytest.mark.parametrize(
    "harmless",
    [
        "if case.status == 'closed': pass",
        "Complaint.objects.filter(status='closed').count()",
        "return_value = render(request, 'a.html', {}, status=422)",
        "log.info('x', extra={'status': response.status_code})",
        "state = track.state",
        "status = models.CharField(default='draft')",
    ],
)
def test_reading_is_allowed(harmless: str) -> None:
    assert writes(harmless, {"status"}) == []
