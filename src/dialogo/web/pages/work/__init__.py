"""Work: what is done in the background, how far it is, and what went wrong."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import STRATEGY, TEAM

SEE = Permission(
    "work.see",
    Text(en="see the work in the background", it="vedere il lavoro in secondo piano"),
    TEAM,
)
AGAIN = Permission(
    "work.again",
    Text(en="have failed work tried again", it="far riprovare ciò che non è riuscito"),
    STRATEGY,
)
