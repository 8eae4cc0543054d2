"""Watch: what is new in the field and on the networks, what was read of it, what was shared."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.frame.team_tab import TeamTab
from dialogo.web.models.roles import TEAM, Role

SEE = Permission(
    "watch.see",
    Text(en="read and share what is new", it="leggere e condividere le novità"),
    TEAM,
)
CHANGE = Permission(
    "watch.change",
    Text(en="choose what is watched, and draft posts from it",
         it="scegliere che cosa seguire e ricavarne bozze"),
    TEAM - {Role.ANALYST},
)  # fmt: skip
TEAM_TAB = TeamTab(60, Text(en="Watch", it="Letture"), "watch")
