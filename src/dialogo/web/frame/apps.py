"""The frame as Django knows it: templates, static files and tags."""

from django.apps import AppConfig


class Frame(AppConfig):
    name = "dialogo.web.frame"
    label = "frame"
