"""Health and metrics, for machines: is it alive, may it be sent people, how is it doing."""

from __future__ import annotations

from hmac import compare_digest
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from dialogo.web.frame.metrics import counted
from dialogo.web.queries.watching import database_answers, up_to_date, workers_heard

_seen_up_to_date: list[bool] = []  # once true it stays so: nobody takes migrations back


def watched(request: Any) -> HttpResponse | None:
    """The answer to whoever watches; None for everybody else."""
    match request.path:
        case "/health/live":
            return HttpResponse("alive\n", content_type="text/plain")
        case "/health/ready":
            return _ready()
        case "/metrics":
            return _metrics(request)
        case _:
            return None


def _ready() -> HttpResponse:
    """503 unless the database answers, is up to date, and somebody does its work."""
    checks = {"database": database_answers()}
    checks["migrations"] = checks["database"] and _migrated()
    checks["worker"] = checks["migrations"] and workers_heard() > 0
    ready = all(checks.values())
    return JsonResponse({"ready": ready, **checks}, status=200 if ready else 503)


def _migrated() -> bool:
    if not _seen_up_to_date and up_to_date():
        _seen_up_to_date.append(True)
    return bool(_seen_up_to_date)


def _metrics(request: Any) -> HttpResponse:
    if not _may_count(request):
        return HttpResponse(status=403)
    return HttpResponse(generate_latest(counted()), content_type=CONTENT_TYPE_LATEST)


def _may_count(request: Any) -> bool:
    """By the token; without one set, from this machine and through no proxy."""
    token: str = settings.OPTIONS.metrics_token
    if token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return compare_digest(given.encode(), token.encode())
    forwarded = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "Via"))
    try:
        here = ip_address(request.META["REMOTE_ADDR"]).is_loopback
        return here and not forwarded and not settings.OPTIONS.proxies
    except ValueError:
        return False
