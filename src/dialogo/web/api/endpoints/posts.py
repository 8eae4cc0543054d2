"""Posts: what each does, said instead of the models."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import JsonResponse
from django.utils.dateparse import parse_datetime
from ninja import Router

from dialogo.records.text import Text
from dialogo.web.actions import post_corrections
from dialogo.web.api import cursors, given, query
from dialogo.web.api.bearer import Asking
from dialogo.web.api.groups import POSTS
from dialogo.web.api.operation import Parameter, Schema, component, listed, operation, shape
from dialogo.web.api.problems import (
    BAD_REQUEST,
    NOT_FOUND,
    NOT_JSON,
    NOT_NOW,
    SAID,
    TOO_LARGE,
    Problem,
)
from dialogo.web.api.refusals import refused
from dialogo.web.api.who import maker
from dialogo.web.models.api import Scope
from dialogo.web.models.records import Post
from dialogo.web.queries.posts import Does, does_of_each

router = Router()
DOES = ("useful", "promotional", "conversation", "corporate", "unsure")
_TEXT: Schema = {"type": "string"}
_WORDS: Schema = {"type": ["string", "null"]}
_LIST: Schema = {"type": "array", "items": _TEXT}
POST = component(
    "post",
    shape(
        id={"type": "integer", "minimum": 0},
        network=_TEXT,
        account=_WORDS,
        post_id=_TEXT,
        published_at={"type": "string", "format": "date-time"},
        text=_WORDS,
        url=_WORDS,
        label=shape(
            does={"enum": list(DOES)},
            needs=_LIST,
            certainty={"type": "number"},
            because=_LIST,
            language=_WORDS,
            corrected={"type": "boolean"},
        ),
    ),
)
_KNOWN = {"type": "string", "maxLength": 500}
NETWORK = Parameter(
    "network", Text(en="Only posts on this network.", it="Solo i post su questa rete."), _KNOWN
)
POST_ID = Parameter(
    "post_id",
    Text(en="Only the post that its network calls so.", it="Solo il post che la rete chiama così."),
    _KNOWN,
)
_DOES = given.choice("does", Text(en="What it does.", it="Che cosa fa."), DOES, required=True)


@operation(
    router,
    "GET",
    "/posts",
    Text(en="The posts, the latest first", it="I post, prima gli ultimi"),
    group=POSTS,
    scope=Scope.RECORDS_READ,
    gives=listed(POST),
    parameters=(NETWORK, POST_ID, query.LIMIT, query.CURSOR),
    problems=(NOT_FOUND,),
)
def list_posts(request: Asking) -> JsonResponse:
    said = {one.name: query.text(request, one) for one in (NETWORK, POST_ID)}
    wanted = {name: value.replace("\0", "") for name, value in said.items() if value}
    most, list_ = query.limit(request), f"{request.workspace.pk}:{sorted(wanted.items())}"
    rows = Post.objects.filter(workspace=request.workspace, **wanted)
    if (place := cursors.read(request.GET.get("cursor"), list_)) is not None:
        at = parse_datetime(str(place[0]))
        rows = rows.filter(published_at__lte=at).exclude(published_at=at, pk__gte=place[1])
    page = list(rows.order_by("-published_at", "-pk")[: most + 1])
    cursor = None
    if len(page) > most:
        last = page[most - 1]
        cursor = cursors.written(list_, [last.published_at.isoformat(), last.pk])
    return _answer({"items": _told(request, page[:most]), "next": cursor})


@operation(
    router,
    "GET",
    "/posts/{int:id}",
    Text(en="A post", it="Un post"),
    group=POSTS,
    scope=Scope.RECORDS_READ,
    gives=POST,
    problems=(NOT_FOUND,),
)
def show_post(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
    return _shown(request, id)


@operation(
    router,
    "POST",
    "/posts/{int:id}/label",
    Text(en="Say what a post does", it="Dire che cosa fa un post"),
    group=POSTS,
    scope=Scope.RECORDS_WRITE,
    gives=POST,
    takes=given.takes(_DOES),
    problems=(BAD_REQUEST, NOT_FOUND, NOT_NOW, TOO_LARGE, NOT_JSON),
    more=Text(
        en="Instead of what the models judged; it counts in every measure from now on.",
        it="Al posto di ciò che hanno giudicato i modelli; da ora conta in ogni misura.",
    ),
)
def correct_post_label(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as above)
    asked = given.read(request, _DOES)
    with refused():
        post_corrections.correct(maker(request), _found(request, id), asked["does"])
    return _shown(request, id)


@operation(
    router,
    "POST",
    "/posts/{int:id}/label/take-back",
    Text(en="Leave a post to the models again", it="Lasciare di nuovo un post ai modelli"),
    group=POSTS,
    scope=Scope.RECORDS_WRITE,
    gives=POST,
    problems=(NOT_FOUND,),
)
def take_post_label_back(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as above)
    post_corrections.take_back(maker(request), _found(request, id))
    return _shown(request, id)


def _found(request: Asking, number: int) -> Any:
    rows = Post.objects.select_related("workspace")
    found = rows.filter(workspace=request.workspace, pk=min(number, 2**62)).first()
    if found is None:
        raise Problem(NOT_FOUND, SAID[404])
    return found


def _shown(request: Asking, number: int) -> JsonResponse:
    return _answer(_told(request, [_found(request, number)])[0])


def _answer(told: Any) -> JsonResponse:
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def _told(request: Asking, posts: Sequence[Any]) -> list[dict[str, Any]]:
    labels = does_of_each(request.workspace, {bytes(one.row_key): one.text for one in posts})
    same = ("network", "account", "post_id", "published_at", "text", "url")
    return [
        {
            **{name: getattr(one, name) for name in same},
            "id": one.pk,
            "label": _label(labels[bytes(one.row_key)]),
        }
        for one in posts
    ]


def _label(one: Does) -> dict[str, Any]:
    return {
        "does": one.does,
        "needs": list(one.needs),
        "certainty": one.probability,
        "because": list(one.because),
        "language": one.language,
        "corrected": one.corrected,
    }
