"""Addresses of the workflow, all below a case (`/c/<code>/`)."""

from django.urls import path

from escalation.views import (
    actions,
    attachments,
    call,
    countdown,
    export,
    people,
    precheck,
    reading,
    reminding,
    talks,
    tone,
)

app_name = "escalation"
urlpatterns = [
    path("do/<str:action>/", actions.do, name="do"),
    path("why/", reading.why_next, name="why_next"),
    path("why/<int:pk>/", reading.why, name="why"),
    path("why/<int:pk>.ics", reading.calendar, name="calendar"),
    path("why/<int:pk>/countdown/", countdown.countdown, name="countdown"),
    path("sent/<str:submission>/", reading.sent, name="sent"),
    path("precheck/", precheck.precheck, name="precheck"),
    path("precheck/answer/", precheck.answer, name="precheck_answer"),
    path("attachments/<str:channel>/", attachments.attachments, name="attachments"),
    path("attachments/<str:channel>/all.zip", attachments.archive, name="archive"),
    path("attachments/<str:channel>/<int:n>/", attachments.attachment, name="attachment"),
    path("export/", export.export, name="export"),
    path("export/<str:profile>/<str:what>/", export.download, name="export_file"),
    path("tone/", tone.tone, name="tone"),
    path("talks/", talks.talks, name="talks"),
    path("talks/keep/", talks.keep, name="keep_promises"),
    path("call/", call.call, name="call"),
    path("reminders/", reminding.page, name="reminders"),
    path("reminders/hush/", reminding.hush, name="hush"),
    path("reminders/unhush/", reminding.unhush, name="unhush"),
    path("reminders/<int:pk>/handled/", reminding.handled, name="handled"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/revoke/", people.revoke, name="revoke"),
]
