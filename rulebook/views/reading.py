"""What anybody may read: a rule or a provision, with its source, its validity and how sure we are."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from law import UnknownRule
from rulebook.snapshot import current_law


@require_safe
def source(request: HttpRequest, source_id: str) -> HttpResponse:
    """One time limit or provision."""
    try:
        found = current_law().source(source_id)
    except UnknownRule:
        raise Http404 from None
    return render(request, "rulebook/source.html", {"source": found})
