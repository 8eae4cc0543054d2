"""Triage: what is decided about conversations, one or many, taken back again; notes on them."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse
from ninja import Router

from dialogo.dialogue.promise_lines import PRIORITIES
from dialogo.records.text import Text
from dialogo.web.actions.conversations import notes, triage
from dialogo.web.api import given
from dialogo.web.api.bearer import Asking
from dialogo.web.api.endpoints.conversations import conversation
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
from dialogo.web.api.who import maker
from dialogo.web.models.api import Scope
from dialogo.web.models.conversations import Group, Note, Triage
from dialogo.web.models.person import Person

router = Router()
VERBS = ("close", "reopen", "snooze", "theirs", "assign", "priority", "read", "unread", "spam")
MOST = 1_000

_ID: Schema = {"type": "integer", "minimum": 0}
_AT: Schema = {"type": "string", "format": "date-time"}
DECISION = shape(
    id=_ID, verb={"enum": list(VERBS)}, at=_AT, changed={"type": "array", "items": _ID}
)
_IDS = given.numbers("ids", Text(en="Which conversations.", it="Quali conversazioni."), most=MOST)
_VALUES = (
    given.choice("verb", Text(en="What to do.", it="Che cosa fare."), VERBS, required=True),
    given.moment("until", Text(en="Until when to snooze.", it="Fino a quando rimandare.")),
    given.number("person", Text(en="To whom to give it.", it="A chi affidarla.")),
    given.number("group", Text(en="To which team to give it.", it="A quale gruppo affidarla.")),
    given.choice("priority", Text(en="How urgent it is.", it="Quanto è urgente."), PRIORITIES),
)
MEANS = Text(
    en="`snooze` needs `until`; `assign` takes `person` or `group`, neither means nobody, "
    "and `person` is somebody who may answer; `priority` takes `priority`, none leaves it to the "
    "rules; `theirs` waits for them; `spam` closes and says so in the measures. `changed` are "
    "those that were not so already. What is answered by a machine is never marked as answered.",
    it="`snooze` vuole `until`; `assign` prende `person` o `group`, nessuno dei due vuol dire "
    "nessuno, e `person` è chi può rispondere; `priority` prende `priority`, senza la decidono le "
    "regole; `theirs` attende loro; `spam` chiude e lo dice alle misure. `changed` sono quelle "
    "che non erano già così. Ciò a cui risponde una macchina non è mai segnato come risposto.",
)
_PROBLEMS = (BAD_REQUEST, NOT_FOUND, NOT_NOW, TOO_LARGE, NOT_JSON)


@operation(
    router,
    "POST",
    "/conversations/triage",
    Text(en="Decide about many conversations", it="Decidere su molte conversazioni"),
    group=CONVERSATIONS,
    scope=Scope.CONVERSATIONS_WRITE,
    gives=DECISION,
    takes=given.takes(_IDS, *_VALUES),
    problems=_PROBLEMS,
    more=MEANS,
)
def decide_many(request: Asking) -> JsonResponse:
    asked = given.read(request, _IDS, *_VALUES)
    return _decided(request, asked.pop("ids"), asked)


@operation(
    router,
    "POST",
    "/conversations/{int:id}/triage",
    Text(en="Decide about a conversation", it="Decidere su una conversazione"),
    group=CONVERSATIONS,
    scope=Scope.CONVERSATIONS_WRITE,
    gives=DECISION,
    takes=given.takes(*_VALUES),
    problems=_PROBLEMS,
    more=MEANS,
)
def decide_one(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
    asked = given.read(request, *_VALUES)
    return _decided(request, [conversation(request, id).pk], asked)


def _decided(request: Asking, ids: list[int], asked: dict[str, Any]) -> JsonResponse:
    values = {
        "until": asked["until"],
        "person": _member(request, asked["person"]),
        "group": _group(request, asked["group"]),
        "priority": asked["priority"],
    }
    with refused():
        made = triage.decide(request.workspace, request.token.made_by, ids, asked["verb"], **values)
    changed = [one[0] for one in made.before]
    return JsonResponse({"id": made.pk, "verb": made.verb, "at": made.at, "changed": changed})


def _member(request: Asking, number: int | None) -> Person | None:
    if number is None:
        return None
    found = request.workspace.people.filter(pk=number).first()
    if found is None:
        raise Problem(NOT_FOUND, SAID[404])
    return found


def _group(request: Asking, number: int | None) -> Group | None:
    if number is None:
        return None
    found = Group.objects.filter(workspace=request.workspace, pk=number).first()
    if found is None:
        raise Problem(NOT_FOUND, SAID[404])
    return found


@operation(
    router,
    "POST",
    "/triage/{int:id}/undo",
    Text(en="Take a decision back", it="Annullare una decisione"),
    group=CONVERSATIONS,
    scope=Scope.CONVERSATIONS_WRITE,
    gives=shape(undone={"type": "boolean"}),
    problems=(NOT_FOUND,),
    more=Text(
        en="Where nothing has happened since; false: nothing could be put back.",
        it="Dove da allora non è successo nulla; false: non si è potuto riportare nulla.",
    ),
)
def undo_decision(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
    found = Triage.objects.filter(workspace=request.workspace, pk=min(id, 2**62)).first()
    if found is None:
        raise Problem(NOT_FOUND, SAID[404])
    return JsonResponse({"undone": triage.undo(found, request.token.made_by)})


@operation(
    router,
    "POST",
    "/conversations/{int:id}/notes",
    Text(en="Write a note on a conversation", it="Scrivere una nota su una conversazione"),
    group=CONVERSATIONS,
    scope=Scope.CONVERSATIONS_WRITE,
    gives=shape(id=_ID, at=_AT, text={"type": "string"}),
    status=201,
    takes=given.takes(
        _NOTE := given.text(
            "text",
            Text(en="For the team; never sent.", it="Per la squadra; mai inviata."),
            most=notes.LONGEST,
            least=1,
            required=True,
        )
    ),
    problems=_PROBLEMS,
    more=Text(
        en="Whoever it names by @ finds it on Today.", it="Chi è nominato con @ la trova in Oggi."
    ),
)
def write_note(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
    asked, about = given.read(request, _NOTE), conversation(request, id)
    with refused():
        made = notes.write(maker(request), about, asked["text"])
    return JsonResponse({"id": made.pk, "at": made.at, "text": made.text}, status=201)


@operation(
    router,
    "POST",
    "/notes/{int:id}/take-back",
    Text(en="Take a note back", it="Ritirare una nota"),
    group=CONVERSATIONS,
    scope=Scope.CONVERSATIONS_WRITE,
    gives=shape(taken_back={"type": "boolean"}),
    problems=(NOT_FOUND,),
    more=Text(
        en="Only its author can; false: it is somebody else's, or was taken back before.",
        it="Solo chi l'ha scritta; false: è di altri, o era già ritirata.",
    ),
)
def take_note_back(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
    mine = Note.objects.filter(conversation__workspace=request.workspace, pk=min(id, 2**62))
    found = mine.select_related("conversation__workspace").first()
    if found is None:
        raise Problem(NOT_FOUND, SAID[404])
    return JsonResponse({"taken_back": notes.take_back(maker(request), found)})
