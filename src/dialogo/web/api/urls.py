"""Addresses of the API; each looks at the token itself, so that anyone may come this far."""

from __future__ import annotations

from django.urls import path, re_path

from dialogo.web.api import pages
from dialogo.web.api.interface import guarded, patterns
from dialogo.web.api.openapi import interface_once
from dialogo.web.frame.door import anyone

urlpatterns = [
    path("", anyone(pages.reference), name="api"),
    path("openapi.json", anyone(pages.described), name="openapi"),
    *patterns(interface_once()),
    re_path(r"^(?P<rest>[\s\S]*)$", guarded(pages.nowhere), name="api_nowhere"),
]
