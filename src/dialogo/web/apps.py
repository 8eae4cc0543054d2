"""The desk as Django knows it."""

from django.apps import AppConfig


class Desk(AppConfig):
    name = "dialogo.web"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
