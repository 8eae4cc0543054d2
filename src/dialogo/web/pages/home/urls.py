"""Addresses of home."""

from django.urls import path

from dialogo.web.pages.home import views

outside = [
    path("", views.home, name="home"),
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
]
