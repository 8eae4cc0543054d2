"""Networks: the accounts that are connected, and what is recorded of each network."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import STRATEGY, TEAM

SEE = Permission(
    "networks.see",
    Text(en="see what is recorded of each network", it="vedere che cosa è registrato di ogni rete"),
    TEAM,
)
CONNECT = Permission(
    "networks.connect",
    Text(
        en="connect the company's accounts, pause and disconnect them",
        it="collegare i profili dell'azienda, metterli in pausa e scollegarli",
    ),
    STRATEGY,
)
PAGE = Page("networks", Text(en="Networks", it="Reti"), 120, SEE, key="w")
