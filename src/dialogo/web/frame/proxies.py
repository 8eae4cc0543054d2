"""Who asks, and by which scheme: told by a proxy, if it is one of ours."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


def ProxiesMiddleware(  # noqa: N802  (named as Django names middleware)
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Believes X-Forwarded-For and X-Forwarded-Proto from the proxies of the options alone.

    Anybody can send these headers; from anybody else they are taken away, so that nothing further
    in can read them by mistake.
    """

    def asked(request: HttpRequest) -> HttpResponseBase:
        sent = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        scheme = request.META.pop("HTTP_X_FORWARDED_PROTO", "")
        if _ours(request.META.get("REMOTE_ADDR", "")):
            request.META["REMOTE_ADDR"] = _first_of_others(sent) or request.META["REMOTE_ADDR"]
            if scheme in ("http", "https"):
                request.META["wsgi.url_scheme"] = scheme
        return answer(request)

    return asked


def _first_of_others(sent: str) -> str:
    """From the right, the first address that is not one of our proxies: the left can be made up."""
    for part in reversed(sent.split(",")):
        address = part.strip()
        if not _is_address(address):
            return ""
        if not _ours(address):
            return address
    return ""


def _is_address(written: str) -> bool:
    try:
        ip_address(written)
    except ValueError:
        return False
    return True


def _ours(written: str) -> bool:
    if not settings.OPTIONS.proxies or not _is_address(written):
        return False
    address = ip_address(written)
    return any(address in network for network in settings.OPTIONS.proxies)
