"""Addresses of Training."""

from django.urls import path

from dialogo.web.pages.training import certificate_views, newcomer_views, views

_AT = "team/training/"

urlpatterns = [
    path(_AT, views.training, name="training"),
    path(f"{_AT}courses/new/", views.offer, name="course_offer"),
    path(f"{_AT}courses/<int:course>/", views.course, name="course"),
    path(f"{_AT}courses/<int:course>/change/", views.change, name="course_change"),
    path(f"{_AT}courses/<int:course>/end/", views.end, name="course_end"),
    path(f"{_AT}courses/<int:course>/done/", views.take, name="course_take"),
    path(f"{_AT}done/<int:done>/take-back/", views.take_back, name="course_take_back"),
    path(f"{_AT}certificates/", certificate_views.certificates, name="certificates"),
    path(f"{_AT}certificates/new/", certificate_views.keep, name="certificate_keep"),
    path(
        f"{_AT}certificates/<int:certificate>/drop/",
        certificate_views.drop,
        name="certificate_drop",
    ),
    path(f"{_AT}newcomers/", newcomer_views.newcomers, name="newcomers"),
    path(f"{_AT}newcomers/begin/", newcomer_views.begin, name="newcomer_begin"),
    path(f"{_AT}newcomers/<int:newcomer>/tick/", newcomer_views.tick, name="newcomer_tick"),
    path(f"{_AT}newcomers/<int:newcomer>/end/", newcomer_views.end, name="newcomer_end"),
    path(f"{_AT}steps/", newcomer_views.add_step, name="step_add"),
    path(f"{_AT}steps/ours/", newcomer_views.ours, name="steps_ours"),
    path(f"{_AT}steps/<int:step>/up/", newcomer_views.move_up, name="step_up"),
    path(f"{_AT}steps/<int:step>/drop/", newcomer_views.drop_step, name="step_drop"),
]
