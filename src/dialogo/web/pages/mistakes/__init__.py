"""Mistakes: what the audit finds, what speaks for it, what helps, and where each line is drawn."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import EVERYONE, STRATEGY, TEAM, Role

SEE = Permission("mistakes.see", Text(en="see the mistakes", it="vedere gli errori"), EVERYONE)
EVIDENCE = Permission(
    "mistakes.evidence",
    Text(en="see the evidence of a mistake", it="vedere le prove di un errore"),
    TEAM,
)
LINE = Permission(
    "mistakes.line", Text(en="move the lines of checks", it="spostare le soglie"), STRATEGY
)
WAIVE = Permission(
    "mistakes.waive",
    Text(en="accept a finding for a reason", it="accettare un errore con un motivo"),
    STRATEGY,
)
ADD = Permission(
    "mistakes.add",
    Text(en="add mistakes to the list", it="aggiungere errori alla lista"),
    STRATEGY | {Role.ANALYST},
)
COMMENT = Permission(
    "mistakes.comment", Text(en="comment on mistakes", it="commentare gli errori"), TEAM
)
AGAIN = Permission(
    "mistakes.again", Text(en="have the audit made again", it="far ripetere il controllo"), TEAM
)
PAGE = Page("mistakes", Text(en="Mistakes", it="Errori"), 100, SEE, key="m")
