"""Training: courses, certificates and the first steps of newcomers."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.frame.team_tab import TeamTab
from dialogo.web.models.roles import STRATEGY, TEAM

SEE = Permission(
    "training.see",
    Text(en="see courses, and note what they learned", it="vedere i corsi, e annotare i propri"),
    TEAM,
)
CHANGE = Permission(
    "training.change",
    Text(
        en="offer courses, keep certificates, lead newcomers in",
        it="proporre corsi, tenere gli attestati, seguire chi comincia",
    ),
    STRATEGY,
)
TEAM_TAB = TeamTab(70, Text(en="Training", it="Formazione"), "training")
