"""How it works, for everybody: the three stages in words, what may run side by side, and the whole workflow as a picture."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from escalation.diagram import wording
from escalation.diagram.drawing import svg
from escalation.diagram.graph import Subject
from escalation.diagram.telling import tell
from escalation.side_by_side import overview


@require_safe
@gzip_page  # pictures shrink to a fifth; Django pads such answers, so that their length gives no token away
def how(request: HttpRequest) -> HttpResponse:
    """The page; it asks for no account and shows nobody's data."""
    pictures = [_picture(subject) for subject in Subject]
    return render(request, "pages/how.html", {"pictures": pictures, "ways": overview()})


def _picture(subject: Subject) -> dict[str, Any]:
    language = get_language() or "en"
    return {
        "title": wording.title(subject),
        "wide": svg(subject, language, wide=True),
        "tall": svg(subject, language, wide=False),
        "told": tell(subject),
    }
