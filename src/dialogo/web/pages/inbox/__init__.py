"""Inbox: who writes to the company, who waits for an answer, and who gives it."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import ANSWERERS, TEAM, WRITERS

SEE = Permission(
    "inbox.see",
    Text(en="read what people write, and the answers", it="leggere chi scrive e le risposte"),
    TEAM,
)
TRIAGE = Permission(
    "inbox.triage",
    Text(
        en="assign, snooze and close conversations",
        it="affidare, rimandare e chiudere le conversazioni",
    ),
    WRITERS,
)
LETTERS_WRITE = Permission(
    "letters.write",
    Text(
        en="write answers, and ask for approval", it="scrivere risposte, e chiederne l'approvazione"
    ),
    WRITERS,
)
LETTERS_SEND = Permission(
    "letters.send",
    Text(
        en="send answers, and approve those of others",
        it="inviare risposte, e approvare quelle altrui",
    ),
    ANSWERERS,
)
NOTES = Permission(
    "notes.write",
    Text(en="leave notes for the team", it="lasciare note alla squadra"),
    TEAM,
)
PAGE = Page("inbox", Text(en="Inbox", it="Messaggi"), 20, SEE, key="i")
