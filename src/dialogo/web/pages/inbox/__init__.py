"""Inbox: who waits for an answer, the longest first."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import TEAM, Role

SEE = Permission(
    "inbox.see", Text(en="see who waits for an answer", it="vedere chi aspetta una risposta"), TEAM
)
_ANSWERS = frozenset({Role.OWNER, Role.STRATEGIST, Role.RESPONDER})
LETTERS_WRITE = Permission(
    "letters.write",
    Text(en="write answers, and ask for their approval", it="scrivere risposte e farle approvare"),
    _ANSWERS | {Role.AUTHOR},
)
LETTERS_SEND = Permission(
    "letters.send",
    Text(
        en="send answers, and approve others' answers", it="inviare risposte e approvare le altre"
    ),
    _ANSWERS,
)
NOTES = Permission(
    "notes.write",
    Text(en="write notes to the team", it="scrivere note per il gruppo"),
    TEAM,
)
PAGE = Page("inbox", Text(en="Inbox", it="Messaggi"), 20, SEE, key="i")
