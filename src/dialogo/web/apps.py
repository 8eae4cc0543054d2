"""The desk as Django knows it."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class Desk(AppConfig):
    name = "dialogo.web"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Looks after the search index whenever tables have changed."""
        post_migrate.connect(_search_again, sender=self)


def _search_again(using: str, **_: Any) -> None:
    """SQLite makes some tables anew when they change, and forgets their triggers."""
    # start-up: models cannot be read before the apps are there
    from dialogo.web.models import message_words

    message_words.make(connections[using])
