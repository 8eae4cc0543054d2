"""Hours: timesheets by week, the timer, what files of time trackers mean."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.frame.team_tab import TeamTab
from dialogo.web.models.roles import STRATEGY, TEAM, WRITERS, Role

SEE = Permission(
    "hours.see",
    Text(en="see own hours and the sums of the team", it="vedere le proprie ore e i totali"),
    TEAM,
)
ENTER = Permission(
    "hours.enter",
    Text(en="enter own hours and run a timer", it="inserire le proprie ore e usare il timer"),
    WRITERS,
)
OTHERS = Permission(
    "hours.others",
    Text(
        en="see the hours of each person, while figures of single people are shown",
        it="vedere le ore di ogni persona, finché le cifre delle persone sono visibili",
    ),
    STRATEGY | {Role.ANALYST},
)
CHANGE = Permission(
    "hours.change",
    Text(
        en="enter hours of others, close weeks, say what words of time trackers mean",
        it="inserire ore di altri, chiudere settimane, dire che cosa significano le parole dei "
        "programmi che misurano il tempo",
    ),
    STRATEGY,
)
TEAM_TAB = TeamTab(25, Text(en="Hours", it="Ore"), "timesheet")
