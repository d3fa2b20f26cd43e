"""Lists of evidence; always begun from a case, for access is decided there."""

from typing import Any, Self

from django.db import models


class EvidenceQuerySet(models.QuerySet[Any]):
    """Evidence of a case."""

    def live(self) -> Self:
        """What has not been removed."""
        return self.filter(deleted_at__isnull=True)

    def removed(self) -> Self:
        """What lies in the trash and can be restored, the latest first."""
        return self.filter(deleted_at__isnull=False).order_by("-deleted_at", "-id")

    def with_files(self) -> Self:
        """With blob and derivatives at hand, so that a page of fifty asks the database twice."""
        return self.select_related("blob", "added_by").prefetch_related("derivatives")
