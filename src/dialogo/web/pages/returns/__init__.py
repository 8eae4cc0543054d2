"""Returns: what came back, late effects included, or what is missing before it can be told."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import EVERYONE, STRATEGY, TEAM, Role

SEE = Permission(
    "returns.see",
    Text(
        en="see what comes back, and when it can be told",
        it="vedere che cosa ritorna, e quando si può dire",
    ),
    EVERYONE,
)
WEEKS = Permission(
    "returns.weeks",
    Text(
        en="see the weeks and costs behind a return, and the next quarter",
        it="vedere le settimane e i costi dietro un ritorno, e il prossimo trimestre",
    ),
    TEAM,
)
WRITE = Permission(
    "returns.write",
    Text(
        en="enter outcomes and experiments",
        it="registrare risultati ed esperimenti",
    ),
    STRATEGY | {Role.ANALYST},
)
PAGE = Page("returns", Text(en="Returns", it="Ritorno"), 90, SEE, key="r")
