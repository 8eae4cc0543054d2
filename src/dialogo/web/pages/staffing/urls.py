"""Addresses of Staffing."""

from django.urls import path

from dialogo.web.pages.staffing import shift_views, views

urlpatterns = [
    path("team/staffing/", views.staffing, name="staffing"),
    path("team/staffing/what-if/", views.what_if, name="staffing_what_if"),
    path("team/staffing/shifts/", shift_views.proposed, name="staffing_shifts"),
    path("team/staffing/shifts.csv", shift_views.as_file, name="staffing_file"),
    path("team/staffing/shifts/put/", shift_views.put, name="staffing_put"),
]
