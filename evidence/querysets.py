"""Lists of evidence; always begun from a case, for access is decided there."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef

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
        """With the blob, and whether each derivative has been made, so that a page of fifty asks the database once."""
        made = apps.get_model("evidence", "Derivative").objects.filter(evidence=OuterRef("pk"))
        known = {f"has_{kind}": Exists(made.filter(kind=kind)) for kind in DerivativeKind}
        return self.select_related("blob", "added_by").annotate(**known)
