"""Addresses of What came of it."""

from django.urls import path

from dialogo.web.pages.results import views

urlpatterns = [
    path("calendar/results/", views.results, name="results"),
    path("calendar/results/<int:number>/", views.result, name="result"),
]
