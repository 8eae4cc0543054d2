"""Post: one thing to be said is written, looked at on every network, approved and planned here."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import STRATEGY, TEAM, WRITERS

SEE = Permission(
    "posts.see",
    Text(en="read ideas, drafts and planned posts", it="leggere idee, bozze e post programmati"),
    TEAM,
)
WRITE = Permission(
    "posts.write",
    Text(
        en="write posts, ask for approval, plan what is approved",
        it="scrivere post, chiederne l'approvazione, programmare quelli approvati",
    ),
    WRITERS,
)
APPROVE = Permission(
    "posts.approve",
    Text(
        en="approve posts of others, and let somebody outside approve them",
        it="approvare i post altrui, e farli approvare a qualcuno all'esterno",
    ),
    STRATEGY,
)
