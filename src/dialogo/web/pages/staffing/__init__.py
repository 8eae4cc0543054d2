"""Staffing: how many people each hour of the week needs, beside those on the rota."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.frame.team_tab import TeamTab
from dialogo.web.models.roles import STRATEGY, TEAM

SEE = Permission(
    "staffing.see",
    Text(en="see how many people each hour needs", it="vedere quante persone servono ogni ora"),
    TEAM,
)
CHANGE = Permission(
    "staffing.change",
    Text(
        en="ask what if, and put proposed shifts on the rota",
        it="chiedere «che cosa succede se» e inserire i turni proposti",
    ),
    STRATEGY,
)
TEAM_TAB = TeamTab(30, Text(en="Staffing", it="Fabbisogno"), "staffing")
