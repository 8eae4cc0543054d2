"""Where mail goes out, if the desk may send any."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from dialogo.web.settings.options import Options

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail(options: Options) -> dict[str, Any]:
    """Django's settings for `options.mail`; without it nothing is sent, and pages say so."""
    if not options.mail:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    url = urlsplit(options.mail)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname or "localhost",
        "EMAIL_PORT": url.port or PORTS.get(url.scheme, 25),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": url.scheme == "smtp+tls",
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
        "DEFAULT_FROM_EMAIL": options.mail_from or "dialogo@localhost",
    }
