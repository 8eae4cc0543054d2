"""Addresses of single records."""

from django.urls import path

from dialogo.web.pages.records import views

urlpatterns = [path("records/<slug:table>/<int:id>/", views.record, name="record")]
