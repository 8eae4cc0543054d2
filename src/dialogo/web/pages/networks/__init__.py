"""Networks: what is recorded of each, how fresh it is, and what to import next."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import TEAM

SEE = Permission(
    "networks.see",
    Text(en="see what is recorded of each network", it="vedere che cosa è registrato di ogni rete"),
    TEAM,
)
PAGE = Page("networks", Text(en="Networks", it="Reti"), 120, SEE, key="w")
