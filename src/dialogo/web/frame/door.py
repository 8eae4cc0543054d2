"""The door of every view: who may enter. A test finds any view that has none."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from dialogo.records.text import Lang
from dialogo.web.frame.permission import Permission
from dialogo.web.frame.reader import known_zone
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Membership, Workspace

P = ParamSpec("P")


class Request(HttpRequest):
    """A request that came through the door: somebody, and where `may` stood, somewhere."""

    user: Person  # Django's own may be anonymous; ours has entered
    htmx: Any
    lang: Lang
    workspace: Workspace
    membership: Membership


View = Callable[Concatenate[Request, P], HttpResponseBase]


def may(permission: Permission) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Lets in members of the workspace in the address whose role has `permission`.

    Signed out: to the sign-in page. Not a member: as if the workspace did not exist.
    """

    def guard(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def entered(request: Any, *args: Any, workspace: str, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            membership = (
                Membership.objects.select_related("workspace")
                .filter(workspace__slug=workspace, person=request.user)
                .first()
            )
            if membership is None:
                raise Http404
            request.membership, request.workspace = membership, membership.workspace
            if membership.is_a not in permission.roles:
                raise PermissionDenied
            if not request.user.zone and (zone := known_zone(request.workspace.zone)):
                timezone.activate(zone)  # until the reader leaves, see `reader`
            return view(request, *args, **kwargs)

        entered.permission = permission  # type: ignore[attr-defined]  # read by tests and the API
        return entered

    return guard


def signed_in(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Lets in whoever has signed in."""

    @wraps(view)
    def entered(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return view(request, *args, **kwargs)

    entered.signed_in = True  # type: ignore[attr-defined]  # as above
    return entered


def runs_desk(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Lets in whoever runs the installation."""

    @wraps(view)
    def entered(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if not request.user.runs_desk:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    entered.runs_desk = True  # type: ignore[attr-defined]  # as above
    return entered


def anyone(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Lets in anybody; the view itself looks at what they bring (a signed link, a token)."""

    @wraps(view)
    def entered(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    entered.anyone = True  # type: ignore[attr-defined]  # as above
    return entered


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=401)
        answer["HX-Refresh"] = "true"
        return answer
    return redirect_to_login(request.get_full_path())
