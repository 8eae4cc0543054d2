"""Addresses of the work in the background."""

from django.urls import path

from dialogo.web.pages.work import views

urlpatterns = [
    path("work/", views.work, name="work"),
    path("work/<int:piece>/again/", views.again, name="work_again"),
]
