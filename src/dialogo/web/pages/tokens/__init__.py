"""API tokens: which programs may speak to the workspace, and what each of them may do."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import OWNERS

SEE = Permission("tokens.see", Text(en="see the API tokens", it="vedere i token API"), OWNERS)
MAKE = Permission(
    "tokens.make", Text(en="make and end API tokens", it="creare e revocare token API"), OWNERS
)
