"""Addresses of home."""

from django.urls import path

from dialogo.web.pages.home import start, views

urlpatterns = [path("making/", start.making, name="sample_making")]
outside = [
    path("", views.home, name="home"),
    path("favicon.ico", views.icon, name="icon"),
    path("start/", start.start, name="start"),
    path("start/company/", start.company, name="start_company"),
    path("start/sample/", start.sample, name="sample"),
    path("start/sample/delete/", start.delete, name="delete_sample"),
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
]
