"""Views of signing in that allauth has otherwise, or not at all."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.providers.openid_connect import views as oidc
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from dialogo.web.frame.door import anyone


@anyone
def closed(request: HttpRequest) -> HttpResponse:
    """Nobody signs up by themselves: how one does come in."""
    return render(request, "account/signup_closed.html", status=403)


@anyone
def onward(request: Any, provider_id: str) -> HttpResponseBase:
    """Asks first; then leads on to the company's sign-in by a page of our own.

    A form of ours may be sent to nobody else (`form-action`), and browsers hold every redirect that
    answers a form to that; a page that leads on is held to nothing.
    """
    answer: HttpResponseBase = oidc.login(request, provider_id)
    if request.method == "POST" and answer.status_code == 302:
        return render(request, "socialaccount/onward.html", {"to": answer.headers["Location"]})
    return answer
