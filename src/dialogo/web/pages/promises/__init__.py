"""Promises: how soon people are promised an answer, and whether they got it in time."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.frame.team_tab import TeamTab
from dialogo.web.models.roles import STRATEGY, TEAM

SEE = Permission(
    "promises.see",
    Text(en="see whether promises are kept", it="vedere se le promesse si mantengono"),
    TEAM,
)
CHANGE = Permission(
    "promises.change",
    Text(en="say which words are urgent", it="dire quali parole sono urgenti"),
    STRATEGY,
)
TEAM_TAB = TeamTab(40, Text(en="Promises", it="Promesse"), "promises")
