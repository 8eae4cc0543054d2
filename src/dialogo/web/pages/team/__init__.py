"""Team: who does the work, what each can do and may decide, when they are away."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.frame.team_tab import TeamTab
from dialogo.web.models.roles import STRATEGY, TEAM

SEE = Permission("team.see", Text(en="see who does the work", it="vedere chi fa il lavoro"), TEAM)
CHANGE = Permission(
    "team.change",
    Text(
        en="say what colleagues do, and agree to absences",
        it="dire che cosa fanno i colleghi e approvare le assenze",
    ),
    STRATEGY,
)
ASK = Permission(
    "team.ask", Text(en="ask for own absences", it="chiedere le proprie assenze"), TEAM
)
PAGE = Page("team", Text(en="Team", it="Squadra"), 60, SEE, key="e")
TEAM_TAB = TeamTab(10, Text(en="People", it="Persone"), "team")
