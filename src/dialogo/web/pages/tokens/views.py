"""Which programs may speak to the workspace."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import tokens as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.models.api import ApiToken, Scope
from dialogo.web.pages.tokens import MAKE, SEE
from dialogo.web.pages.tokens.forms import TokenForm

ENDED = Text(
    en="The token {name} is ended: whoever uses it is refused from now on.",
    it="Il token {name} è revocato: chi lo usa viene rifiutato da ora in poi.",
)


MOST = 200  # more programs than any company has


@may(SEE)
@require_GET
def tokens(request: Request) -> HttpResponse:
    """Every token of the workspace, those that hold first."""
    now = timezone.now()
    found = list(
        ApiToken.objects.filter(workspace=request.workspace)
        .select_related("made_by")
        .order_by("-pk")[:MOST]
    )
    context = {
        "holding": [
            {"token": token, "may": [scope.called for scope in Scope if scope in token.may]}
            for token in found
            if token.holds(now)
        ],
        "ended": [token for token in found if not token.holds(now)],
    }
    return render(request, "tokens/tokens.html", context)


@may(MAKE)
@never_cache
@require_http_methods(["GET", "POST"])
def make(request: Request) -> HttpResponse:
    """Asks what a token is for, then shows it, once."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        span = form.span
        try:
            token, secret = actions.make(
                request.workspace,
                form.cleaned_data["name"],
                [Scope(scope) for scope in form.cleaned_data["scopes"]],
                by=request.user,
                expires_at=timezone.now() + span if span else None,
            )
        except BadInput as problem:
            form.add_error("name", problem.say(request.lang))
        else:
            context = {"token": token, "secret": secret, "try": _try(request, secret)}
            return render(request, "tokens/made.html", context)
    status = 422 if form.is_bound else 200
    return render(request, "tokens/make.html", {"form": form}, status=status)


@may(MAKE)
@require_http_methods(["GET", "POST"])
def end(request: Request, token: int) -> HttpResponseBase:
    """Asks once more, then ends a token."""
    found = get_object_or_404(ApiToken, pk=token, workspace=request.workspace)
    if request.method == "GET":
        return render(request, "tokens/end.html", {"token": found})
    actions.revoke(found, request.user)
    messages.success(request, ENDED.say(request.lang, name=found.name))
    return redirect("tokens", workspace=request.workspace.slug)


def _try(request: Request, secret: str) -> str:
    """A line for a terminal that shows whether the token opens the door."""
    where = request.build_absolute_uri("/api/v1/workspace")
    return f'curl -H "Authorization: Bearer {secret}" {where}'
