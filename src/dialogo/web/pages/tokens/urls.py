"""Addresses of the API tokens."""

from django.urls import path

from dialogo.web.pages.tokens import views

urlpatterns = [
    path("settings/tokens/", views.tokens, name="tokens"),
    path("settings/tokens/new/", views.make, name="make_token"),
    path("settings/tokens/<int:token>/end/", views.end, name="end_token"),
]
