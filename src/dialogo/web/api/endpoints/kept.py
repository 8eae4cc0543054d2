"""What the team keeps for its inbox: answers for use again, documents, ways to look at it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import JsonResponse
from ninja import Router

from dialogo.records.text import Text
from dialogo.web.actions import canned, documents
from dialogo.web.actions.conversations import saved_views
from dialogo.web.api import given
from dialogo.web.api.bearer import Asking
from dialogo.web.api.groups import CONVERSATIONS
from dialogo.web.api.operation import Schema, operation, shape
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
from dialogo.web.api.who import maker, reader
from dialogo.web.models.api import Scope
from dialogo.web.models.conversations import Canned, Document, SavedView
from dialogo.web.queries.inbox import Filters

router = Router()
_ID: Schema = {"type": "integer", "minimum": 0}
_TEXT: Schema = {"type": "string"}
_PROBLEMS = (BAD_REQUEST, NOT_FOUND, NOT_NOW, TOO_LARGE, NOT_JSON)
Values = dict[str, Any]


@dataclass(frozen=True)
class Shelf:
    """Things of one kind: which there are, what each holds, how one is kept, changed, dropped."""

    path: str
    one: str
    listed: Text
    keep: Text
    change: Text | None
    drop: Text
    fields: tuple[given.Field, ...]
    told: Mapping[str, Schema]
    rows: Callable[[Asking], QuerySet[Any]]
    shown: Callable[[Any], Values]
    make: Callable[[Asking, Values], Any]
    alter: Callable[[Asking, Any, Values], object]
    remove: Callable[[Asking, Any], object]
    more: Text


def _title(most: int) -> given.Field:
    return given.text(
        "title",
        Text(en="What it is called.", it="Come si chiama."),
        most=most,
        least=1,
        required=True,
    )


def _words(most: int) -> given.Field:
    return given.text(
        "text", Text(en="What it says.", it="Che cosa dice."), most=most, least=1, required=True
    )


def _offer(shelf: Shelf) -> None:
    """Puts the operations of a kind on the router."""
    told = shape(id=_ID, **shelf.told)

    @operation(
        router,
        "GET",
        f"/{shelf.path}",
        shelf.listed,
        name=f"list_{shelf.path}",
        group=CONVERSATIONS,
        scope=Scope.CONVERSATIONS_READ,
        gives=shape(items={"type": "array", "items": told}),
        more=shelf.more,
    )
    def list_(request: Asking) -> JsonResponse:
        items = [{"id": one.pk, **shelf.shown(one)} for one in shelf.rows(request)]
        return JsonResponse({"items": items}, json_dumps_params={"ensure_ascii": False})

    @operation(
        router,
        "POST",
        f"/{shelf.path}",
        shelf.keep,
        name=f"keep_{shelf.one}",
        group=CONVERSATIONS,
        scope=Scope.CONVERSATIONS_WRITE,
        gives=told,
        status=201,
        takes=given.takes(*shelf.fields),
        problems=_PROBLEMS,
    )
    def keep(request: Asking) -> JsonResponse:
        asked = given.read(request, *shelf.fields)
        with refused():
            made = shelf.make(request, asked)
        return _json({"id": made.pk, **shelf.shown(made)}, 201)

    @operation(
        router,
        "POST",
        f"/{shelf.path}/{{int:id}}/drop",
        shelf.drop,
        name=f"drop_{shelf.one}",
        group=CONVERSATIONS,
        scope=Scope.CONVERSATIONS_WRITE,
        gives=shape(dropped={"enum": [True]}),
        problems=(NOT_FOUND,),
    )
    def drop(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
        shelf.remove(request, _found(shelf, request, id))
        return _json({"dropped": True})

    if shelf.change:

        @operation(
            router,
            "POST",
            f"/{shelf.path}/{{int:id}}/change",
            shelf.change,
            name=f"change_{shelf.one}",
            group=CONVERSATIONS,
            scope=Scope.CONVERSATIONS_WRITE,
            gives=told,
            takes=given.takes(*shelf.fields),
            problems=_PROBLEMS,
        )
        def change(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as above)
            asked, found = given.read(request, *shelf.fields), _found(shelf, request, id)
            with refused():
                shelf.alter(request, found, asked)
            return _json({"id": found.pk, **shelf.shown(found)})


def _found(shelf: Shelf, request: Asking, number: int) -> Any:
    found = shelf.rows(request).filter(pk=min(number, 2**62)).first()
    if found is None:
        raise Problem(NOT_FOUND, SAID[404])
    return found


def _json(told: Values, status: int = 200) -> JsonResponse:
    return JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})


def _views(request: Asking) -> QuerySet[Any]:
    mine = Q(owner=None) | Q(owner=reader(request))
    return SavedView.objects.filter(mine, workspace=request.workspace).order_by("name", "id")


def _save(request: Asking, asked: Values) -> SavedView:
    filters = Filters.read(asked["filters"]).written()
    return saved_views.save(
        maker(request),
        request.workspace,
        asked["name"],
        filters,
        everybody=bool(asked["everybody"]),
    )


_offer(
    Shelf(
        path="canned",
        one="canned",
        listed=Text(en="The answers kept for use again", it="Le risposte tenute per l'uso"),
        keep=Text(en="Keep an answer for use again", it="Tenere una risposta per riusarla"),
        change=Text(en="Say a kept answer in other words", it="Cambiare una risposta tenuta"),
        drop=Text(en="Let go of a kept answer", it="Togliere una risposta tenuta"),
        more=Text(
            en="Their variables stand in braces, as in {{name}}; whoever sends fills them in.",
            it="Le variabili stanno tra parentesi graffe, come {{nome}}; le riempie chi invia.",
        ),
        fields=(
            _title(canned.LONGEST_TITLE),
            _words(canned.LONGEST),
            given.choice("language", Text(en="As in `it`.", it="Come in `it`."), canned.LANGUAGES),
        ),
        told={"title": _TEXT, "text": _TEXT, "language": _TEXT},
        rows=lambda request: Canned.objects.filter(
            workspace=request.workspace, dropped_at=None
        ).order_by("title", "id"),
        shown=lambda one: {"title": one.title, "text": one.text, "language": one.language},
        make=lambda request, asked: canned.keep(
            maker(request),
            request.workspace,
            asked["title"],
            asked["text"],
            asked["language"] or "",
        ),
        alter=lambda request, one, asked: canned.change(
            maker(request), one, asked["title"], asked["text"], asked["language"] or ""
        ),
        remove=lambda request, one: canned.drop(maker(request), one),
    )
)
_offer(
    Shelf(
        path="documents",
        one="document",
        listed=Text(en="The company's documents", it="I documenti dell'azienda"),
        keep=Text(en="Add a document", it="Aggiungere un documento"),
        change=Text(en="Replace a document's text", it="Sostituire il testo di un documento"),
        drop=Text(en="Remove a document", it="Togliere un documento"),
        more=Text(
            en="The texts that answers are proposed from.",
            it="I testi da cui si propongono risposte.",
        ),
        fields=(
            _title(documents.LONGEST_TITLE),
            _words(documents.LONGEST),
            given.text("url", Text(en="Where it can be read.", it="Dove si legge."), most=2_000),
        ),
        told={"title": _TEXT, "text": _TEXT, "url": _TEXT},
        rows=lambda request: Document.objects.filter(workspace=request.workspace).order_by(
            "title", "id"
        ),
        shown=lambda one: {"title": one.title, "text": one.text, "url": one.url},
        make=lambda request, asked: documents.keep(
            maker(request), request.workspace, asked["title"], asked["text"], asked["url"] or ""
        ),
        alter=lambda request, one, asked: documents.change(
            maker(request), one, asked["title"], asked["text"], asked["url"] or ""
        ),
        remove=lambda request, one: documents.drop(maker(request), one),
    )
)
_offer(
    Shelf(
        path="views",
        one="view",
        listed=Text(en="The saved views of the inbox", it="Le viste salvate dei messaggi"),
        keep=Text(en="Save a view", it="Salvare una vista"),
        change=None,
        drop=Text(en="Remove a view", it="Togliere una vista"),
        more=Text(
            en="Everybody's, and those of whoever made the token; `filters` are the parameters of "
            "`/conversations`. Saved again under its name, a view is replaced.",
            it="Quelle di tutti, e di chi ha creato il token; `filters` sono i parametri di "
            "`/conversations`. Salvata di nuovo con lo stesso nome, una vista è sostituita.",
        ),
        fields=(
            given.text(
                "name",
                Text(en="What it is called.", it="Come si chiama."),
                most=saved_views.LONGEST,
                least=1,
                required=True,
            ),
            given.mapping("filters", Text(en="What it shows.", it="Che cosa mostra."), most=200),
            given.yes_no("everybody", Text(en="For the whole team.", it="Per tutta la squadra.")),
        ),
        told={
            "name": _TEXT,
            "filters": {"type": "object", "additionalProperties": _TEXT},
            "everybody": {"type": "boolean"},
        },
        rows=_views,
        shown=lambda one: {
            "name": one.name,
            "filters": one.filters,
            "everybody": one.owner_id is None,
        },
        make=_save,
        alter=lambda request, one, asked: None,
        remove=lambda request, one: saved_views.drop(maker(request), one),
    )
)
