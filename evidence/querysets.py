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
        """With what a page of fifty would ask the database for one by one.

        The blob, whether each derivative has been made, how many `pages` have a preview, whether the file says where it was
        taken, and which redaction stands: `redaction` is its id and `covers` the number of its boxes, both None before the
        first.
        """
        made = apps.get_model("evidence", "Derivative").objects.filter(evidence=OuterRef("pk"))
        known = {f"has_{kind}": Exists(made.filter(kind=kind)) for kind in DerivativeKind}
        pages = made.filter(kind=DerivativeKind.PREVIEW).order_by("-page").values("page")[:1]
        current = apps.get_model("evidence", "Redaction").objects.filter(
            evidence=OuterRef("pk"), replaced_at__isnull=True
        )
        told = {
            "pages": Subquery(pages),
            "redaction": Subquery(current.values("pk")[:1]),
            "covers": Subquery(current.values("count")[:1]),
        }
        placed = apps.get_model("evidence", "Capture").objects.filter(evidence=OuterRef("pk"), latitude__isnull=False)
        return self.select_related("blob", "added_by").annotate(**known, **told, has_place=Exists(placed))
