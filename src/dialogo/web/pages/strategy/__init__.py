"""Strategy: the plan, version by version, written part by part, and a page for whoever reads it."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import EVERYONE, OWNERS, STRATEGY

SEE = Permission("strategy.see", Text(en="read the strategy", it="leggere la strategia"), EVERYONE)
WRITE = Permission(
    "strategy.write",
    Text(en="write drafts of the plan", it="scrivere bozze del piano"),
    STRATEGY,
)
ACTIVATE = Permission(
    "strategy.activate",
    Text(en="put the plan in force, and end it", it="mettere in vigore il piano, e chiuderlo"),
    OWNERS,
)
SHARE = Permission(
    "strategy.share",
    Text(en="share the plan by a link", it="condividere il piano con un link"),
    STRATEGY,
)
PAGE = Page("strategy", Text(en="Strategy", it="Strategia"), 110, SEE, key="s")
