"""Where an admin writes a new version: a year's notice with its preview, or one entry."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import role_required, signed_in
from accounts.models import Role
from law import CHINA, Law, UnknownRule
from law.notice import BadNotice, Notice, read_notice
from rulebook import editions, entries, preview
from rulebook.forms import FORMS, NoticeForm
from rulebook.models import Edition, EditionState, Subject
from rulebook.overlay import content_of, with_year
from rulebook.snapshot import fresh
from rulebook.templatetags.law_tags import in_page_language


@role_required(Role.ADMIN)
def calendar(request: HttpRequest, year: int) -> HttpResponse:
    """Paste a notice, look at every day of it, submit it for checking."""
    law = fresh().law
    if year not in law.calendar.covered:
        raise Http404
    form = NoticeForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "year": year, "published": year in law.calendar.published, "faults": []}
    context["waiting"] = _waiting(Subject.CALENDAR, str(year))
    editing = request.POST.get("step") == "edit"
    if not editing and form.is_valid():
        try:
            notice = read_notice(form.cleaned_data["text"], year)
            if request.POST.get("step") == "submit":
                return _submitted(request, Subject.CALENDAR, str(year), content_of(notice.days), form.cleaned_data)
            return render(request, "rulebook/calendar_preview.html", context | _previewed(notice, law, form))
        except (BadNotice, editions.BadContent) as bad:
            context["faults"] = _sentences(bad)
        except editions.AlreadyProposed as other:
            return _already(request, other)
    status = 422 if request.method == "POST" and not editing else 200
    return render(request, "rulebook/calendar.html", context, status=status)


@role_required(Role.ADMIN)
def entry(request: HttpRequest, subject: str, key: str) -> HttpResponse:
    """Change a limit, a phone number, a channel or a figure: a new version, submitted for checking."""
    law = fresh().law
    try:
        found = entries.found(law, subject, key)
    except UnknownRule:
        raise Http404 from None
    form = FORMS[subject](request.POST or None, row=entries.row_before(subject, key))
    context: dict[str, Any] = {"form": form, "subject": Subject(subject), "key": key, "found": found}
    context |= {"name": entries.name_of(law, subject, key), "waiting": _waiting(subject, key)}
    context["stale"] = entries.is_stale(found, law, timezone.now().astimezone(CHINA).date())
    if form.is_valid():
        try:
            return _submitted(request, subject, key, form.content(), form.cleaned_data)
        except editions.BadContent as bad:
            for sentence in _sentences(bad):
                form.add_error(None, sentence)
        except editions.AlreadyProposed as other:
            return _already(request, other)
    return render(request, "rulebook/entry.html", context, status=422 if request.method == "POST" else 200)


def _previewed(notice: Notice, law: Law, form: NoticeForm) -> dict[str, Any]:
    rows = preview.compare(law.calendar, with_year(law.calendar, notice.year, notice.days), notice.year)
    kept = {name: form.cleaned_data.get(name, "") for name in ("text", "source_url", "note")}
    return {"rows": rows, "counts": preview.counts(rows), "warnings": notice.warnings, "kept": kept}


def _submitted(request: HttpRequest, subject: str, key: str, content: Any, said: dict[str, Any]) -> HttpResponse:
    edition = editions.propose(
        subject, key, content, by=signed_in(request), note=said.get("note", ""), source=said.get("text", ""),
        source_url=said.get("source_url", ""),
    )  # fmt: skip
    messages.success(request, _("Submitted. It takes effect once it has been checked and published."))
    return redirect("rulebook:edition", pk=edition.pk)


def _already(request: HttpRequest, other: editions.AlreadyProposed) -> HttpResponse:
    messages.error(request, _("Another version of this waits already. Decide on it first."))
    return redirect("rulebook:edition", pk=other.edition.pk)


def _waiting(subject: str, key: str) -> Edition | None:
    return Edition.objects.filter(subject=subject, key=key, state=EditionState.DRAFT).first()


def _sentences(bad: BadNotice | editions.BadContent) -> list[str]:
    faults = bad.faults if isinstance(bad, BadNotice) else bad.sentences
    return [in_page_language(words) for words in faults]
