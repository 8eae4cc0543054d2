"""The interface as a whole: its operations, and how whatever goes wrong is answered."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Router
from ninja.errors import ValidationError

from dialogo.records.text import Text
from dialogo.web.api import endpoints
from dialogo.web.api.problems import (
    BAD_REQUEST,
    BROKEN,
    DOES_NOT_FIT,
    MEDIA_TYPE,
    NO_SUCH_METHOD,
    NOT_FOUND,
    SAID,
    TOO_LARGE,
    Kind,
    Problem,
)
from dialogo.web.frame.door import anyone

LOG = logging.getLogger("dialogo.api")
VERSION = "1"
UNREADABLE = Text(
    en="The address cannot be read: {names}.", it="L'indirizzo non si può leggere: {names}."
)


def interface() -> NinjaAPI:
    """Every endpoint that stands in the folder, on one interface."""
    api = NinjaAPI(title="Dialogo", version=VERSION, docs_url=None, openapi_url=None)
    for module in iter_modules(endpoints.__path__):
        router = import_module(f"{endpoints.__name__}.{module.name}").router
        assert isinstance(router, Router)  # noqa: S101  (a fault of ours, found at start)
        api.add_router("", router)
    api.add_exception_handler(Problem, _problem)
    api.add_exception_handler(ValidationError, _unreadable)
    return api


def _problem(request: Any, problem: Any) -> HttpResponse:
    answer: HttpResponse = problem.answer(request.lang)
    return answer


def _unreadable(request: Any, error: Any) -> HttpResponse:
    names = ", ".join(sorted({str(found["loc"][-1]) for found in error.errors}))
    return Problem(DOES_NOT_FIT, UNREADABLE, names=names).answer(request.lang)


View = Callable[..., HttpResponseBase]


def guarded(view: View) -> View:
    """A view from which nothing comes but answers and problems: no page, no bare text.

    Anyone may come this far: the token is looked at inside. No cookie opens anything here, so that
    there is nothing to forge.
    """

    @wraps(view)
    def answered(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        method = request.method
        try:
            if method == "HEAD":
                request.method = "GET"  # the server sends the head of it alone
            response = view(request, *args, **kwargs)
        except Problem as problem:
            response = problem.answer(request.lang)
        except Http404:
            response = _plain(NOT_FOUND, request)
        except RequestDataTooBig:
            response = _plain(TOO_LARGE, request)
        except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
            response = _plain(BAD_REQUEST, request)
        except Exception:
            LOG.exception("the API broke at %s", request.path)
            response = _plain(BROKEN, request)
        request.method = method
        if response.status_code == 405 and response["Content-Type"] != MEDIA_TYPE:
            response = _no_such_method(request, response["Allow"])
        response["Cache-Control"] = "no-store"
        response["Vary"] = "Authorization, Accept-Language"
        return response

    return anyone(csrf_exempt(answered))


def _no_such_method(request: Any, allowed: str) -> HttpResponse:
    problem = Problem(
        NO_SUCH_METHOD,
        SAID[405],
        headers={"Allow": allowed},
        method=request.method,
        allowed=allowed,
    )
    return problem.answer(request.lang)


def _plain(kind: Kind, request: Any) -> HttpResponse:
    return Problem(kind, SAID[kind.status]).answer(request.lang)


def patterns(api: NinjaAPI) -> list[URLPattern]:
    """The addresses of its operations, each guarded."""
    found = []
    for pattern in api.urls[0]:
        assert isinstance(pattern, URLPattern)  # noqa: S101  (narrowing only: ninja nests nothing)
        if pattern.name == "api-root":
            continue
        name = f"api_{pattern.name}"
        found.append(path(str(pattern.pattern), guarded(pattern.callback), name=name))
    return found
