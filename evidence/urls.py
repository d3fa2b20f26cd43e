"""Addresses below /c/<code>/evidence/."""

from django.urls import path, re_path

from evidence import views
from evidence.resumable import views as resumable

app_name = "evidence"

urlpatterns = [
    path("", views.index, name="index"),
    path("add/", views.add, name="add"),
    path("uploads/", resumable.uploads, name="uploads"),
    path("uploads/<str:upload_id>", resumable.upload, name="upload"),
    path("<str:evidence_code>/", views.detail, name="detail"),
    path("<str:evidence_code>/describe/", views.describe, name="describe"),
    path("<str:evidence_code>/remove/", views.remove, name="remove"),
    path("<str:evidence_code>/restore/", views.restore, name="restore"),
    path("<str:evidence_code>/tile", views.tile, name="tile"),
    path("<str:evidence_code>/file", views.file, name="file"),
    re_path(r"^(?P<evidence_code>\w+)/thumb/(?P<size>thumb|preview)$", views.thumb, name="thumb"),
]
