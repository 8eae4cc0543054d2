"""Addresses of Routing."""

from django.urls import path

from dialogo.web.pages.routing import views

urlpatterns = [
    path("routing/", views.routing, name="routing"),
    path("routing/choose/", views.choose, name="routing_choose"),
]
