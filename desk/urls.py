"""Addresses of the pages that look across cases."""

from django.urls import path

from desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("cases/", views.cases, name="cases"),
    path("desk/", views.queue, name="queue"),
    path("review/", views.board, name="board"),
    path("review/<str:code>/<str:kind>/", views.review, name="review"),
    path("review/<str:code>/<str:kind>/decide/", views.decide, name="decide"),
]
