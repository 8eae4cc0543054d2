"""Addresses of Networks."""

from django.urls import path

from dialogo.web.pages.networks import views

urlpatterns = [path("networks/", views.networks, name="networks")]
