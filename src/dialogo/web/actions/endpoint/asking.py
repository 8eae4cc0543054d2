"""Asking: one question to a server that speaks the API of chat completions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.utils import timezone

from dialogo.networks.errors import Refused, SignedOut
from dialogo.networks.http import Allowed, Door
from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.endpoint.questions import LONGEST_ANSWER, Questions, Said, asked, taken
from dialogo.web.models.language import Endpoint

FORMS = ("schema", "object", "words")  # how it is asked for JSON, the strictest first
READ, TOTAL, MOST = 60.0, 90.0, 1_000_000  # seconds for a step and for all, bytes of an answer
_OVERHEAD = 100  # tokens that a server may put around what is asked

BAD_ADDRESS = Text(
    en="The address begins with https:// and ends before /chat/completions, as in "
    "https://llm.example.org/v1; it holds no password and no question mark.",
    it="L'indirizzo comincia con https:// e finisce prima di /chat/completions, come "
    "https://llm.example.org/v1; non contiene password né punti interrogativi.",
)
IN_CLEAR = Text(
    en="Over http:// anybody on the way could read along. Whoever runs the desk can allow a "
    "server of your own: DIALOGO_ALLOWED_HOSTS={host}.",
    it="Con http:// chiunque sul percorso potrebbe leggere. Chi gestisce l'installazione può "
    "ammettere un server vostro: DIALOGO_ALLOWED_HOSTS={host}.",
)
_KEY = Text(
    en="{host} does not accept the key (status {status}).",
    it="{host} non accetta la chiave (stato {status}).",
)
_REFUSED = Text(
    en="{host} refuses the question (status {status}). Check the address and the model's name.",
    it="{host} rifiuta la domanda (stato {status}). Controllate l'indirizzo e il nome del modello.",
)
_NOT_IT = Text(
    en="{host} answers, but not as this API does. Check the address.",
    it="{host} risponde, ma non come fa questa API. Controllate l'indirizzo.",
)


@dataclass(frozen=True)
class Answer:
    """What came back: `said` None if it was not what was asked for; tokens None if the server did
    not say."""

    said: Said | None
    tokens_in: int | None
    tokens_out: int | None
    form: str


def checked(url: str) -> str:
    """The address as it is kept; raises `BadInput`."""
    plain = url.strip().rstrip("/").removesuffix("/chat/completions")
    try:
        parts = urlsplit(plain)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        raise BadInput(BAD_ADDRESS) from None
    bare = not (parts.username or parts.password or parts.query or parts.fragment)
    if parts.scheme not in ("http", "https") or not host or not bare or len(plain) > 500:
        raise BadInput(BAD_ADDRESS)
    if parts.scheme == "http" and not _is_ours(host):
        raise BadInput(IN_CLEAR, host=host)
    return plain


def _is_ours(host: str) -> bool:
    """Whether whoever runs the desk has allowed this host, by name or by number."""
    allowed = _allowed()
    try:
        number = ip_address(host)
    except ValueError:
        return host.lower().rstrip(".") in allowed.hosts
    return any(number in network for network in allowed.networks)


def _allowed() -> Allowed:
    return Allowed.of(settings.OPTIONS.allowed_hosts)


@contextmanager
def door(patience: float = TOTAL) -> Iterator[Door]:
    """The door to endpoints, closed at the end; a question takes so many seconds at the most."""
    read = min(READ, patience)
    opened = Door(now=timezone.now, allowed=_allowed(), read=read, total=patience, most=MOST)
    try:
        yield opened
    finally:
        opened.close()


def most_tokens(questions: Questions, text: str) -> tuple[int, int]:
    """How many tokens a question and its answer can take at most: none is shorter than a byte."""
    sent = len(questions.system.encode()) + len(asked(text).encode("utf-8", "surrogatepass"))
    return sent + len(json.dumps(questions.schema)) + _OVERHEAD, LONGEST_ANSWER


def ask(through: Door, endpoint: Endpoint, questions: Questions, text: str) -> Answer:
    """Asks about one text, which must have no names left in it.

    Where the server will not be asked for JSON in one way it is asked in the next, which costs
    nothing, since it has answered nothing. Raises the five errors of `networks.errors`.
    """
    forms = FORMS[FORMS.index(endpoint.form) if endpoint.form in FORMS else 0 :]
    for form in forms:
        response = _ask(through, endpoint, questions, text, form)
        if response.status_code not in (400, 422) or form == forms[-1]:
            return _read(response, questions, form)
    raise AssertionError  # the last form has returned


def _ask(
    through: Door, endpoint: Endpoint, questions: Questions, text: str, form: str
) -> httpx.Response:
    body: dict[str, Any] = {
        "model": endpoint.model,
        "messages": [
            {"role": "system", "content": questions.system},
            {"role": "user", "content": asked(text)},
        ],
        "temperature": 0,
        "max_tokens": LONGEST_ANSWER,
    }
    if form == "schema":
        schema = {"name": "label", "strict": True, "schema": questions.schema}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif form == "object":
        body["response_format"] = {"type": "json_object"}
    headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    url = f"{endpoint.url}/chat/completions"
    return through.ask("POST", url, json=body, headers=headers)


def _read(response: httpx.Response, questions: Questions, form: str) -> Answer:
    host, status = response.request.url.host, response.status_code
    if status in (401, 403):
        raise SignedOut(_KEY, code=str(status), host=host, status=status)
    if status != 200:
        raise Refused(_REFUSED, code=str(status), host=host, status=status)
    try:
        found = response.json()
        content = found["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise Refused(_NOT_IT, code="shape", host=host) from None
    usage = found.get("usage")
    told = usage if isinstance(usage, dict) else {}
    tokens_in, tokens_out = _count(told.get("prompt_tokens")), _count(told.get("completion_tokens"))
    return Answer(taken(content, questions), tokens_in, tokens_out, form)


def _count(value: object) -> int | None:
    good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10_000_000
    return value if good and isinstance(value, int) else None
