"""The workspace of the token: whose records these are, and how many."""

from __future__ import annotations

from django.http import JsonResponse
from ninja import Router

from dialogo.records.text import Text
from dialogo.web.api.bearer import Asking
from dialogo.web.api.groups import WORKSPACE
from dialogo.web.api.operation import operation, shape

router = Router()


@operation(
    router,
    "GET",
    "/workspace",
    Text(en="The workspace of this token", it="Lo spazio di questo token"),
    group=WORKSPACE,
    scope=None,
    gives=shape(
        slug={"type": "string"},
        name={"type": "string"},
        zone={"type": "string"},
        currency={"type": "string"},
        sample={"type": "boolean"},
        revision={"type": "integer", "minimum": 0},
        token=shape(
            name={"type": "string"},
            scopes={"type": "array", "items": {"type": "string"}},
            expires_at={"type": ["string", "null"], "format": "date-time"},
        ),
    ),
    more=Text(
        en="`revision` counts the changes of what its figures rest on: while it stays, so do they.",
        it="`revision` conta i cambiamenti di ciò su cui poggiano le cifre: finché resta, restano.",
    ),
)
def workspace(request: Asking) -> JsonResponse:
    here, token = request.workspace, request.token
    return JsonResponse(
        {
            "slug": here.slug,
            "name": here.name,
            "zone": here.zone,
            "currency": here.currency,
            "sample": here.sample,
            "revision": here.revision,
            "token": {
                "name": token.name,
                "scopes": sorted(token.may),
                "expires_at": token.expires_at,
            },
        }
    )
