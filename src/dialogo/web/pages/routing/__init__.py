"""Routing: how conversations find their person, and who can be given some now."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.frame.team_tab import TeamTab
from dialogo.web.models.roles import STRATEGY, TEAM

SEE = Permission(
    "routing.see",
    Text(
        en="see how conversations are given out",
        it="vedere come si affidano le conversazioni",
    ),
    TEAM,
)
CHANGE = Permission(
    "routing.change",
    Text(
        en="choose how conversations are given out",
        it="scegliere come si affidano le conversazioni",
    ),
    STRATEGY,
)
TEAM_TAB = TeamTab(50, Text(en="Routing", it="Assegnazione"), "routing")
