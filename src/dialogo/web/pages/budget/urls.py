"""Addresses of Budget."""

from django.urls import path

from dialogo.web.pages.budget import views

urlpatterns = [path("budget/", views.budget, name="budget")]
