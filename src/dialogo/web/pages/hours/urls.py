"""Addresses of hours."""

from django.urls import path

from dialogo.web.pages.hours import (
    entry_views,
    file_views,
    timer_views,
    tracker_views,
    views,
    week_views,
)

urlpatterns = [
    path("team/hours/", views.sheet, name="timesheet"),
    path("team/hours/save/", views.save, name="timesheet_save"),
    path("team/hours/everybody/", views.team, name="timesheet_team"),
    path("team/hours/week/", week_views.move, name="timesheet_week"),
    path("team/hours/correct/", week_views.correct, name="timesheet_correct"),
    path("team/hours/entry/", entry_views.add, name="timesheet_add"),
    path("team/hours/entry/<int:entry>/", entry_views.one, name="timesheet_entry"),
    path("team/hours/entry/<int:entry>/erase/", entry_views.erase, name="timesheet_erase"),
    path("team/hours/file/<str:form>/", file_views.as_file, name="timesheet_file"),
    path("team/hours/trackers/", tracker_views.words, name="timesheet_words"),
    path("team/hours/timer/", timer_views.bar, name="timer"),
    path("team/hours/timer/start/", timer_views.start, name="timer_start"),
    path("team/hours/timer/stop/", timer_views.stop, name="timer_stop"),
    path("team/hours/timer/seen/", timer_views.seen, name="timer_seen"),
    path("team/hours/timer/left/", timer_views.left, name="timer_left"),
    path("team/hours/timer/idle/", timer_views.answer, name="timer_answer"),
    path("team/hours/timer/wish/", timer_views.wish, name="timer_wish"),
]
