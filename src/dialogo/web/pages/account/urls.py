"""Addresses of one's own account, and of one-time links."""

from django.urls import path

from dialogo.web.pages.account import enter_views, views

outside = [
    path("account/", views.account, name="account"),
    path("account/password/", views.password, name="account_password"),
    path("account/sessions/", views.sessions, name="usersessions_list"),
    path("account/email/", views.email, name="account_email"),
    path("account/email/<str:token>/", views.proved, name="account_email_proved"),
    path("account/delete/", views.delete, name="delete_account"),
    path("enter/<str:token>/", enter_views.enter, name="enter"),
    path("welcome/", enter_views.welcome, name="welcome"),
]
