"""Addresses of the settings."""

from django.urls import path

from dialogo.web.pages.settings import hours_views, views

urlpatterns = [
    path("settings/", views.company, name="settings"),
    path("settings/change/", views.change, name="change_company"),
    path("settings/hours/", hours_views.hours, name="hours"),
    path("settings/hours/change/", hours_views.change, name="change_hours"),
    path("settings/roles/", views.roles, name="roles"),
    path("settings/delete/", views.delete, name="delete_workspace"),
]
