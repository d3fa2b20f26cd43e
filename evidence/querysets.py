"""Lists of evidence; always begun from a case, for access is decided there."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Subquery

from evidence.status import DerivativeKind


class EvidenceQuerySet(models.QuerySet[Any]):
    """Evidence of a case."""

    def live(self) -> Self:
        """What has not been removed."""
        return self.filter(deleted_at__isnull=True)

    def removed(self) -> Self:
        """What lies in the trash and can be restored, the latest first."""
        return self.filter(deleted_at__isnull=False).order_by("-deleted_at", "-id")

    def with_files(self) -> Self:
        """With the blob, whether each derivative has been made, whether the file says where it was taken, and which
        redaction stands, so that a page of fifty asks the database once: `redaction` is its id and `covers` the number of
        its boxes, both None before the first.
        """
        made = apps.get_model("evidence", "Derivative").objects.filter(evidence=OuterRef("pk"))
        known = {f"has_{kind}": Exists(made.filter(kind=kind)) for kind in DerivativeKind}
        current = apps.get_model("evidence", "Redaction").objects.filter(
            evidence=OuterRef("pk"), replaced_at__isnull=True
        )
        covered = {"redaction": Subquery(current.values("pk")[:1]), "covers": Subquery(current.values("count")[:1])}
        placed = apps.get_model("evidence", "Capture").objects.filter(evidence=OuterRef("pk"), latitude__isnull=False)
        return self.select_related("blob", "added_by").annotate(**known, **covered, has_place=Exists(placed))
