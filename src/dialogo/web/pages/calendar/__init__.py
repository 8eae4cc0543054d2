"""Calendar: what went out and what is planned, day by day; its files, and who approves."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import OWNERS, TEAM, WRITERS

SEE = Permission(
    "calendar.see",
    Text(
        en="see what went out and what is planned", it="vedere che cosa è uscito e che cosa uscirà"
    ),
    TEAM,
)
BRING = Permission(
    "calendar.bring",
    Text(en="bring in drafts of posts from a file", it="portare bozze di post da un file"),
    WRITERS,
)
RULES = Permission(
    "calendar.rules",
    Text(en="say who must approve posts", it="stabilire chi deve approvare i post"),
    OWNERS,
)
PAGE = Page("calendar", Text(en="Calendar", it="Calendario"), 30, SEE, key="c")
