"""A person's own pages; sign-in itself is allauth's, under /accounts/."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [path("me/", views.settings_page, name="settings")]
