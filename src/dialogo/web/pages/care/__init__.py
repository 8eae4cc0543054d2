"""Care: what each of the team carries, fairly shown, so that it can be shared."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.frame.team_tab import TeamTab
from dialogo.web.models.roles import OWNERS, TEAM

SEE = Permission(
    "care.see", Text(en="see what the team carries", it="vedere il carico della squadra"), TEAM
)
CHANGE = Permission(
    "care.change",
    Text(
        en="switch figures of single people on and off",
        it="attivare e disattivare le cifre delle singole persone",
    ),
    OWNERS,
)
TEAM_TAB = TeamTab(90, Text(en="Care", it="Cura"), "care")
