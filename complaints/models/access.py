"""Who has been let into a case, and who has read it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.case import Complaint
from complaints.status import Scope


class CaseAccess(models.Model):
    """The owner's permission for one person: how far, until when, what for. Revoked rows stay, as a record."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="accesses")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="case_accesses")
    scope = models.CharField(_("scope"), max_length=8, choices=Scope)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("until"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    purpose = models.CharField(_("purpose"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("access")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("complaint", "user"), condition=Q(revoked_at__isnull=True), name="access_one_live_per_person"
            ),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="access_scope_known"),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=models.F("granted_at")),
                name="access_expires_after_granted",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=models.F("granted_at")),
                name="access_revoked_after_granted",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=("user", "complaint"), condition=Q(revoked_at__isnull=True), name="access_live_by_user")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.scope}"


class CaseRead(models.Model):
    """Somebody other than the owner opened the case in this hour; sealed into one ledger event a day.

    A row of its own, so that looking at a page never takes the ledger's write lock.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="reads")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    hour = models.DateTimeField()
    sealed = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("complaint", "reader", "hour"), name="read_once_an_hour")
        ]
        indexes: ClassVar = [models.Index(fields=("hour",), condition=Q(sealed=False), name="read_unsealed")]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.hour}"
