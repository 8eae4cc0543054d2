"""Asks once more who it is, before what is delicate."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpResponseBase

from dialogo.web.frame.door import Request

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponseBase]


def again(view: View[P]) -> View[P]:
    """Lets on whoever has proved within five minutes that it is still them; asks the others.

    What they had sent is kept, and goes on where it was once they have answered. Whoever has
    nothing to prove it by (neither password nor passkey) goes on at once.
    """

    @wraps(view)
    def asked(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if is_reauthentication_required(request, app="desk"):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return asked
