"""What went wrong, as a program can read it (problem details, RFC 9457), in both languages."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse

from dialogo.records.text import Lang, Text

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its name in the `type` address, its status, what it is called."""

    name: str
    status: int
    title: Text


@dataclass(frozen=True)
class Flaw:
    """One thing that is wrong in what was sent: where (a JSON pointer or a parameter), and why."""

    where: str
    text: Text
    values: Mapping[str, object] = field(default_factory=dict)
    parameter: bool = False

    def said(self, lang: Lang) -> dict[str, str]:
        place = "parameter" if self.parameter else "pointer"
        return {place: self.where, "detail": self.text.say(lang, **self.values)}


class Problem(Exception):
    """Ends a request; `detail` says what, where and what to do now; `code` is the reason in a word
    that a program can go by, where there are several of a kind."""

    def __init__(
        self,
        kind: Kind,
        detail: Text,
        /,
        *,
        flaws: Sequence[Flaw] = (),
        headers: Mapping[str, str] | None = None,
        code: str = "",
        **values: object,
    ) -> None:
        super().__init__(kind.name)
        self.code = code
        self.kind = kind
        self.detail = detail
        self.flaws = tuple(flaws)
        self.headers = dict(headers or {})
        self.values = values

    def body(self, lang: Lang) -> dict[str, Any]:
        told: dict[str, Any] = {
            "type": f"/api/v1/#{self.kind.name}",
            "title": self.kind.title.say(lang),
            "status": self.kind.status,
            "detail": self.detail.say(lang, **self.values),
        }
        if self.code:
            told["code"] = self.code
        if self.flaws:
            told["errors"] = [flaw.said(lang) for flaw in self.flaws]
        return told

    def answer(self, lang: Lang) -> HttpResponse:
        """The problem as a response."""
        # What is quoted may hold half a character, as cut JSON does.
        content = json.dumps(self.body(lang), ensure_ascii=False).encode("utf-8", "replace")
        headers = {**self.headers, "Content-Language": lang}
        return HttpResponse(content, MEDIA_TYPE, self.kind.status, headers=headers)


BAD_REQUEST = Kind("bad-request", 400, Text(en="Not readable", it="Non leggibile"))
NO_TOKEN = Kind("no-token", 401, Text(en="A token is needed", it="Serve un token"))
NOT_ALLOWED = Kind("not-allowed", 403, Text(en="Not allowed", it="Non permesso"))
NOT_FOUND = Kind("not-found", 404, Text(en="Not found", it="Non trovato"))
NO_SUCH_METHOD = Kind(
    "no-such-method", 405, Text(en="Not done with this address", it="Non si fa con quest'indirizzo")
)
CONFLICT = Kind("conflict", 409, Text(en="Already used", it="Già usata"))
NOT_NOW = Kind("not-now", 409, Text(en="Not possible now", it="Ora non è possibile"))
NEWER = Kind(
    "newer", 409, Text(en="Somebody wrote meanwhile", it="Nel frattempo qualcuno ha scritto")
)
TOO_LARGE = Kind("too-large", 413, Text(en="Too large", it="Troppo grande"))
NOT_JSON = Kind("not-json", 415, Text(en="Another kind of body", it="Un altro tipo di contenuto"))
DOES_NOT_FIT = Kind("does-not-fit", 422, Text(en="Does not fit", it="Non va bene"))
TOO_MANY = Kind("too-many-requests", 429, Text(en="Too many requests", it="Troppe richieste"))
NETWORK = Kind("network", 502, Text(en="The network did not do it", it="La rete non l'ha fatto"))
NO_ROOM = Kind("no-room", 507, Text(en="No room left", it="Non c'è più spazio"))
BROKEN = Kind("broken", 500, Text(en="Something broke here", it="Qualcosa si è rotto qui"))

KINDS = (
    BAD_REQUEST, NO_TOKEN, NOT_ALLOWED, NOT_FOUND, NO_SUCH_METHOD, CONFLICT, NOT_NOW, NEWER,
    TOO_LARGE, NOT_JSON, DOES_NOT_FIT, TOO_MANY, BROKEN, NETWORK, NO_ROOM,
)  # fmt: skip

SAID = {
    400: Text(
        en="The request cannot be read. See the description of this address under /api/v1/.",
        it="La richiesta non si può leggere. La descrizione di quest'indirizzo è sotto /api/v1/.",
    ),
    404: Text(
        en="There is nothing here, or not in the workspace of this token.",
        it="Qui non c'è nulla, o non nello spazio di questo token.",
    ),
    405: Text(
        en="{method} is not possible here; what is: {allowed}.",
        it="{method} qui non è possibile; lo è: {allowed}.",
    ),
    413: Text(
        en="More was sent than is taken at once. Send it in smaller pieces.",
        it="È arrivato più di quanto si accetti in una volta. Va mandato in parti più piccole.",
    ),
    500: Text(
        en="This is a fault of Dialogo; nothing stored was lost. It is written in the log.",
        it="È un difetto di Dialogo; nulla di ciò che è conservato è andato perso. È nel registro.",
    ),
}
