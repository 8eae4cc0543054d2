"""Addresses of Calendar."""

from django.urls import path

from dialogo.web.pages.calendar import views

urlpatterns = [path("calendar/", views.calendar, name="calendar")]
