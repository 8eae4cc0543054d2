"""Addresses of Team."""

from django.urls import path

from dialogo.web.pages.team import absence_views, colleague_views, views

urlpatterns = [
    path("team/", views.team, name="team"),
    path("team/people/new/", colleague_views.new, name="colleague_new"),
    path("team/people/<int:colleague>/", colleague_views.one, name="colleague"),
    path("team/people/<int:colleague>/change/", colleague_views.change, name="colleague_change"),
    path("team/people/<int:colleague>/away/", absence_views.ask, name="absence_ask"),
    path("team/absences/<int:absence>/decide/", absence_views.decide, name="absence_decide"),
    path("team/absences/<int:absence>/back/", absence_views.back, name="absence_back"),
]
