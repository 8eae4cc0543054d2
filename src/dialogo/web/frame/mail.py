"""Mail that the desk sends, where it may send any."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest

from dialogo.records.text import Text

log = logging.getLogger(__name__)


def mail_is_set() -> bool:
    """Whether whoever runs the desk has told it where mail goes out."""
    return bool(settings.OPTIONS.mail)


def link(request: HttpRequest, path: str) -> str:
    """`path` as others reach it: by the public address, where the options name one."""
    address = settings.OPTIONS.address
    return f"{address}{path}" if address else request.build_absolute_uri(path)


def send(to: str, subject: Text, body: Text, **values: object) -> bool:
    """Sends a letter in both languages, as its reader's is not known; False if it did not go."""
    if not mail_is_set():
        return False
    both = [body.say(lang, **values) for lang in ("en", "it")]
    heading = " / ".join(subject.say(lang, **values) for lang in ("en", "it"))
    letter = EmailMessage(heading, "\n\n—\n\n".join(both), to=[to])
    try:
        return letter.send() == 1
    except OSError:
        log.exception("mail could not be sent")
        return False
