"""Connections: the company's accounts on live networks, connected, paused and let go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, JsonResponse
from ninja import Router

from dialogo.networks.errors import NetworkError, Refused, SignedOut
from dialogo.networks.shelf import Network, Way, networks
from dialogo.records.errors import BadInput
from dialogo.records.text import LANGS, Lang, Text
from dialogo.web.actions.connections import connect, keep, states
from dialogo.web.actions.connections.filling import LONGEST, fields_of, fill
from dialogo.web.actions.connections.pull_now import pull_now
from dialogo.web.api import cursors, given, query
from dialogo.web.api.bearer import Asking
from dialogo.web.api.groups import CONNECTIONS
from dialogo.web.api.operation import Schema, component, listed, operation, shape
from dialogo.web.api.problems import (
    BAD_REQUEST,
    DOES_NOT_FIT,
    NETWORK,
    NOT_FOUND,
    NOT_JSON,
    NOT_NOW,
    SAID,
    TOO_LARGE,
    Flaw,
    Problem,
)
from dialogo.web.models.api import Scope
from dialogo.web.models.connections import Connection
from dialogo.web.queries.connections import connections, offered

router = Router()
_COUNT: Schema = {"type": "integer", "minimum": 0}
_TEXT: Schema = {"type": "string"}
_WORDS: Schema = {"type": ["string", "null"]}
_MOMENT: Schema = {"type": ["string", "null"], "format": "date-time"}
CONNECTION = component(
    "connection",
    shape(
        id=_COUNT,
        network=_TEXT,
        account=_TEXT,
        name=_TEXT,
        server=_TEXT,
        url=_WORDS,
        state={"enum": list(states.STATES)},
        to_do=_TEXT,
        error=_WORDS,
        moved_to=_TEXT,
        length={"type": ["integer", "null"], "minimum": 0},
        sends={"type": "boolean"},
        connected_at=_MOMENT,
        pulled_at=_MOMENT,
        pull_at=_MOMENT,
    ),
)
_FIELD = shape(
    name=_TEXT,
    title=_TEXT,
    hint=_TEXT,
    secret={"type": "boolean"},
    required={"type": "boolean"},
)
_WAY = shape(
    id=_TEXT,
    kind={"enum": ["form", "oauth"]},
    title=_TEXT,
    steps={"type": "array", "items": _TEXT},
    fields={"type": "array", "items": _FIELD},
)
_NETWORK = shape(
    id=_TEXT,
    title=_TEXT,
    brings=_TEXT,
    sends=_TEXT,
    cannot=_TEXT,
    ways={"type": "array", "items": _WAY},
)

NO_NETWORK = Text(
    en="There is no network {network} to connect here, or no form called {way} for it. "
    "GET /api/v1/networks lists them all.",
    it="Qui non c'è una rete {network} da collegare, o non c'è un modulo di nome {way} per lei. "
    "GET /api/v1/networks le elenca tutte.",
)
NOT_SO = Text(
    en="This account is {state}, so that this cannot be done. {to_do}",
    it="Questo profilo è {state}, quindi non si può fare. {to_do}",
)
LITERAL = Text(en="{says}", it="{says}")

NETWORK_NAME = given.text(
    "network", Text(en="Which network.", it="Quale rete."), most=40, required=True
)
WAY_NAME = given.text(
    "way", Text(en="Which form of it.", it="Quale suo modulo."), most=40, required=True
)
FILLED = given.mapping(
    "fields", Text(en="What its fields hold.", it="Che cosa contengono i campi."), most=LONGEST
)


def _forms() -> list[tuple[Network, Way]]:
    return [(one, way) for one in networks().values() for way in one.ways if way.kind == "form"]


def _body(lang: Lang) -> Schema:
    """One shape for each form of a network: its fields are the ones it takes."""
    shapes = []
    for network, way in _forms():
        text: Schema = {"type": "string", "maxLength": LONGEST}
        asked = [field for field in way.fields if field.name in fields_of(network.id, way)]
        fields = {
            "type": "object",
            "properties": {
                field.name: {
                    **(text | {"pattern": r"[A-Za-z0-9]"} if field.required else text),
                    "description": f"{field.title.say(lang)}. {field.hint.say(lang)}",
                }
                for field in asked
            },
            "required": [field.name for field in asked if field.required],
            "additionalProperties": False,
        }
        shapes.append(shape(network={"const": network.id}, way={"const": way.id}, fields=fields))
    return {"oneOf": shapes}


@operation(
    router,
    "GET",
    "/networks",
    Text(en="The networks that can be connected", it="Le reti che si possono collegare"),
    group=CONNECTIONS,
    scope=Scope.CONNECTIONS_READ,
    gives=shape(networks={"type": "array", "items": _NETWORK}),
    more=Text(
        en="Each with its ways and what they ask for. A way of the kind `oauth` goes by the "
        "network's own page, and so by a person: on the page of networks, or by `dialogo connect`.",
        it="Ognuna con i suoi modi e ciò che chiedono. Un modo di tipo `oauth` passa dalla pagina "
        "della rete, e quindi da una persona: nella pagina delle reti, o con `dialogo connect`.",
    ),
)
def list_networks(request: Asking) -> JsonResponse:
    told = [
        {
            "id": network.id,
            "title": network.title.say(request.lang),
            **{
                name: text.say(request.lang) if text else ""
                for name, text in (
                    ("brings", network.brings),
                    ("sends", network.sends),
                    ("cannot", network.cannot),
                )
            },
            "ways": [_way(network, way, request.lang) for way in network.ways],
        }
        for network in offered(request.workspace)
    ]
    return _json({"networks": told})


def _way(network: Network, way: Way, lang: Lang) -> dict[str, Any]:
    asked = fields_of(network.id, way)
    return {
        "id": way.id,
        "kind": way.kind,
        "title": way.title.say(lang),
        "steps": [step.say(lang) for step in way.steps],
        "fields": [
            {
                "name": field.name,
                "title": field.title.say(lang),
                "hint": field.hint.say(lang),
                "secret": field.secret,
                "required": field.required,
            }
            for field in way.fields
            if field.name in asked
        ],
    }


@operation(
    router,
    "GET",
    "/connections",
    Text(en="The connected accounts", it="I profili collegati"),
    group=CONNECTIONS,
    scope=Scope.CONNECTIONS_READ,
    gives=listed(CONNECTION),
    parameters=(query.LIMIT, query.CURSOR),
    problems=(NOT_FOUND,),
    more=Text(
        en="Those that were disconnected, too. `to_do` says what helps; `error` is the last "
        "trouble; `length` is how long a text may be (0: nothing can be sent).",
        it="Anche quelli scollegati. `to_do` dice che cosa aiuta; `error` è l'ultimo problema; "
        "`length` è quanto può essere lungo un testo (0: non si può inviare nulla).",
    ),
)
def list_connections(request: Asking) -> JsonResponse:
    most, name = query.limit(request), f"{request.workspace.pk}:connections"
    place = cursors.read(request.GET.get("cursor"), name)
    found = connections(request.workspace).order_by("pk")
    if place is not None:
        found = found.filter(pk__gt=place[0])
    page = list(found[: most + 1])
    cursor = cursors.written(name, [page[most - 1].pk]) if len(page) > most else None
    return _json({"items": [_shown(one, request.lang) for one in page[:most]], "next": cursor})


@operation(
    router,
    "POST",
    "/connections",
    Text(en="Connect an account", it="Collegare un profilo"),
    group=CONNECTIONS,
    scope=Scope.CONNECTIONS_WRITE,
    gives=CONNECTION,
    takes={"application/json": _body},
    problems=(BAD_REQUEST, NOT_FOUND, NOT_NOW, TOO_LARGE, NOT_JSON, NETWORK),
    more=Text(
        en="By one of the forms that `/networks` lists. The same account again is the same "
        "connection, and goes on where it stopped. Secrets are never given out again.",
        it="Con uno dei moduli che `/networks` elenca. Lo stesso profilo, di nuovo, è lo stesso "
        "collegamento, e continua da dove si era fermato. I segreti non vengono più mostrati.",
    ),
)
def connect_account(request: Asking) -> HttpResponse:
    asked = given.read(request, NETWORK_NAME, WAY_NAME, FILLED)
    known = {one.id for one in offered(request.workspace)}
    for network, way in _forms():
        if network.id == asked["network"] and way.id == asked["way"] and network.id in known:
            return _connected(request, network, way, asked["fields"])
    raise Problem(NOT_FOUND, NO_NETWORK, network=asked["network"], way=asked["way"])


def _connected(request: Asking, network: Network, way: Way, fields: dict[str, str]) -> HttpResponse:
    unknown = set(fields) - set(fields_of(network.id, way))
    if unknown:
        flaws = [Flaw("/fields" + given.pointer(name), given.UNKNOWN) for name in sorted(unknown)]
        raise Problem(DOES_NOT_FIT, given.UNFIT, flaws=flaws)
    try:
        filled = fill(request.workspace, network.id, way, fields)
        made = connect.by_form(request.workspace, request.token.made_by, network.id, way.id, filled)
    except BadInput as wrong:
        flaw = Flaw(f"/fields/{wrong.key}", wrong.text, wrong.values)
        raise Problem(DOES_NOT_FIT, given.UNFIT, flaws=[flaw]) from wrong
    except (Refused, SignedOut) as error:
        raise Problem(NOT_NOW, LITERAL, code="refused", says=_said(error)) from error
    except NetworkError as error:
        raise Problem(
            NETWORK, LITERAL, code=type(error).__name__.lower(), says=_said(error)
        ) from error
    made.refresh_from_db()
    return _json(_shown(made, request.lang))


def _said(error: NetworkError) -> Text:
    """What a network said, in both languages, with nothing in it that is a place for a value."""
    en, it = (_capital(error.say(lang)).replace("{", "{{").replace("}", "}}") for lang in LANGS)
    return Text(en=en, it=it)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@operation(
    router,
    "GET",
    "/connections/{int:id}",
    Text(en="A connected account", it="Un profilo collegato"),
    group=CONNECTIONS,
    scope=Scope.CONNECTIONS_READ,
    gives=CONNECTION,
    problems=(NOT_FOUND,),
)
def show_connection(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
    return _json(_shown(_found(request, id), request.lang))


def _offer(act: str, says: Text, more: Text, do: Callable[[Connection, Any], object]) -> None:
    """Puts what may be done with an account on the router."""

    @operation(
        router,
        "POST",
        f"/connections/{{int:id}}/{act}",
        says,
        name=f"{act}_connection",
        group=CONNECTIONS,
        scope=Scope.CONNECTIONS_WRITE,
        gives=CONNECTION,
        more=more,
        problems=(NOT_FOUND, NOT_NOW, NETWORK),
    )
    def act_on(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
        found = _found(request, id)
        try:
            done = do(found, request.token.made_by)
        except NetworkError as error:
            raise Problem(NETWORK, LITERAL, says=_said(error)) from error
        found.refresh_from_db()
        if not done:
            state, to_do = states.CALLED[found.state], states.TO_DO[found.state]
            raise Problem(NOT_NOW, NOT_SO, code=found.state, state=state, to_do=to_do)
        return _json(_shown(found, request.lang))


_offer(
    "pause",
    Text(en="Pause an account", it="Mettere in pausa un profilo"),
    Text(
        en="Nothing comes in until it is resumed, and answers wait here.",
        it="Non arriva nulla finché non riprende, e le risposte aspettano qui.",
    ),
    keep.pause,
)
_offer(
    "resume",
    Text(en="Have an account read again", it="Far riprendere un profilo"),
    Text(en="It goes on where it stopped.", it="Continua da dove si era fermato."),
    keep.resume,
)
_offer(
    "disconnect",
    Text(en="Disconnect an account", it="Scollegare un profilo"),
    Text(
        en="What lets us in is deleted; what it brought stays.",
        it="Ciò che ci fa entrare viene cancellato; ciò che ha portato resta.",
    ),
    keep.disconnect,
)
_offer(
    "pull",
    Text(en="Read an account now", it="Leggere un profilo ora"),
    Text(
        en="A worker reads it at once; `pulled_at` tells when it has. One that rests because its "
        "network asked for a pause goes on resting.",
        it="Un processo lo legge subito; `pulled_at` dice quando. Uno che aspetta perché "
        "la rete ha chiesto una pausa continua ad aspettare.",
    ),
    lambda connection, _: pull_now(connection),
)


def _found(request: Asking, id_: int) -> Connection:
    rows = Connection.objects.select_related("workspace").filter(workspace=request.workspace)
    found = rows.filter(pk=min(id_, 2**62)).first()
    if found is None:
        raise Problem(NOT_FOUND, SAID[404])
    return found


def _shown(one: Connection, lang: Lang) -> dict[str, Any]:
    return {
        "id": one.pk,
        "network": one.network,
        "account": one.handle,
        "name": one.name,
        "server": one.server if one.network != "fake" else "",
        "url": one.url,
        "state": one.state,
        "to_do": states.TO_DO[one.state].say(lang),
        "error": (one.error or {}).get(lang),
        "moved_to": one.moved_to,
        "length": one.limits.get("length"),
        "sends": one.state in Connection.SENDS and one.limits.get("length") != 0,
        "connected_at": one.connected_at,
        "pulled_at": one.pulled_at,
        "pull_at": one.pull_at if one.state in Connection.PULLED else None,
    }


def _json(told: dict[str, Any]) -> JsonResponse:
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})
