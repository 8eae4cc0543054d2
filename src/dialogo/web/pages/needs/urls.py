"""Addresses of Needs."""

from django.urls import path

from dialogo.web.pages.needs import draft_views, views

urlpatterns = [
    path("needs/", views.needs, name="needs"),
    path("needs/<int:number>/", views.need, name="need"),
    path("needs/<int:number>/draft/", draft_views.draft, name="need_draft"),
    path("needs/<int:number>/rename/", views.rename, name="need_rename"),
    path("needs/<int:number>/hide/", views.hide, name="need_hide"),
    path("needs/<int:number>/join/", views.join, name="need_join"),
    path("needs/<int:number>/part/", views.part, name="need_part"),
    path("needs/<int:number>/split/", views.split, name="need_split"),
    path("needs/<int:number>/together/", views.together, name="need_together"),
]
