"""Answers kept for use again, and the company's documents that answers are proposed from."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import TEAM, Role

SEE = Permission(
    "answers.see",
    Text(
        en="see the answers and documents that are kept",
        it="vedere le risposte e i documenti conservati",
    ),
    TEAM,
)
KEEP = Permission(
    "answers.keep",
    Text(
        en="keep answers and documents for use again",
        it="conservare risposte e documenti da riusare",
    ),
    frozenset({Role.OWNER, Role.STRATEGIST, Role.RESPONDER}),
)
