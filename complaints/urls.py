"""Addresses of cases and orders; evidence and actions of a case have addresses of their own floors below /c/<code>/."""

from django.urls import path

from complaints import views

app_name = "complaints"
urlpatterns = [
    path("new/", views.new, name="new"),
    path("orders/", views.own_orders, name="orders"),
    path("orders/<int:pk>/", views.own_order, name="own_order"),
    path("c/<str:code>/", views.case, name="case"),
    path("c/<str:code>/edit/story/", views.story, name="edit_story"),
    path("c/<str:code>/edit/details/", views.details, name="edit_details"),
    path("c/<str:code>/edit/claims/", views.claims, name="edit_claims"),
    path("c/<str:code>/edit/seller/", views.seller, name="seller"),
    path("c/<str:code>/calculator/", views.calculator, name="calculator"),
    path("c/<str:code>/returning/", views.returning, name="returning"),
    path("c/<str:code>/edit/order/<int:pk>/", views.order, name="edit_order"),
]
