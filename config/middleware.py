"""One log line a request, and the headers that no page may forget."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.utils.encoding import escape_uri_path

log = logging.getLogger("juli.request")
# What follows is as good as a password: the link that ends mail, the one of a calendar.
_SECRET = ("/mail/", "/calendar/")
_QUIET = ("/healthz", "/readyz", "/metrics", "/static/")


class RequestLogMiddleware:
    """Logs method, path, status, milliseconds and the person's public code; never a query string, which may hold names."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        # PostgreSQL takes no NUL in a text, so nothing is found under an address with one.
        response = HttpResponseNotFound() if "\0" in request.path else self.get_response(request)
        response.setdefault("Permissions-Policy", "geolocation=(), microphone=(), payment=(), usb=()")
        if not request.path.startswith(_QUIET):
            ms = round((time.perf_counter() - started) * 1000)
            user = getattr(getattr(request, "user", None), "public_code", "-")
            if user != "-":  # else 「back」 on a shared phone would still show the case after signing out
                response.setdefault("Cache-Control", "private, no-store")
            kept = next((part for part in _SECRET if request.path.startswith(part)), request.path)
            path = escape_uri_path(kept)  # with a line end in it, an address could write log lines of its own
            log.info(
                "%s %s %s %d ms",
                request.method,
                path,
                response.status_code,
                ms,
                extra={
                    "method": request.method,
                    "path": path,
                    "status": response.status_code,
                    "ms": ms,
                    "user": user,
                },
            )
        return response
