"""What may be done with a letter: the same decisions as on its page, each an address of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import JsonResponse
from ninja import Router

from dialogo.records.text import Text
from dialogo.web.actions.letters import decide, small_acts
from dialogo.web.api import given
from dialogo.web.api.bearer import Asking
from dialogo.web.api.endpoints.letters import UNDO
from dialogo.web.api.groups import LETTERS
from dialogo.web.api.letters_shown import LETTER, shown
from dialogo.web.api.operation import operation
from dialogo.web.api.problems import (
    BAD_REQUEST,
    NEWER,
    NOT_FOUND,
    NOT_JSON,
    SAID,
    TOO_LARGE,
    Problem,
)
from dialogo.web.api.refusals import refused
from dialogo.web.api.who import maker
from dialogo.web.models.api import Scope
from dialogo.web.models.letters import Letter

router = Router()
Asked = dict[str, Any]
Do = Callable[[Asking, Letter, Asked], object]

WRITE, SEND = Scope.CONVERSATIONS_WRITE, Scope.LETTERS_SEND
ANYWAY = given.yes_no(
    "anyway",
    Text(en="Although somebody wrote meanwhile.", it="Anche se nel frattempo qualcuno ha scritto."),
)


def _offer(
    act: str, says: Text, more: Text, scope: Scope, do: Do, *, takes: tuple[given.Field, ...] = ()
) -> None:
    """Puts a decision on the router; it gives the letter back as it stands then."""

    @operation(
        router,
        "POST",
        f"/letters/{{int:id}}/{act.replace('_', '-')}",
        says,
        name=f"{act}_letter",
        group=LETTERS,
        scope=scope,
        gives=LETTER,
        more=more,
        takes=given.takes(*takes) if takes else {},
        problems=(BAD_REQUEST, NOT_FOUND, NEWER, TOO_LARGE, NOT_JSON),
    )
    def act_on(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
        asked = given.read(request, *takes) if takes else {}
        letter = _found(request, id)
        with refused():
            do(request, letter, asked)
        (told,) = shown([_found(request, id)], request.lang)
        return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def _found(request: Asking, number: int) -> Letter:
    rows = Letter.objects.filter(workspace=request.workspace, pk=min(number, 2**62))
    found = rows.select_related("by", "approved_by", "connection", "after", "conversation").first()
    if found is None:
        raise Problem(NOT_FOUND, SAID[404])
    return found


def _send(request: Asking, letter: Letter, asked: Asked) -> object:
    return decide.send(
        letter,
        request.token.made_by,
        may_send=SEND in request.token.may,
        basis=asked["basis"],
        anyway=bool(asked["anyway"]),
        approval=bool(asked["approval"]),
        delay=timedelta(seconds=asked["undo_seconds"] or 0),
    )


def _approve(request: Asking, letter: Letter, asked: Asked) -> object:
    return decide.approve(letter, maker(request), may_send=True, anyway=bool(asked["anyway"]))


def _mark_sent(request: Asking, letter: Letter, asked: Asked) -> object:
    return decide.mark_sent(letter, request.token.made_by, asked["url"] or "", asked["at"])


_offer(
    "send",
    Text(en="Send a draft", it="Inviare una bozza"),
    Text(
        en="Without `letters.send` it waits for approval.",
        it="Senza `letters.send` attende che qualcuno la approvi.",
    ),
    WRITE,
    _send,
    takes=(
        given.number(
            "basis",
            Text(en="The last message that was read.", it="L'ultimo messaggio letto da chi invia."),
        ),
        ANYWAY,
        given.yes_no("approval", Text(en="Have it approved first.", it="Farla prima approvare.")),
        given.number(
            "undo_seconds",
            Text(en="For how long it can be called back.", it="Per quanto si può richiamare."),
            high=UNDO,
        ),
    ),
)
_offer(
    "approve",
    Text(en="Approve a letter", it="Approvare una lettera"),
    Text(en="It goes out in a moment.", it="Parte tra un momento."),
    SEND,
    _approve,
    takes=(ANYWAY,),
)
_offer(
    "send_back",
    Text(en="Send a letter back to its author", it="Rimandare una lettera a chi l'ha scritta"),
    Text(en="It is a draft again.", it="È di nuovo una bozza."),
    SEND,
    lambda request, letter, asked: decide.send_back(letter, maker(request), asked["why"] or ""),
    takes=(given.text("why", Text(en="What is to change.", it="Che cosa va cambiato."), most=500),),
)
_offer(
    "call_back",
    Text(en="Call a letter back", it="Richiamare una lettera"),
    Text(en="While nothing of it has gone out.", it="Finché non ne è partito nulla."),
    WRITE,
    lambda request, letter, _: decide.call_back(letter, request.token.made_by),
)
_offer(
    "rework",
    Text(en="Make a draft of it again", it="Farne di nuovo una bozza"),
    Text(
        en="Of what was refused, or is held and surely nowhere.",
        it="Di ciò che è stato rifiutato, o è fermo e di certo non è sulla rete.",
    ),
    WRITE,
    lambda request, letter, _: decide.rework(letter, request.token.made_by),
)
_offer(
    "retry",
    Text(en="Have a held letter sent after all", it="Far inviare una lettera ferma"),
    Text(
        en="Where it is perhaps there, look on the network first: this sends it again.",
        it="Se forse c'è già, prima va guardato sulla rete: questo la invia di nuovo.",
    ),
    SEND,
    lambda request, letter, _: decide.retry(letter, request.token.made_by),
)
_offer(
    "look_again",
    Text(en="Have it looked for again", it="Farla cercare di nuovo"),
    Text(en="What is perhaps on the network.", it="Ciò che forse è sulla rete."),
    SEND,
    lambda request, letter, _: decide.look_again(letter, request.token.made_by),
)
_offer(
    "mark_sent",
    Text(en="Mark a letter as sent by hand", it="Segnare una lettera come inviata a mano"),
    Text(
        en="A person sent it on the network, or saw it there.",
        it="Una persona l'ha inviata sulla rete, o l'ha vista lì.",
    ),
    SEND,
    _mark_sent,
    takes=(
        given.text("url", Text(en="Where it can be read.", it="Dove si legge."), most=2_000),
        given.moment("at", Text(en="When it was sent.", it="Quando è stata inviata.")),
    ),
)
_offer(
    "drop",
    Text(en="Drop a letter", it="Scartare una lettera"),
    Text(en="It is never sent.", it="Non sarà mai inviata."),
    WRITE,
    lambda request, letter, _: decide.drop(letter, request.token.made_by),
)
_offer(
    "delete",
    Text(en="Take down what was sent", it="Togliere dalla rete ciò che è stato inviato"),
    Text(
        en="Asked of the network; `state` is deleted when it has done it.",
        it="Si chiede alla rete; `state` è deleted quando l'ha fatto.",
    ),
    SEND,
    lambda request, letter, _: small_acts.delete_on_network(letter, request.token.made_by),
)
