"""Addresses of Today."""

from django.urls import path

from dialogo.web.pages.today import views

urlpatterns = [
    path("today/", views.today, name="today"),
    path("today/running/", views.running, name="today_running"),
]
