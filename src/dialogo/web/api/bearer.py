"""Who asks: a token of a workspace, which may do what the address asks for, at a decent pace."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from dialogo.records.text import Lang, Text
from dialogo.web.actions import tokens
from dialogo.web.api.pace import Pace
from dialogo.web.api.problems import NO_TOKEN, NOT_ALLOWED, TOO_MANY, Problem
from dialogo.web.models.api import ApiToken, Scope
from dialogo.web.models.workspace import Workspace

PACE = Pace()

MISSING = Text(
    en="Send a token of the workspace in the header Authorization: Bearer …; an owner makes one "
    "in the settings, under API tokens.",
    it="Va mandato un token dello spazio nell'intestazione Authorization: Bearer …; lo crea chi è "
    "titolare, nelle impostazioni, alla voce token API.",
)
UNKNOWN = Text(
    en="This token is unknown, ended or expired. An owner makes another in the settings.",
    it="Questo token è sconosciuto, revocato o scaduto. Chi è titolare ne crea un altro nelle "
    "impostazioni.",
)
LACKS = Text(
    en="This token may not {scope}. It takes one with the scope {id}.",
    it="Questo token non può {scope}. Ne serve uno con il permesso {id}.",
)
WAIT = Text(
    en="This token asks too often. Go on in {seconds:second|seconds}.",
    it="Questo token chiede troppo spesso. Si può continuare fra {seconds:secondo|secondi}.",
)
_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="dialogo"'}


class Asking(HttpRequest):
    """A request of a program: which token it showed, and so in which workspace it is."""

    lang: Lang
    token: ApiToken
    workspace: Workspace


class Bearer(HttpBearer):
    """Lets in tokens that hold; `scope` None: any of them."""

    def __init__(self, scope: Scope | None) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Any:
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not secret.strip():
            raise Problem(NO_TOKEN, MISSING, headers=_CHALLENGE)
        return self.authenticate(request, secret.strip())

    def authenticate(self, request: Any, token: str) -> ApiToken:
        """The token whose secret is `token`; raises `Problem` if it opens nothing here."""
        now = timezone.now()
        found = (
            ApiToken.objects.select_related("workspace").filter(digest=tokens.digest(token)).first()
        )
        if found is None or not found.holds(now):
            challenge = {"WWW-Authenticate": 'Bearer realm="dialogo", error="invalid_token"'}
            raise Problem(NO_TOKEN, UNKNOWN, headers=challenge)
        if seconds := PACE.wait(found.pk, now):
            raise Problem(TOO_MANY, WAIT, headers={"Retry-After": str(seconds)}, seconds=seconds)
        if self.scope is not None and self.scope not in found.may:
            raise Problem(NOT_ALLOWED, LACKS, scope=self.scope.called, id=self.scope.value)
        tokens.used(found, now)
        request.token, request.workspace = found, found.workspace
        return found
