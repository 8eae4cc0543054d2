"""Inbox: who waits for an answer, the longest first."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import TEAM

SEE = Permission(
    "inbox.see", Text(en="see who waits for an answer", it="vedere chi aspetta una risposta"), TEAM
)
PAGE = Page("inbox", Text(en="Inbox", it="Messaggi"), 20, SEE, key="i")
