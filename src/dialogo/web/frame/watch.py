"""Watches every request: one line in the log, one number in the metrics; answers who watches us.

Health and metrics are answered before anything else, since whoever asks for them (a container's
probe, Prometheus) comes by an IP address and not by the desk's name.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import structlog
from django.core.exceptions import DisallowedHost
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from dialogo.records.text import Text
from dialogo.web.frame.health import watched
from dialogo.web.frame.metrics import REQUESTS

log = structlog.get_logger("dialogo.request")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

_NOT_OUR_NAME = Text(
    en="The desk does not know the address you came by. Whoever runs it can set it: "
    "DIALOGO_ADDRESS=https://the-name-people-use",
    it="La scrivania non conosce l'indirizzo da cui si arriva. Chi la gestisce può impostarlo: "
    "DIALOGO_ADDRESS=https://il-nome-che-si-usa",
)


def WatchMiddleware(  # noqa: N802  (named as Django names middleware)
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """The first of all: what it sees is what was answered."""
    got_request_exception.connect(_fault, dispatch_uid="dialogo.watch")

    def watch(request: Any) -> HttpResponseBase:
        told = watched(request)
        if told is not None:
            return told
        began = time.perf_counter()
        request_id = uuid4().hex[:12]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=request_id)
        try:
            request.get_host()
        except DisallowedHost:
            log.warning("request.unknown_host")
            said = f"{_NOT_OUR_NAME.en}\n\n{_NOT_OUR_NAME.it}\n"
            return HttpResponse(said, status=400, content_type="text/plain; charset=utf-8")
        response = answer(request)
        seconds = time.perf_counter() - began
        view = _view(request)
        REQUESTS.labels(view, _method(request), str(response.status_code)).observe(seconds)
        _tell(request, response, view, seconds)
        response.headers["X-Request-ID"] = request_id
        return response

    return watch


def _method(request: Any) -> str:
    """How it was asked; a word that a stranger made up must not become one more number to keep."""
    return request.method if request.method in _METHODS else "OTHER"


def _tell(request: Any, response: HttpResponseBase, view: str, seconds: float) -> None:
    if view == "static":
        return
    membership = getattr(request, "membership", None)
    person = getattr(request, "_cached_user", None)  # only where somebody has asked already
    log.info(
        "request",
        method=_method(request),
        view=view,
        status=response.status_code,
        ms=round(seconds * 1000),
        person=getattr(person, "pk", None),
        workspace=membership.workspace.slug if membership else None,
    )


def _view(request: Any) -> str:
    """The name of what answered: never the address, which may hold what is secret."""
    match = getattr(request, "resolver_match", None)
    if match is not None:
        return str(match.view_name or match.route)
    return "static" if request.path.startswith("/static/") else "none"


def _fault(sender: object, request: Any = None, **_: object) -> None:
    log.error("request.fault", view=_view(request), exc_info=sys.exc_info())
