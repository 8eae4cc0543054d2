"""Addresses of Calendar, and of the feed that programs read it by."""

from django.urls import path

from dialogo.web.pages.calendar import file_views, rules_views, views

urlpatterns = [
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/files/", file_views.files, name="calendar-files"),
    path("calendar/files/bring/", file_views.bring, name="calendar-bring"),
    path("calendar/posts.csv", file_views.export, name="calendar-export"),
    path("calendar/approval/", rules_views.rules, name="calendar-rules"),
    path("calendar/address/renew/", rules_views.renew, name="calendar-renew"),
]
outside = [
    path("calendars/<slug:slug>/posts/<str:key>.ics", file_views.feed, name="calendar-feed"),
]
