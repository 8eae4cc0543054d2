"""Returns: what is missing before anyone may ask for one."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import EVERYONE

SEE = Permission(
    "returns.see",
    Text(
        en="see what comes back, and when it can be told",
        it="vedere che cosa ritorna, e quando si può dire",
    ),
    EVERYONE,
)
PAGE = Page("returns", Text(en="Returns", it="Ritorno"), 90, SEE, key="r")
