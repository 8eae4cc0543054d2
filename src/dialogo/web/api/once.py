"""A request with an `Idempotency-Key` is done once; sent again, it gets the same answer."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from django.http import HttpResponse, JsonResponse

from dialogo.records.text import Text
from dialogo.web.actions import answers
from dialogo.web.actions.answers import Done
from dialogo.web.api.bearer import Asking
from dialogo.web.api.operation import Parameter
from dialogo.web.api.problems import CONFLICT, DOES_NOT_FIT, Flaw, Problem

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
NOT_A_KEY = Text(
    en="An Idempotency-Key is 1 to 128 visible characters, without blanks.",
    it="Una Idempotency-Key ha da 1 a 128 caratteri visibili, senza spazi.",
)
USED = Text(
    en="This Idempotency-Key was used for another request. Draw a new one for each.",
    it="Questa Idempotency-Key è servita per un'altra richiesta. Ne va estratta una per ognuna.",
)
PATTERN = "[!-~]{1,128}"
PARAMETER = Parameter(
    HEADER,
    Text(
        en="Any text of your own; the same again within a day gets the same answer, and nothing is "
        "done twice.",
        it="Un testo qualsiasi; lo stesso, entro un giorno, riceve la stessa risposta, e nulla "
        "viene fatto due volte.",
    ),
    {"type": "string", "pattern": f"^{PATTERN}$"},
    "header",
)


def once(request: Asking, sent: bytes, do: Callable[[], Done]) -> HttpResponse:
    """Does it and answers, or answers as before where the same key comes with the same request."""
    key = request.headers.get(HEADER)
    if key is None:
        return _answer(do())
    if not re.fullmatch(PATTERN, key):
        raise Problem(DOES_NOT_FIT, NOT_A_KEY, flaws=[Flaw(HEADER, NOT_A_KEY, parameter=True)])
    asked = "\n".join((request.method or "", request.get_full_path(), request.content_type or ""))
    digest = hashlib.sha256(asked.encode() + b"\n\n" + sent).hexdigest()
    try:
        return _answer(answers.once(request.token, key, digest, do))
    except answers.OtherRequest:
        flaw = Flaw(HEADER, USED, parameter=True)
        raise Problem(CONFLICT, USED, flaws=[flaw]) from None


def _answer(done: Done) -> HttpResponse:
    response = JsonResponse(
        done.body, status=done.status, json_dumps_params={"ensure_ascii": False}
    )
    if done.location:
        response["Location"] = done.location
    if done.again:
        response[REPLAYED] = "true"
    return response
