"""Addresses of the installation."""

from django.urls import path

from dialogo.web.pages.installation import views

outside = [
    path("installation/", views.installation, name="installation"),
    path("installation/people/", views.people, name="installation_people"),
    path("installation/people/<int:person>/link/", views.link, name="person_link"),
    path("installation/people/<int:person>/switch/", views.switch, name="person_switch"),
    path("installation/people/<int:person>/runs/", views.runs, name="person_runs"),
    path("installation/mail/", views.try_mail, name="try_mail"),
    path("installation/oidc/", views.try_oidc, name="try_oidc"),
    path("new/", views.new_workspace, name="new_workspace"),
]
