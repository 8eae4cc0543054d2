"""Every address of the desk: those of the pages are found in their folders."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from dialogo.web.frame import errors
from dialogo.web.frame.page import addresses

_inside, _outside = addresses()

urlpatterns: list[URLPattern | URLResolver] = [
    path("w/<slug:workspace>/", include(_inside)),
    path("account/", include("dialogo.web.frame.sign_in.urls")),
    path("api/v1/", include("dialogo.web.api.urls")),
    *_outside,
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
