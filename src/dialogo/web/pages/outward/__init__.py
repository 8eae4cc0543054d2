"""Joining in: conversations of others are found, and joined where there is something to say."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import ANSWERERS, STRATEGY, TEAM

SEE = Permission(
    "outward.see",
    Text(en="see conversations of others", it="vedere le conversazioni altrui"),
    TEAM,
)
JOIN = Permission(
    "outward.join",
    Text(
        en="look for conversations of others, and join them",
        it="cercare conversazioni altrui ed entrarvi",
    ),
    ANSWERERS,
)
LIMIT = Permission(
    "outward.limit",
    Text(
        en="set how many conversations of others are joined a day",
        it="stabilire in quante conversazioni altrui si entra al giorno",
    ),
    STRATEGY,
)
PAGE = Page("outward", Text(en="Joining in", it="Partecipare"), 25, SEE)
