"""Home: where whoever comes in is led, the ways to begin, how somebody likes to read."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import EVERYONE

LOOK = Permission(
    "home.look",
    Text(en="see how far the sample company is", it="vedere a che punto è l'azienda di esempio"),
    EVERYONE,
)
