"""Addresses of the ladder, and of the measures that it stands on."""

from django.urls import path

from dialogo.web.pages.ladder import views

urlpatterns = [
    path("ladder/", views.ladder, name="ladder"),
    path("ladder/<slug:subject>/<slug:name>/", views.measure, name="measure"),
]
