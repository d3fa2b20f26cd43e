"""People in Django's own admin: found, given a role, closed. Never deleted, because the ledger names them."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from accounts.models import User
from accounts.signin import note_address

# Generic for the type checker only: Django's own classes can't be subscripted at run time.
if TYPE_CHECKING:
    UserModelAdmin = admin.ModelAdmin[User]
else:
    UserModelAdmin = admin.ModelAdmin


@admin.register(User)
class UserAdmin(UserModelAdmin):
    """Open to admins by role; passwords aren't seen, not even as hashes, and reset by the person through a code."""

    list_display = ("email", "name", "role", "is_active", "date_joined")
    list_filter = ("role", "is_active")
    search_fields = ("email", "name", "public_code")
    ordering = ("-date_joined",)
    fields = (
        "email", "name", "role", "is_active", "time_zone", "quiet_from", "quiet_to",
        "public_code", "date_joined", "last_login",
    )  # fmt: skip
    _never = ("public_code", "date_joined", "last_login")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """The address is changed by its owner with a code; nobody takes away their own key."""
        if obj is None:
            return self._never
        own = ("role", "is_active") if obj.pk == request.user.pk else ()
        return (*self._never, "email", *own)

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> "type[ModelForm[User]]":
        """Only a provider makes people without an address; somebody made here gets in by theirs."""
        form = super().get_form(request, obj, change, **kwargs)
        if "email" in form.base_fields:
            form.base_fields["email"].required = True
        return form

    def save_model(self, request: HttpRequest, obj: User, form: "ModelForm[User]", change: bool) -> None:
        """A new person gets no password: they choose one by 「forgot password」, which also proves the address."""
        if not change:
            obj.email = obj.email.strip().lower()
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            note_address(obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_admin(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_admin(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_admin(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_admin(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def is_admin(request: HttpRequest) -> bool:
    """Whether an active admin is asking."""
    return isinstance(request.user, User) and request.user.is_active and request.user.is_admin
