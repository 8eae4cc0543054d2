"""How the dialogue goes: who is answered and how fast, by network, need and person."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import TEAM

SEE = Permission(
    "dialogue.see", Text(en="see how the dialogue goes", it="vedere come va il dialogo"), TEAM
)
