"""Addresses of the rulebook: what anybody may read, and what admins publish."""

from django.urls import path

from rulebook.views import proposing, publishing, reading

app_name = "rulebook"
urlpatterns = [
    path("rules/", reading.index, name="index"),
    path("rules/<str:source_id>/", reading.source, name="source"),
    path("rulebook/", publishing.desk, name="desk"),
    path("rulebook/calendar/<int:year>/", proposing.calendar, name="calendar"),
    path("rulebook/entries/<str:subject>/<str:key>/", proposing.entry, name="entry"),
    path("rulebook/editions/<int:pk>/", publishing.edition, name="edition"),
    path("rulebook/editions/<int:pk>/decide/", publishing.decide, name="decide"),
    path("rulebook/editions/<int:pk>/impact/", publishing.impact, name="impact"),
]
