"""Addresses of Team."""

from django.urls import path

from dialogo.web.pages.team import views

urlpatterns = [path("team/", views.team, name="team")]
