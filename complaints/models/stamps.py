"""What an outside clock says of a daily root: a time stamp (RFC 3161), or how often one was asked for."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from complaints.models.roots import LedgerRoot


class RootStamp(models.Model):
    """The stamp of one root: `token` is the authority's whole answer (DER), `said_at` the moment it names.

    Until it is there, `tries` and `tried_at` say when to ask again.
    """

    root = models.OneToOneField(LedgerRoot, on_delete=models.PROTECT, related_name="stamp")
    token = models.BinaryField(null=True)
    said_at = models.DateTimeField(null=True)
    authority = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(token__isnull=True, said_at__isnull=True, made_at__isnull=True, authority="")
                | (Q(token__isnull=False, said_at__isnull=False, made_at__isnull=False) & ~Q(authority="")),
                name="stamp_whole_or_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.root_id} {self.said_at or 'waiting'}"
