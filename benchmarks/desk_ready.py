"""Django as the desk has it, in a process that measures."""

from __future__ import annotations

import logging
import os

import django


def ready() -> None:
    """Call it before models are looked at."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "dialogo.web.settings.django"
    django.setup()
    logging.disable(logging.CRITICAL)
