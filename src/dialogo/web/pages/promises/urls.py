"""Addresses of Promises."""

from django.urls import path

from dialogo.web.pages.promises import file_views, views

urlpatterns = [
    path("promises/", views.promises, name="promises"),
    path("promises/waits/", views.waits, name="promise_waits"),
    path("promises/waits.csv", file_views.as_file, name="promise_file"),
    path("promises/urgent/", views.urgent, name="promise_urgent"),
]
