"""Addresses of the workflow, all below a case (`/c/<code>/`)."""

from django.urls import path

from escalation.views import actions, people, reading

app_name = "escalation"
urlpatterns = [
    path("do/<str:action>/", actions.do, name="do"),
    path("why/<int:pk>/", reading.why, name="why"),
    path("sent/<str:submission>/", reading.sent, name="sent"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/revoke/", people.revoke, name="revoke"),
]
