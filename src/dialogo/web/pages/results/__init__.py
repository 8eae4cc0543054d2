"""What came of it: each published post beside own earlier ones at the same age, and its answers."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import TEAM

SEE = Permission(
    "results.see",
    Text(en="see what came of posts", it="vedere i risultati dei post"),
    TEAM,
)
