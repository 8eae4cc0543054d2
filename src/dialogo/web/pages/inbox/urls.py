"""Addresses of Inbox."""

from django.urls import path

from dialogo.web.pages.inbox import views

urlpatterns = [path("inbox/", views.inbox, name="inbox")]
