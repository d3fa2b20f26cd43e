"""What admins see of the custody of evidence, in Django's own admin. Nothing of a case's content is registered here."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.admin import is_admin
from evidence.models import IntegrityFinding

# Generic for the type checker only: Django's own classes can't be subscripted at run time.
if TYPE_CHECKING:
    FindingModelAdmin = admin.ModelAdmin[IntegrityFinding]
else:
    FindingModelAdmin = admin.ModelAdmin


@admin.register(IntegrityFinding)
class IntegrityFindingAdmin(FindingModelAdmin):
    """What checks found, to be read only: a finding goes by itself once what it is about is as it was received."""

    list_display = ("found", "where", "case", "evidence", "sha256", "first_seen", "last_seen", "closed_at")
    list_filter = (("closed_at", admin.EmptyFieldListFilter), "found")
    search_fields = ("case", "evidence", "sha256")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_admin(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_admin(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
