"""Pieces: what is to be said of one's own accord, until it is planned, and decisions about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, JsonResponse
from ninja import Router

from dialogo.content.link_parameters import MOST as MOST_PARAMETERS
from dialogo.records.text import Text
from dialogo.web.actions.answers import Done
from dialogo.web.actions.content import deciding, making
from dialogo.web.actions.content.making import MOST_PARTS, Given, GivenVersion
from dialogo.web.actions.letters.picture import GivenPicture
from dialogo.web.api import cursors, films_given, given, once, query
from dialogo.web.api.bearer import Asking
from dialogo.web.api.endpoints.letters import PICTURES
from dialogo.web.api.groups import PIECES
from dialogo.web.api.operation import Parameter, listed, operation
from dialogo.web.api.pieces_shown import PIECE, PURPOSES, STATES, WHOLE, rows, shown, whole
from dialogo.web.api.problems import (
    BAD_REQUEST,
    CONFLICT,
    DOES_NOT_FIT,
    NOT_ALLOWED,
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
from dialogo.web.models.content import Piece

router = Router()
READ, WRITE, SEND = (
    Scope.CONVERSATIONS_READ, Scope.CONVERSATIONS_WRITE, Scope.LETTERS_SEND,
)  # fmt: skip
TROUBLES = (BAD_REQUEST, NOT_FOUND, NOT_NOW, NOT_ALLOWED, TOO_LARGE, NOT_JSON)
STATE = Parameter(
    "state",
    Text(en="Only pieces that stand so.", it="Solo i contenuti in questo stato."),
    {"type": "string", "enum": STATES},
)
_PART = (given.text("text", Text(en="What it says.", it="Che cosa dice."), most=100_000),)


def _parts(says: Text) -> given.Field:
    return given.objects("parts", says, _PART, most=MOST_PARTS)


def _words(name: str, en: str, it: str, most: int = 100_000) -> given.Field:
    return given.text(name, Text(en=en, it=it), most=most)


_ACCOUNT = (
    given.number("connection", Text(en="The account.", it="Il profilo."), required=True),
    _parts(Text(en="What is different there.", it="Che cosa è diverso lì.")),
    _words("first_comment", "A comment that follows it.", "Un commento che lo segue."),
    _words("language", "As in `it`.", "Come in `it`.", 8),
    given.objects(
        "link_parameters",
        Text(
            en="What is added to links to sites as they are sent, as utm_source and its value.",
            it="Che cosa si aggiunge ai link ai siti quando partono, come utm_source e il valore.",
        ),
        (
            given.text("name", Text(en="Its name.", it="Il nome."), most=40, required=True),
            given.text("value", Text(en="Its value.", it="Il valore."), most=200, required=True),
        ),
        most=MOST_PARAMETERS,
    ),
)
FIELDS = (
    _words("title", "What the team calls it.", "Come lo chiama la squadra.", 200),
    _parts(
        Text(
            en="The parts of a thread, the same on every account.",
            it="Le parti di un thread, uguali su ogni profilo.",
        )
    ),
    given.objects(
        "accounts",
        Text(en="Where it goes out.", it="Dove esce."),
        _ACCOUNT,
        most=50,
    ),
    given.moment("due_at", Text(en="When it goes out.", it="Quando esce.")),
    given.choice(
        "purpose",
        Text(en="What its author says it does.", it="Che cosa fa, secondo chi lo scrive."),
        tuple(PURPOSES),
    ),
    _words("need", "The need it serves.", "Il bisogno a cui risponde.", 200),
    _words("campaign", "Its campaign.", "La campagna.", 120),
    _words("brief", "What it is about; never sent.", "Di che parla; non viene inviato."),
    _words("note", "Notes for the team.", "Note per la squadra."),
    _words("language", "As in `it`.", "Come in `it`.", 8),
    _words(
        "repeats",
        "When it comes again, as in FREQ=WEEKLY;BYDAY=MO.",
        "Quando si ripete, come in FREQ=WEEKLY;BYDAY=MO.",
        300,
    ),
    given.objects(
        "pictures",
        Text(
            en="Pictures, in order; those that it has are replaced.",
            it="Immagini, in ordine; quelle che ha vengono sostituite.",
        ),
        PICTURES,
        most=making.MOST_PICTURES,
    ),
    *films_given.FIELDS,
)
SAVES = given.number(
    "saves",
    Text(
        en="The `saves` that was read: if somebody has changed it since, nothing is done.",
        it="Il `saves` che si è letto: se nel frattempo è cambiato, non si fa nulla.",
    ),
)


@operation(
    router,
    "GET",
    "/pieces",
    Text(en="Pieces of the calendar, the newest first", it="Contenuti, prima i più recenti"),
    group=PIECES,
    scope=READ,
    gives=listed(PIECE),
    parameters=(STATE, query.LIMIT, query.CURSOR),
    problems=(NOT_FOUND,),
)
def list_pieces(request: Asking) -> JsonResponse:
    most, state = query.limit(request), query.choice(request, STATE)
    name = f"{request.workspace.pk}:pieces:{state}"
    found = rows(request.workspace).order_by("-pk")
    found = found.filter(state=state) if state else found
    if (place := cursors.read(request.GET.get("cursor"), name)) is not None:
        found = found.filter(pk__lt=place[0])
    page = shown(found[: most + 1], request.lang)
    cursor = cursors.written(name, [page[most - 1]["id"]]) if len(page) > most else None
    return _answer({"items": page[:most], "next": cursor})


@operation(
    router,
    "GET",
    "/pieces/{int:id}",
    Text(en="A piece and its history", it="Un contenuto e la sua storia"),
    group=PIECES,
    scope=READ,
    gives=WHOLE,
    problems=(NOT_FOUND,),
)
def show_piece(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
    return _answer(whole(_found(request, id), request.lang))


@operation(
    router,
    "POST",
    "/pieces",
    Text(en="Write a piece", it="Scrivere un contenuto"),
    group=PIECES,
    scope=WRITE,
    gives=WHOLE,
    status=201,
    takes=given.takes(*FIELDS),
    parameters=(once.PARAMETER,),
    problems=(*TROUBLES, CONFLICT, DOES_NOT_FIT),
    more=Text(
        en="It is an idea, or a draft if it says something. Nothing goes out before it is approved "
        "and planned.",
        it="È un'idea, o una bozza se dice qualcosa. Nulla esce prima di essere approvato e "
        "programmato.",
    ),
)
def write_piece(request: Asking) -> HttpResponse:
    asked = given.read(request, *FIELDS)

    def do() -> Done:
        with refused():
            made = making.make(request.workspace, request.token.made_by, _given(asked, None))
        return Done(201, whole(_found(request, made.pk), request.lang))

    said = json.dumps(asked, default=str, sort_keys=True)
    return once.once(request, said.encode(), do)


@operation(
    router,
    "POST",
    "/pieces/{int:id}/change",
    Text(en="Change a piece", it="Modificare un contenuto"),
    group=PIECES,
    scope=WRITE,
    gives=WHOLE,
    takes=given.takes(*FIELDS, SAVES),
    problems=TROUBLES,
    more=Text(
        en="What is not said stays. A change of what goes out, or of its hour, takes back the "
        "approval.",
        it="Ciò che non si dice resta. Cambiare ciò che esce, o l'ora, toglie l'approvazione.",
    ),
)
def change_piece(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as above)
    asked = given.read(request, *FIELDS, SAVES)
    piece = _found(request, id)
    with refused():
        wanted = _given(asked, piece)
        making.change(piece, request.token.made_by, wanted, asked["saves"])
    return _answer(whole(_found(request, id), request.lang))


def _offer(
    act: str, says: Text, more: Text, scope: Scope,
    do: Callable[[Asking, Piece, dict[str, Any]], object], *takes: given.Field,
) -> None:  # fmt: skip
    """Puts a decision on the router; it gives the piece back as it stands then."""

    @operation(
        router,
        "POST",
        f"/pieces/{{int:id}}/{act.replace('_', '-')}",
        says,
        name=f"{act}_piece",
        group=PIECES,
        scope=scope,
        gives=WHOLE,
        more=more,
        takes=given.takes(*takes) if takes else {},
        problems=TROUBLES if takes else (NOT_FOUND, NOT_NOW, NOT_ALLOWED),
    )
    def act_on(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
        asked = given.read(request, *takes) if takes else {}
        piece = _found(request, id)
        with refused():
            do(request, piece, asked)
        return _answer(whole(_found(request, id), request.lang))


_offer(
    "ask",
    Text(en="Ask for approval", it="Chiedere l'approvazione"),
    Text(en="Of what could go out as it is.", it="Di ciò che potrebbe uscire così com'è."),
    WRITE,
    lambda request, piece, _: deciding.ask(piece, request.token.made_by),
)
_offer(
    "approve",
    Text(en="Approve a piece", it="Approvare un contenuto"),
    Text(
        en="In the name of whoever made the token, who must be able to approve it; an hour that is "
        "to come plans it.",
        it="A nome di chi ha creato il token, che deve poterlo approvare; se l'ora è futura, resta "
        "programmato.",
    ),
    SEND,
    lambda request, piece, asked: deciding.approve(piece, maker(request), seen=asked["mark"]),
    given.text(
        "mark",
        Text(
            en="The `mark` of what was looked at: if it says something else by now, nothing is "
            "done.",
            it="Il `mark` di ciò che si è guardato: se nel frattempo è cambiato, non si fa nulla.",
        ),
        least=1,
        most=64,
        required=True,
    ),
)
_offer(
    "send_back",
    Text(en="Send a piece back to its author", it="Rimandare un contenuto a chi l'ha scritto"),
    Text(en="It is a draft again.", it="È di nuovo una bozza."),
    SEND,
    lambda request, piece, asked: deciding.send_back(piece, maker(request), asked["why"] or ""),
    _words("why", "What is to change.", "Che cosa va cambiato.", 500),
)
_offer(
    "plan",
    Text(en="Plan a piece", it="Programmare un contenuto"),
    Text(
        en="What is approved goes out at its hour. What needs nobody's approval is approved by "
        "this.",
        it="Ciò che è approvato esce alla sua ora. Ciò che non richiede approvazione è così "
        "approvato.",
    ),
    SEND,
    lambda request, piece, asked: deciding.plan(
        piece,
        maker(request),
        asked["due_at"],
        anyway=bool(asked["anyway"]),
        reason=asked["reason"] or "",
    ),
    given.moment("due_at", Text(en="Another hour than its own.", it="Un'ora diversa dalla sua.")),
    given.yes_no(
        "anyway",
        Text(
            en="Although the same words went out lately, or another post is near.",
            it="Anche se le stesse parole sono uscite da poco, o c'è un altro post vicino.",
        ),
    ),
    _words(
        "reason",
        "Why it goes on although it is one too many that sells (`guard`); it is kept.",
        "Perché va avanti anche se è uno di troppo che vende (`guard`); resta scritto.",
        1000,
    ),
)
_offer(
    "unplan",
    Text(en="Take a piece off the plan", it="Togliere un contenuto dal programma"),
    Text(en="It stays approved.", it="Resta approvato."),
    WRITE,
    lambda request, piece, _: deciding.unplan(piece, request.token.made_by),
)
_offer(
    "drop",
    Text(en="Drop a piece", it="Scartare un contenuto"),
    Text(en="It can be taken up again.", it="Si può riprendere."),
    WRITE,
    lambda request, piece, _: deciding.drop(piece, request.token.made_by),
)
_offer(
    "revive",
    Text(en="Take a dropped piece up again", it="Riprendere un contenuto scartato"),
    Text(en="As a draft that nobody has approved.", it="Come bozza che nessuno ha approvato."),
    WRITE,
    lambda request, piece, _: deciding.revive(piece, request.token.made_by),
)


def _found(request: Asking, number: int) -> Piece:
    found = rows(request.workspace).filter(pk=min(number, 2**62)).first()
    if found is None:
        raise Problem(NOT_FOUND, SAID[404])
    return found


def _given(asked: dict[str, Any], piece: Piece | None) -> Given:
    """What was said; of a piece that there is, what was not said is as it is."""
    words = (
        "title", "brief", "need", "purpose", "campaign", "note", "language", "repeats",
    )  # fmt: skip
    told: dict[str, Any] = {
        name: (getattr(piece, name) if piece else "") if asked[name] is None else asked[name]
        for name in words
    }
    parts, due_at = asked["parts"], asked["due_at"]
    told["parts"] = _texts(parts) if parts is not None else list(piece.parts) if piece else []
    told["due_at"] = due_at or (piece.due_at if piece else None)
    if asked["accounts"] is not None:
        told["versions"] = {one["connection"]: _version(one) for one in asked["accounts"]}
    elif piece:
        told["versions"] = {
            one.connection_id: GivenVersion(
                list(one.parts), one.first_comment, one.language, one.link_parameters
            )
            for one in piece.versions.all()
        }
    pictures = asked["pictures"]
    told["pictures"] = None if pictures is None else [GivenPicture(**one) for one in pictures]
    told["film"] = films_given.film_of(asked, piece)
    return Given(**told)


def _version(one: dict[str, Any]) -> GivenVersion:
    return GivenVersion(
        _texts(one["parts"] or []),
        one["first_comment"] or "",
        one["language"] or "",
        {each["name"]: each["value"] for each in one["link_parameters"] or ()},
    )


def _texts(parts: list[dict[str, Any]]) -> list[str]:
    return [one["text"] or "" for one in parts]


def _answer(told: Any) -> JsonResponse:
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})
