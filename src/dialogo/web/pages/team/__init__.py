"""Team: who does the work, and what is known of their days."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.frame.team_tab import TeamTab
from dialogo.web.models.roles import TEAM

SEE = Permission("team.see", Text(en="see who does the work", it="vedere chi fa il lavoro"), TEAM)
PAGE = Page("team", Text(en="Team", it="Squadra"), 60, SEE, key="e")
TEAM_TAB = TeamTab(10, Text(en="People", it="Persone"), "team")
