"""Addresses of the rulebook: what anybody may read, and what admins publish."""

from django.urls import path

from rulebook.views import reading

app_name = "rulebook"
urlpatterns = [
    path("rules/<str:source_id>/", reading.source, name="source"),
]
