"""Roles: what somebody is in a workspace; what each may do stands with the page it is about."""

from __future__ import annotations

from enum import StrEnum

from dialogo.records.text import Text


class Role(StrEnum):
    """From the one who answers for everything to the one who only looks."""

    OWNER = "owner"
    STRATEGIST = "strategist"
    RESPONDER = "responder"
    AUTHOR = "author"
    ANALYST = "analyst"
    GUEST = "guest"

    @property
    def called(self) -> Text:
        return TITLES[self]


TITLES = {
    Role.OWNER: Text(en="owner", it="titolare"),
    Role.STRATEGIST: Text(en="strategist", it="stratega"),
    Role.RESPONDER: Text(en="responder", it="chi risponde"),
    Role.AUTHOR: Text(en="author", it="chi scrive"),
    Role.ANALYST: Text(en="analyst", it="analista"),
    Role.GUEST: Text(en="guest", it="ospite"),
}
DOES = {
    Role.OWNER: Text(
        en="Everything, people and money included.", it="Tutto, persone e denaro compresi."
    ),
    Role.STRATEGIST: Text(
        en="Draws lines, writes the plan, brings in data.",
        it="Traccia le soglie, scrive il piano, porta i dati.",
    ),
    Role.RESPONDER: Text(en="Answers people.", it="Risponde alle persone."),
    Role.AUTHOR: Text(en="Writes posts.", it="Scrive i post."),
    Role.ANALYST: Text(
        en="Reads every figure and record, brings in data, adds mistakes to the list.",
        it="Legge ogni cifra e ogni dato, importa file, aggiunge errori alla lista.",
    ),
    Role.GUEST: Text(en="Reads the strategy and its results.", it="Legge strategia e risultati."),
}

EVERYONE = frozenset(Role)
TEAM = EVERYONE - {Role.GUEST}
# Who answers people, and who may also write answers that somebody else approves.
ANSWERERS = frozenset({Role.OWNER, Role.STRATEGIST, Role.RESPONDER})
WRITERS = ANSWERERS | {Role.AUTHOR}
STRATEGY = frozenset({Role.OWNER, Role.STRATEGIST})
OWNERS = frozenset({Role.OWNER})
