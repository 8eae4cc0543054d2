"""Addresses of the trail."""

from django.urls import path

from dialogo.web.pages.trail import views

urlpatterns = [
    path("settings/trail/", views.trail, name="trail"),
    path("settings/trail/file/", views.as_file, name="trail_file"),
]
outside = [path("installation/trail/", views.of_installation, name="installation_trail")]
