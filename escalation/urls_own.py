"""Addresses that belong to a person and no single case: the calendar to subscribe to."""

from django.urls import path

from escalation.views import calendar

app_name = "calendar"
urlpatterns = [
    path("me/calendar/", calendar.page, name="page"),
    path("me/calendar/make/", calendar.make, name="make"),
    path("me/calendar/renew/", calendar.renew, name="renew"),
    path("me/calendar/close/", calendar.close, name="close"),
    path("calendar/<str:token>.ics", calendar.feed, name="feed"),
]
