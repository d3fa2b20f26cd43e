"""Addresses below /c/<code>/evidence/."""

from django.urls import path, re_path

from evidence.resumable import views as resumable
from evidence.views import arranging, covers, pages, trash

app_name = "evidence"

urlpatterns = [
    path("", pages.index, name="index"),
    path("add/", pages.add, name="add"),
    path("uploads/", resumable.uploads, name="uploads"),
    path("uploads/<str:upload_id>", resumable.upload, name="upload"),
    path("order/", arranging.order, name="order"),
    path("trash/", trash.trash, name="trash"),
    path("hold/", trash.hold, name="hold"),
    path("covers/", covers.covers, name="covers"),
    path("<str:evidence_code>/", pages.detail, name="detail"),
    path("<str:evidence_code>/describe/", pages.describe, name="describe"),
    path("<str:evidence_code>/remove/", trash.remove, name="remove"),
    path("<str:evidence_code>/restore/", trash.restore, name="restore"),
    path("<str:evidence_code>/turn/", arranging.turn, name="turn"),
    path("<str:evidence_code>/cover/", covers.cover, name="cover"),
    path("<str:evidence_code>/cover/offers", covers.offers, name="offers"),
    path("<str:evidence_code>/cover/undo/", covers.uncover, name="uncover"),
    path("<str:evidence_code>/covered", covers.covered, name="covered"),
    path("<str:evidence_code>/tile", pages.tile, name="tile"),
    path("<str:evidence_code>/file", pages.file, name="file"),
    path("<str:evidence_code>/preview/<int:number>", pages.page, name="page"),
    re_path(r"^(?P<evidence_code>\w+)/thumb/(?P<size>thumb|preview)$", pages.thumb, name="thumb"),
]
