"""People: who belongs to a workspace and as what, who is invited, how one joins and leaves."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import OWNERS, TEAM

SEE = Permission("people.see", Text(en="see who belongs here", it="vedere chi fa parte"), TEAM)
CHANGE = Permission(
    "people.change",
    Text(
        en="invite people, change their role, remove them",
        it="invitare persone, cambiarne il ruolo, toglierle",
    ),
    OWNERS,
)
