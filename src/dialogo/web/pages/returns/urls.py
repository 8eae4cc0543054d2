"""Addresses of Returns."""

from django.urls import path

from dialogo.web.pages.returns import views

urlpatterns = [path("returns/", views.returns, name="returns")]
