"""Who is asking: the typed way from a request to a person, and doors for roles."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from accounts.models import Role, User

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def signed_in(request: HttpRequest) -> User:
    """The person behind the request; use it in views that `login_required` guards. Raises 404 for nobody."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def role_required(*roles: Role) -> Callable[[View[P]], View[P]]:
    """Let only people with one of `roles` in; the signed-out are asked to sign in, all others get 404."""

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if signed_in(request).role not in roles:
                raise Http404
            return view(request, *args, **kwargs)

        return login_required(inner)

    return wrap
