"""Rehearsal: conversations of the past, without names, to answer once more and to learn from."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.frame.team_tab import TeamTab
from dialogo.web.models.roles import TEAM

SEE = Permission(
    "rehearsal.see",
    Text(en="rehearse conversations of the past", it="allenarsi su conversazioni del passato"),
    TEAM,
)
TEAM_TAB = TeamTab(80, Text(en="Rehearsal", it="Allenamento"), "rehearsals")
