"""Addresses of Joining in."""

from django.urls import path

from dialogo.web.pages.outward import search_views, views

urlpatterns = [
    path("joining-in/", views.outward, name="outward"),
    path("joining-in/<int:find>/join/", views.join, name="outward_join"),
    path("joining-in/<int:find>/decide/", views.decide, name="outward_decide"),
    path("joining-in/searches/", search_views.searches, name="outward_searches"),
    path("joining-in/searches/add/", search_views.add, name="outward_add"),
    path("joining-in/searches/limit/", search_views.limit, name="outward_limit"),
    path("joining-in/searches/<int:search>/again/", search_views.again, name="outward_again"),
    path("joining-in/searches/<int:search>/remove/", search_views.remove, name="outward_remove"),
]
