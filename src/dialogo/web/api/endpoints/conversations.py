"""Conversations: the lists of the inbox with every filter, and one with what was said in it."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from functools import partial
from typing import Any

from django.http import JsonResponse
from ninja import Router

from dialogo.dialogue.promise_lines import PRIORITIES
from dialogo.records.text import Text
from dialogo.web.api import conversations_shown as told
from dialogo.web.api import cursors, query
from dialogo.web.api.bearer import Asking
from dialogo.web.api.groups import CONVERSATIONS
from dialogo.web.api.operation import Parameter, Schema, listed, operation, shape
from dialogo.web.api.problems import DOES_NOT_FIT, NOT_FOUND, SAID, Flaw, Problem
from dialogo.web.api.who import maker, reader
from dialogo.web.models.api import Scope
from dialogo.web.models.conversations import Conversation, Group
from dialogo.web.queries import inbox
from dialogo.web.queries.inbox import Filters
from dialogo.web.queries.need_titles import need_title
from dialogo.web.queries.people import members

router = Router()
_ID: Schema = {"type": "integer", "minimum": 0, "maximum": 2**53 - 1}
_WORD: Schema = {"type": "string", "maxLength": 200}
_DAY: Schema = {"type": "string", "format": "date", "pattern": r"^(19[7-9]\d|[2-8]\d{3})-"}
_YES: Schema = {"type": "string", "enum": ["true", "false"]}


_PRIVACY: Schema = {"type": "string", "enum": ["public", "private"]}


def _one_of(*choices: str) -> Schema:
    return {"type": "string", "enum": list(choices)}


# As `queries.inbox.Filters` has them, in its order.
FILTERS = (
    Parameter("state", Text(en="Its state.", it="Il suo stato."), _one_of(*Conversation.STATES)),
    Parameter(
        "whose",
        Text(
            en="Given to whoever made the token, to nobody, or calling for them in a note.",
            it="Affidata a chi ha creato il token, a nessuno, o che lo nomina in una nota.",
        ),
        _one_of("mine", "unassigned", "mentioned"),
    ),
    Parameter("person", Text(en="Given to this person.", it="Affidata a questa persona."), _ID),
    Parameter("group", Text(en="Given to this team.", it="Affidata a questo gruppo."), _ID),
    Parameter("network", Text(en="On this network.", it="Su questa rete."), _WORD),
    Parameter("connection", Text(en="With this account.", it="Con questo profilo."), _ID),
    Parameter("place", Text(en="Where it is.", it="Dove si svolge."), _one_of(*told.PLACES)),
    Parameter("privacy", Text(en="Who can read it.", it="Chi la legge."), _PRIVACY),
    Parameter("asks", Text(en="Whether it asks.", it="Se chiede qualcosa."), _one_of(*told.ASKS)),
    Parameter("act", Text(en="What it is.", it="Che cos'è."), _one_of(*told.ACTS)),
    Parameter(
        "priority", Text(en="How urgent it is.", it="Quanto è urgente."), _one_of(*PRIORITIES)
    ),
    Parameter("need", Text(en="The need it voices.", it="Il bisogno che esprime."), _WORD),
    Parameter("language", Text(en="As in `it`.", it="Come in `it`."), _WORD),
    Parameter(
        "author",
        Text(en="Of one person: an `author_key`.", it="Di una persona: un `author_key`."),
        {"type": "string", "pattern": "^([0-9a-f]{2}){1,40}$", "maxLength": 80},
    ),
    Parameter("unread", Text(en="With something new.", it="Con qualcosa di nuovo."), _YES),
    Parameter("late", Text(en="Past its promise.", it="Oltre la promessa."), _YES),
    Parameter("since", Text(en="Last written since.", it="Con messaggi da allora."), _DAY),
    Parameter("until", Text(en="Last written until.", it="Con l'ultimo fino ad allora."), _DAY),
    Parameter(
        "q",
        Text(
            en='Words, all of which are in it; "…" in this order; a handle.',
            it="Parole, tutte presenti; «\"…\"» in quest'ordine; un profilo.",
        ),
        _WORD,
    ),
)  # fmt: skip
NO_DAY = Text(en="takes a day of 1970 or later", it="vuole un giorno dal 1970 in poi")
NO_KEY = Text(en="takes an author_key", it="vuole un author_key")


def _filters(request: Asking) -> Filters:
    """Every filter that is said, or a problem that names the one that does not fit."""
    said: dict[str, Any] = {}
    for parameter in FILTERS:
        name, schema = parameter.name, parameter.schema
        if "enum" in schema:
            said[name] = query.choice(request, parameter)
        elif schema["type"] == "integer":
            said[name] = query.number(request, parameter)
        elif schema.get("format") == "date":
            said[name] = _day(request, name)
        else:
            said[name] = query.text(request, parameter) or None
    found = Filters.read({name: value for name, value in said.items() if value is not None})
    if said["author"] and not found.author:
        flaw = Flaw("author", NO_KEY, parameter=True)
        raise Problem(DOES_NOT_FIT, NO_KEY, flaws=[flaw])
    if found.whose in ("mine", "mentioned"):
        maker(request)
    return found


def _day(request: Asking, name: str) -> date | None:
    found = query.day(request, name)
    if found is not None and not 1970 <= found.year <= 8999:
        raise Problem(DOES_NOT_FIT, NO_DAY, flaws=[Flaw(name, NO_DAY, parameter=True)])
    return found


@operation(
    router,
    "GET",
    "/conversations",
    Text(en="Conversations", it="Conversazioni"),
    group=CONVERSATIONS,
    scope=Scope.CONVERSATIONS_READ,
    gives=listed(told.CONVERSATION),
    parameters=(*FILTERS, query.LIMIT, query.CURSOR),
    problems=(NOT_FOUND,),
    more=Text(
        en="Open ones by what is due first, all others the newest first. A page may hold fewer "
        "than asked for and still go on. `text` is what was said last; `last_message` is the "
        "`basis` of an answer.",
        it="Quelle aperte per scadenza, le altre dalla più recente. Una pagina può averne meno di "
        "quante chieste e continuare. `text` è ciò che è stato detto per ultimo; `last_message` è "
        "il `basis` di una risposta.",
    ),
)
def list_conversations(request: Asking) -> JsonResponse:
    most, filters = query.limit(request), _filters(request)
    name = f"{request.workspace.pk}:conversations:{sorted(filters.written().items())}"
    place = cursors.read(request.GET.get("cursor"), name)
    after = place[0] if place else None
    page = inbox.page(request.workspace, reader(request), filters, after, most=most)
    titled = partial(need_title, request.workspace)
    items = [told.conversation(row, titled) for row in page.rows]
    return _json(
        {"items": items, "next": cursors.written(name, [page.after]) if page.after else None}
    )


@operation(
    router,
    "GET",
    "/conversations/counts",
    Text(en="How many conversations wait for what", it="Quante conversazioni attendono che cosa"),
    group=CONVERSATIONS,
    scope=Scope.CONVERSATIONS_READ,
    gives=shape(
        **{
            one.name: {"type": "integer", "minimum": 0, "maximum": 100}
            for one in fields(inbox.Counts)
        }
    ),
    more=Text(
        en="Counted up to a hundred, which stands for as many or more. `mine` and `mentioned` are "
        "those of whoever made the token.",
        it="Contate fino a cento, che vuol dire cento o più. `mine` e `mentioned` sono di chi ha "
        "creato il token.",
    ),
)
def count_conversations(request: Asking) -> JsonResponse:
    found = inbox.counts(request.workspace, reader(request))
    return _json({one.name: getattr(found, one.name) for one in fields(found)})


@operation(
    router,
    "GET",
    "/conversations/{int:id}",
    Text(en="A conversation with what was said", it="Una conversazione con ciò che è stato detto"),
    group=CONVERSATIONS,
    scope=Scope.CONVERSATIONS_READ,
    gives=shape(
        conversation=told.CONVERSATION,
        above={"type": "array", "items": told.TURN},
        turns=listed(told.TURN),
        others={"type": "integer", "minimum": 0},
    ),
    parameters=(query.LIMIT,),
    problems=(NOT_FOUND,),
    more=Text(
        en="The newest turns, in order of time, notes and letters under way among them; `next` of "
        "`turns` is the cursor of earlier ones. `above` is what the first of all answers; `others` "
        "counts what other people said in the same thread.",
        it="I turni più recenti in ordine di tempo, con le note e le lettere in corso; il `next` "
        "di `turns` è il cursore di quelli prima. `above` è ciò a cui risponde il primo; `others` "
        "conta ciò che altri hanno detto nella stessa discussione.",
    ),
)
def show_conversation(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
    most = query.limit(request)
    row = inbox.row(request.workspace, reader(request), min(id, 2**62))
    if row is None:
        raise Problem(NOT_FOUND, SAID[404])
    found = inbox.thread(row.conversation, None, most)
    return _json(
        {
            "conversation": told.conversation(row, partial(need_title, request.workspace)),
            "above": [told.turn(one) for one in found.above],
            "turns": _turns(request, row.conversation, found),
            "others": found.others,
        }
    )


@operation(
    router,
    "GET",
    "/conversations/{int:id}/turns",
    Text(en="Earlier turns of a conversation", it="I turni precedenti di una conversazione"),
    group=CONVERSATIONS,
    scope=Scope.CONVERSATIONS_READ,
    gives=listed(told.TURN),
    parameters=(query.LIMIT, query.CURSOR),
    problems=(NOT_FOUND,),
    more=Text(
        en="Each page in order of time; `next` is the cursor of what was said before it.",
        it="Ogni pagina in ordine di tempo; `next` è il cursore di ciò che è stato detto prima.",
    ),
)
def list_turns(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
    most, found = query.limit(request), conversation(request, id)
    place = cursors.read(request.GET.get("cursor"), _listed(request, found))
    thread = inbox.thread(found, place[0] if place else None, most)
    return _json(_turns(request, found, thread))


@operation(
    router,
    "GET",
    "/conversations/{int:id}/others",
    Text(en="What others said in the thread", it="Che cosa hanno detto altri nella discussione"),
    group=CONVERSATIONS,
    scope=Scope.CONVERSATIONS_READ,
    gives=shape(items={"type": "array", "items": told.TURN}),
    problems=(NOT_FOUND,),
    more=Text(en="The hundred newest.", it="Al massimo i cento più recenti."),
)
def list_others(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
    found = conversation(request, id)
    return _json({"items": [told.turn(one) for one in inbox.others(found)]})


@operation(
    router,
    "GET",
    "/people",
    Text(en="To whom conversations can be given", it="A chi si possono affidare conversazioni"),
    group=CONVERSATIONS,
    scope=Scope.CONVERSATIONS_READ,
    gives=shape(
        people={
            "type": "array",
            "items": shape(id=_ID, name={"type": "string"}, role={"type": "string"}),
        },
        groups={
            "type": "array",
            "items": shape(id=_ID, name={"type": "string"}, people={"type": "array", "items": _ID}),
        },
    ),
)
def list_people(request: Asking) -> JsonResponse:
    groups = Group.objects.filter(workspace=request.workspace).prefetch_related("people")
    return _json(
        {
            "people": [
                {"id": one.person_id, "name": one.person.name, "role": one.role}
                for one in members(request.workspace)
            ],
            "groups": [
                {"id": one.pk, "name": one.name, "people": [who.pk for who in one.people.all()]}
                for one in groups.order_by("name")
            ],
        }
    )


def conversation(request: Asking, number: int) -> Conversation:
    """One of the workspace; raises `Problem` where there is none."""
    found = inbox.conversation(request.workspace, min(number, 2**62))
    if found is None:
        raise Problem(NOT_FOUND, SAID[404])
    return found


def _turns(request: Asking, found: Conversation, thread: inbox.Thread) -> dict[str, Any]:
    name = _listed(request, found)
    following = cursors.written(name, [thread.before]) if thread.before else None
    return {"items": [told.turn(one) for one in thread.turns], "next": following}


def _listed(request: Asking, found: Conversation) -> str:
    return f"{request.workspace.pk}:turns:{found.pk}"


def _json(body: dict[str, Any]) -> JsonResponse:
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})
