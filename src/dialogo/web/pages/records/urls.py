"""Addresses of single records."""

from django.urls import path

from dialogo.web.pages.records import does_views, views

urlpatterns = [
    path("records/posts/<int:id>/does/", does_views.does, name="record_does"),
    path("records/<slug:table>/<int:id>/", views.record, name="record"),
]
