"""Letters: what the company sends, each of them once, and what became of each."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from ninja import Router

from dialogo.records.text import Text
from dialogo.web.actions.letters import write
from dialogo.web.actions.letters.picture import GivenPicture
from dialogo.web.api import cursors, films_given, given, once, query
from dialogo.web.api.bearer import Asking
from dialogo.web.api.groups import LETTERS
from dialogo.web.api.letters_shown import LETTER, WITH_HISTORY, shown, with_history
from dialogo.web.api.operation import Parameter, listed, operation
from dialogo.web.api.problems import (
    BAD_REQUEST,
    DOES_NOT_FIT,
    NEWER,
    NOT_FOUND,
    NOT_JSON,
    SAID,
    TOO_LARGE,
    Flaw,
    Problem,
)
from dialogo.web.api.refusals import refused
from dialogo.web.models.api import Scope
from dialogo.web.models.connections import Connection
from dialogo.web.models.conversations import Canned, Conversation
from dialogo.web.models.letters import Letter
from dialogo.web.queries import letters as queries

router = Router()
LONGEST = 200_000
UNDO = 600  # seconds for which a program may keep a letter back

WHICH = Parameter(
    "which",
    Text(
        en="Only letters that stand so; without it, all that are not done with.",
        it="Solo le lettere in questo stato; senza, tutte quelle non ancora concluse.",
    ),
    {"type": "string", "enum": list(queries.WHICH)},
)
KEY = Parameter(
    "key",
    Text(
        en="Only the letter that this Idempotency-Key made.",
        it="Solo la lettera creata da questa Idempotency-Key.",
    ),
    {"type": "string", "maxLength": 128},
)
OF = Parameter(
    "conversation",
    Text(en="Only letters of this conversation.", it="Solo le lettere di questa conversazione."),
    {"type": "integer", "minimum": 0, "maximum": given.LARGEST},
)

_BASE64 = r"^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
NOT_BASE64 = Text(en="takes base64", it="vuole base64")


def _bytes(value: Any) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, TypeError, ValueError):
        raise given.Wrong(NOT_BASE64) from None


PICTURES = (
    given.text("name", Text(en="Its file name.", it="Il nome del file."), most=200, required=True),
    given.text(
        "alt",
        Text(en="What is on it, in words.", it="Che cosa mostra, a parole."),
        most=5_000,
        required=True,
    ),
    given.Field(
        "data",
        Text(en="The file itself, in base64.", it="Il file stesso, in base64."),
        {"type": "string", "pattern": _BASE64, "contentEncoding": "base64"},
        _bytes,
        required=True,
    ),
)
_YES = given.yes_no
_TEXT = given.text(
    "text", Text(en="What it says.", it="Che cosa dice."), most=LONGEST, required=True
)
COMMON = (
    _YES("as_draft", Text(en="Keep it as a draft.", it="Tenerla come bozza.")),
    _YES("approval", Text(en="Have it approved first.", it="Farla prima approvare.")),
    given.text("language", Text(en="As in `it`.", it="Come in `it`."), most=8),
    given.number(
        "undo_seconds",
        Text(
            en="For how long it can be called back before it goes; without it, it goes at once.",
            it="Per quanto si può richiamare prima che parta; senza, parte subito.",
        ),
        high=UNDO,
    ),
    given.objects(
        "pictures", Text(en="Pictures, in order.", it="Immagini, in ordine."), PICTURES, most=20
    ),
)
ANSWER = (
    given.number(
        "conversation", Text(en="The one it answers.", it="Quella a cui risponde."), required=True
    ),
    _TEXT,
    given.number(
        "basis",
        Text(
            en="The `last_message` of the conversation that its author had read: if somebody wrote "
            "since, nothing is sent.",
            it="Il `last_message` della conversazione letto da chi scrive: se nel frattempo "
            "qualcuno ha scritto, non si invia nulla.",
        ),
    ),
    _YES("anyway", Text(en="Send it nevertheless.", it="Inviarla comunque.")),
    given.number(
        "to_message",
        Text(
            en="The message it answers; without it, their last one.",
            it="Il messaggio a cui risponde; senza, il loro ultimo.",
        ),
    ),
    given.choice(
        "then",
        Text(
            en="What becomes of the conversation when it has been sent.",
            it="Che cosa diventa la conversazione dopo l'invio.",
        ),
        ("close", "theirs"),
    ),
    given.number(
        "draft",
        Text(en="The draft that this takes the place of.", it="La bozza che questa sostituisce."),
    ),
    given.number("canned", Text(en="The kept answer it is made of.", it="La risposta conservata.")),
    given.text("subject", Text(en="Of a mail.", it="Di un'e-mail."), most=300),
    *films_given.OF_AN_ANSWER,
    *COMMON,
)
POST = (
    given.number(
        "connection", Text(en="The account it is of.", it="Il profilo di cui è."), required=True
    ),
    _TEXT,
    given.choice(
        "audience",
        Text(en="Who may read it.", it="Chi può leggerlo."),
        ("public", "unlisted", "followers"),
    ),
    given.number(
        "after",
        Text(
            en="The post that this one follows in a thread.",
            it="Il post che questo segue in un thread.",
        ),
    ),
    given.moment("due_at", Text(en="When it goes out.", it="Quando parte.")),
    *COMMON,
)


@operation(
    router,
    "POST",
    "/letters",
    Text(en="Write an answer or a post", it="Scrivere una risposta o un post"),
    group=LETTERS,
    scope=Scope.CONVERSATIONS_WRITE,
    gives=LETTER,
    status=201,
    takes=given.either(ANSWER, POST),
    parameters=(once.PARAMETER,),
    problems=(BAD_REQUEST, NOT_FOUND, NEWER, TOO_LARGE, NOT_JSON),
    headers={"Location": Text(en="Where it can be followed.", it="Dove seguirla.")},
    more=Text(
        en="With `letters.send` it goes out; without, it waits for somebody's approval, as posts "
        "always do where the rules ask for another's. The same "
        "Idempotency-Key gives the same letter for ever, so that a program that lost the answer "
        "asks again. Where a network takes nothing from us it is held, and a person sends it.",
        it="Con `letters.send` parte; senza, attende che qualcuno la approvi, come fanno sempre i "
        "post dove le regole chiedono un'altra persona. La stessa "
        "Idempotency-Key dà per sempre la stessa lettera: chi ha perso la risposta chiede di "
        "nuovo. Dove una rete non accetta nulla da qui resta ferma, e la invia una persona.",
    ),
)
def write_letter(request: Asking) -> HttpResponse:
    sent = given.sent(request)
    is_post = isinstance(sent, dict) and "connection" in sent
    asked = given.fitting(sent, *(POST if is_post else ANSWER))
    key = _key(request)
    known = key is not None and _mine(request).filter(asked_key=key).exists()
    with refused():
        made = (_post if is_post else _answer)(request, asked, key)
    (told,) = shown([_mine(request).get(pk=made.pk)], request.lang)
    answer = JsonResponse(told, status=201, json_dumps_params={"ensure_ascii": False})
    answer["Location"] = f"/api/v1/letters/{made.pk}"
    if known:
        answer[once.REPLAYED] = "true"
    return answer


def _key(request: Asking) -> str | None:
    key = request.headers.get(once.HEADER)
    if key is not None and not re.fullmatch(once.PATTERN, key):
        flaws = [Flaw(once.HEADER, once.NOT_A_KEY, parameter=True)]
        raise Problem(DOES_NOT_FIT, once.NOT_A_KEY, flaws=flaws)
    return key


def _common(request: Asking, asked: dict[str, Any], key: str | None) -> dict[str, Any]:
    return {
        "may_send": Scope.LETTERS_SEND in request.token.may,
        "as_draft": bool(asked["as_draft"]),
        "approval": bool(asked["approval"]),
        "asked_key": key,
        "language": asked["language"],
        "delay": timedelta(seconds=asked["undo_seconds"] or 0),
        "pictures": [GivenPicture(**one) for one in asked["pictures"] or ()],
    }


def _answer(request: Asking, asked: dict[str, Any], key: str | None) -> Letter:
    conversation = _one(request, Conversation, asked["conversation"])
    return write.answer(
        conversation,
        request.token.made_by,
        asked["text"],
        basis=asked["basis"],
        anyway=bool(asked["anyway"]),
        then=asked["then"] or "",
        to_message=asked["to_message"],
        subject=asked["subject"],
        canned=_one(request, Canned, asked["canned"]),
        film=films_given.film_of_answer(asked),
        draft=_one(request, Letter, asked["draft"]),
        **_common(request, asked, key),
    )


def _post(request: Asking, asked: dict[str, Any], key: str | None) -> Letter:
    return write.post(
        _one(request, Connection, asked["connection"]),
        request.token.made_by,
        asked["text"],
        after=_one(request, Letter, asked["after"]),
        due_at=asked["due_at"],
        audience=asked["audience"] or "public",
        **_common(request, asked, key),
    )


def _one(request: Asking, model: Any, number: int | None) -> Any:
    """A row of the workspace; None where none is named."""
    if number is None:
        return None
    found = model.objects.filter(workspace=request.workspace, pk=number).first()
    if found is None:
        raise Problem(NOT_FOUND, SAID[404])
    return found


@operation(
    router,
    "GET",
    "/letters",
    Text(en="Letters, the newest first", it="Lettere, prima le più recenti"),
    group=LETTERS,
    scope=Scope.CONVERSATIONS_READ,
    gives=listed(LETTER),
    parameters=(WHICH, OF, KEY, query.LIMIT, query.CURSOR),
    problems=(NOT_FOUND,),
    more=Text(
        en="`can` lists what may be done now; `code` says why one is held; `next_step` says what "
        "happens next, or who does what.",
        it="`can` elenca che cosa si può fare ora; `code` dice perché una è ferma; `next_step` "
        "dice che cosa succede poi, o chi fa che cosa.",
    ),
)
def list_letters(request: Asking) -> JsonResponse:
    most, which = query.limit(request), query.choice(request, WHICH)
    key, of = query.text(request, KEY), query.number(request, OF)
    name = f"{request.workspace.pk}:letters:{which}:{of}:{key}"
    place = cursors.read(request.GET.get("cursor"), name)
    after = place[0] if place else None
    if key or of is not None:
        rows = _narrowed(request, which, key, of)
        if after is not None:
            rows = rows.filter(pk__lt=after)
        letters = list(rows.order_by("-pk")[: most + 1])
        following = letters[most - 1].pk if len(letters) > most else None
    else:
        page = queries.outbox(request.workspace, which or "open", after, most)
        letters, following = [one.letter for one in page.rows], page.next
    cursor = cursors.written(name, [following]) if following is not None else None
    told = {"items": shown(letters[:most], request.lang), "next": cursor}
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def _narrowed(request: Asking, which: str | None, key: str, of: int | None) -> QuerySet[Letter]:
    """Those of one conversation, or of one key; of every state unless one is named."""
    rows = _mine(request)
    if key:
        rows = rows.filter(asked_key=key)
    if of is not None:
        rows = rows.filter(conversation=of)
    return rows.filter(state__in=queries.WHICH[which]) if which else rows


def _mine(request: Asking) -> QuerySet[Letter]:
    rows = Letter.objects.filter(workspace=request.workspace)
    return rows.select_related("by", "approved_by", "connection", "after")


@operation(
    router,
    "GET",
    "/letters/{int:id}",
    Text(en="A letter and its history", it="Una lettera e la sua storia"),
    group=LETTERS,
    scope=Scope.CONVERSATIONS_READ,
    gives=WITH_HISTORY,
    problems=(NOT_FOUND,),
)
def show_letter(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
    found = queries.one(request.workspace, min(id, 2**62))
    if found is None:
        raise Problem(NOT_FOUND, SAID[404])
    told = with_history(found, request.lang)
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})
