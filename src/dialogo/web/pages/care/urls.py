"""Addresses of Care."""

from django.urls import path

from dialogo.web.pages.care import views

urlpatterns = [
    path("team/care/", views.care, name="care"),
    path("team/care/figures/", views.figures, name="care_figures"),
]
