"""Addresses of the inbox and of the ways to be reached."""

from django.urls import path

from notifications.views import inbox, push, stopping, ways

app_name = "notifications"
urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/count/", inbox.count, name="count"),
    path("inbox/read/", inbox.mark_all_read, name="mark_all_read"),
    path("inbox/<int:pk>/open/", inbox.open_notification, name="open"),
    path("mail/<str:token>/", stopping.stop, name="stop"),
    path("me/ways/", ways.ways, name="ways"),
    path("me/ways/add/", ways.add, name="add_way"),
    path("me/ways/push/", push.add, name="add_push"),
    path("push.js", push.worker, name="push_worker"),
    path("me/ways/<str:key>/", ways.card, name="way"),
    path("me/ways/<str:key>/test/", ways.test, name="test_way"),
    path("me/ways/<str:key>/switch/", ways.switch, name="switch_way"),
    path("me/ways/<str:key>/remove/", ways.remove, name="remove_way"),
]
