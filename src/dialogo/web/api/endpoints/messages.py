"""Messages: one by one, what each asks, and liking them."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse
from ninja import Router

from dialogo.records.text import Text
from dialogo.web.actions.conversations import corrections
from dialogo.web.actions.letters import small_acts
from dialogo.web.api import conversations_shown as told
from dialogo.web.api import given
from dialogo.web.api.bearer import Asking
from dialogo.web.api.groups import MESSAGES
from dialogo.web.api.operation import Schema, component, operation, shape
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
from dialogo.web.models.connections import Delivered
from dialogo.web.models.records import Message
from dialogo.web.queries.inbox.labels import labels_of
from dialogo.web.queries.inbox.tones import heard

router = Router()
CUSTOMER = "customer"
_TEXT: Schema = {"type": "string"}
_WORDS: Schema = {"type": ["string", "null"]}
MESSAGE = component(
    "message",
    shape(
        id={"type": "integer", "minimum": 0},
        conversation={"type": ["integer", "null"], "minimum": 0},
        network=_TEXT,
        account=_WORDS,
        message_id=_TEXT,
        in_reply_to=_WORDS,
        sent_at={"type": "string", "format": "date-time"},
        author=_TEXT,
        author_kind={"enum": ["company", "customer", "other"]},
        text=_WORDS,
        place=_WORDS,
        automated={"type": ["boolean", "null"]},
        agent=_WORDS,
        url=_WORDS,
        **told.TOLD,
        label={"oneOf": [told.LABEL, {"type": "null"}]},
        sounds={"oneOf": [told.SOUNDS, {"type": "null"}]},
    ),
)
NOT_THEIRS = Text(
    en="Only what a person wrote to the company asks something.",
    it="Solo ciò che una persona ha scritto all'azienda chiede qualcosa.",
)
_LABEL = (
    given.choice(
        "asks",
        Text(en="Whether it wants an answer.", it="Se vuole risposta."),
        told.ASKS,
        required=True,
    ),
    given.choice("act", Text(en="What it is.", it="Che cos'è."), told.ACTS, required=True),
    given.choice("tone", Text(en="Its tone.", it="Il suo tono."), told.TONES),
    given.text("need", Text(en="The need it voices.", it="Il bisogno che esprime."), most=200),
)


@operation(
    router,
    "GET",
    "/messages/{int:id}",
    Text(en="A message", it="Un messaggio"),
    group=MESSAGES,
    scope=Scope.CONVERSATIONS_READ,
    gives=MESSAGE,
    problems=(NOT_FOUND,),
    more=Text(
        en="The messages of a conversation are its turns.",
        it="I messaggi di una conversazione sono i suoi turni.",
    ),
)
def show_message(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
    return _shown(_found(request, id))


@operation(
    router,
    "POST",
    "/messages/{int:id}/label",
    Text(en="Say what a message asks", it="Dire che cosa chiede un messaggio"),
    group=MESSAGES,
    scope=Scope.CONVERSATIONS_WRITE,
    gives=MESSAGE,
    takes=given.takes(*_LABEL),
    problems=(BAD_REQUEST, NOT_FOUND, NOT_NOW, TOO_LARGE, NOT_JSON),
    more=Text(
        en="Instead of what the models judged; it counts in every measure from now on.",
        it="Al posto di ciò che hanno giudicato i modelli; da ora conta in ogni misura.",
    ),
)
def correct_label(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
    asked, found = given.read(request, *_LABEL), _found(request, id)
    if found.author_kind != CUSTOMER:
        raise Problem(NOT_NOW, NOT_THEIRS, code="not-theirs")
    with refused():
        corrections.correct(maker(request), found, **asked)
    return _shown(_found(request, id))


@operation(
    router,
    "POST",
    "/messages/{int:id}/label/take-back",
    Text(en="Leave a message to the models again", it="Lasciare di nuovo un messaggio ai modelli"),
    group=MESSAGES,
    scope=Scope.CONVERSATIONS_WRITE,
    gives=MESSAGE,
    problems=(NOT_FOUND,),
)
def take_label_back(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
    corrections.take_back(maker(request), _found(request, id))
    return _shown(_found(request, id))


def _offer(act: str, says: Text, *, unlike: bool) -> None:
    @operation(
        router,
        "POST",
        f"/messages/{{int:id}}/{act}",
        says,
        name=f"{act}_message",
        group=MESSAGES,
        scope=Scope.LETTERS_SEND,
        gives=MESSAGE,
        status=202,
        problems=(NOT_FOUND, NOT_NOW),
        more=Text(
            en="Asked of the network in the company's name; `liked` tells when it has done it.",
            it="Si chiede alla rete a nome dell'azienda; `liked` dice quando l'ha fatto.",
        ),
    )
    def act_on(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
        found = _found(request, id)
        with refused():
            small_acts.like(found, request.token.made_by, unlike=unlike)
        return _shown(found, status=202)


_offer("like", Text(en="Like a message", it="Mettere «mi piace» a un messaggio"), unlike=False)
_offer("unlike", Text(en="Like it no more", it="Togliere il «mi piace»"), unlike=True)


def _found(request: Asking, number: int) -> Any:
    rows = Message.objects.select_related("workspace")
    found = rows.filter(workspace=request.workspace, pk=min(number, 2**62)).first()
    if found is None:
        raise Problem(NOT_FOUND, SAID[404])
    return found


def _shown(one: Any, status: int = 200) -> JsonResponse:
    key = bytes(one.row_key)
    delivered = Delivered.objects.filter(
        connection__workspace=one.workspace_id, row_key=key
    ).first()
    theirs = {key: one.text} if one.author_kind == CUSTOMER else {}
    label = labels_of(one.workspace, theirs).get(key)
    ours = one.author_kind == "company" and not one.automated
    sounds = heard([one.text or ""])[0] if ours else None
    same = (
        "network", "account", "message_id", "in_reply_to", "sent_at", "author", "author_kind",
        "text", "automated", "agent", "url",
    )  # fmt: skip
    body = {
        **{name: getattr(one, name) for name in same},
        "id": one.pk,
        "conversation": one.part_of_id,
        "place": one.kind,
        **told.told(delivered),
        "label": told.label(label) if label else None,
        "sounds": told.tone(sounds),
    }
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
