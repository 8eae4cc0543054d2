"""Addresses of what texts are read with."""

from django.urls import path

from dialogo.web.pages.reading import endpoint_views, views

urlpatterns = [
    path("settings/reading/", views.reading, name="reading"),
    path("settings/reading/switch/", views.switch, name="reading_switch"),
    path("settings/reading/forget/", views.forget, name="reading_forget"),
    path("settings/reading/endpoint/", endpoint_views.endpoint, name="endpoint"),
    path("settings/reading/endpoint/change/", endpoint_views.change, name="endpoint_change"),
    path("settings/reading/endpoint/off/", endpoint_views.off, name="endpoint_off"),
    path("settings/reading/endpoint/try/", endpoint_views.try_it, name="endpoint_try"),
]
