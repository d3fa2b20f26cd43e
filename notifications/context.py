"""What every page knows about the inbox."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from notifications.models import Notification


def inbox(request: HttpRequest) -> dict[str, object]:
    """`unread`: how many notifications wait (0 to 100), counted only when a template asks; 0 for the signed-out."""

    def unread() -> int:
        person = request.user
        return Notification.objects.of(person).unread_count() if isinstance(person, User) else 0

    return {"unread": SimpleLazyObject(unread)}
