"""Addresses of Rehearsal."""

from django.urls import path

from dialogo.web.pages.rehearsal import views

_AT = "team/rehearsal/"

urlpatterns = [
    path(_AT, views.rehearsals, name="rehearsals"),
    path(f"{_AT}begin/", views.begin, name="rehearsal_begin"),
    path(f"{_AT}<int:rehearsal>/", views.rehearsal, name="rehearsal"),
    path(f"{_AT}<int:rehearsal>/answer/", views.answer, name="rehearsal_answer"),
    path(f"{_AT}<int:rehearsal>/note/", views.note, name="rehearsal_note"),
]
