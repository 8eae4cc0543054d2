"""What keeps pages and sessions safe: headers, cookies, what may be sent here."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from wsgiref.headers import Headers

from csp.constants import NONE, SELF

from dialogo.web.settings.options import Options

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # the page carries its token itself (hx-headers and forms)
CSRF_FAILURE_VIEW = "dialogo.web.frame.errors.stale"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 100

# Everything a page needs comes from here, and nothing it holds goes elsewhere.
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}


def _of_static(headers: Headers, path: str, url: str) -> None:
    """The worker that shows notifications stands in a folder, and is for all of the desk."""
    if url == "/static/alerts/worker.js":
        headers["Service-Worker-Allowed"] = "/"


WHITENOISE_ADD_HEADERS_FUNCTION = _of_static


def behind(options: Options) -> dict[str, Any]:
    """Settings that depend on how people reach the desk: by https, under which name."""
    return {
        "SESSION_COOKIE_SECURE": options.https,
        "CSRF_COOKIE_SECURE": options.https,
        "SECURE_HSTS_SECONDS": options.hsts_days * 24 * 3600 if options.https else 0,
        "CSRF_TRUSTED_ORIGINS": [options.address] if options.address else [],
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https" if options.https else "http",
    }
