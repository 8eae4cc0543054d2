"""Community: the people who write, who comes back, who vouches; one person across networks."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import OWNERS, STRATEGY, TEAM, Role

SEE = Permission(
    "community.see", Text(en="see who writes", it="vedere le persone che scrivono"), TEAM
)
WRITE = Permission(
    "community.write",
    Text(
        en="write notes and tags, and join accounts of one person",
        it="scrivere note ed etichette, e unire i profili di una persona",
    ),
    TEAM - {Role.ANALYST},
)
EXPORT = Permission(
    "community.export",
    Text(en="export a person's data", it="esportare i dati di una persona"),
    STRATEGY,
)
ERASE = Permission(
    "community.erase",
    Text(en="erase a person's data", it="cancellare i dati di una persona"),
    OWNERS,
)
PAGE = Page("community", Text(en="Community", it="Comunità"), 50, SEE, key="o")
