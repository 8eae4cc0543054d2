"""Addresses of people."""

from django.urls import path

from dialogo.web.pages.people import join_views, views

urlpatterns = [
    path("settings/people/", views.people, name="people"),
    path("settings/people/invite/", views.invite, name="invite"),
    path("settings/people/invited/<int:invitation>/end/", views.revoke, name="revoke_invitation"),
    path("settings/people/<int:member>/role/", views.role, name="change_role"),
    path("settings/people/<int:member>/remove/", views.remove, name="remove_member"),
]
outside = [
    path("join/<str:token>/", join_views.join, name="join"),
    path("leave/<slug:workspace>/", join_views.leave, name="leave"),
]
