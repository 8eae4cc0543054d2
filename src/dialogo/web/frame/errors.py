"""Pages for what cannot be shown: what, why, what now."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dialogo.web.frame.faults import known


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "frame/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "frame/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "frame/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    fault = known(sys.exception())
    status = {"full": 507, "busy": 503, None: 500}[fault]
    return render(request, "frame/500.html", {"fault": fault}, status=status)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: the page is old, cookies are off, or another site sent it."""
    return render(request, "account/stale.html", status=403)
