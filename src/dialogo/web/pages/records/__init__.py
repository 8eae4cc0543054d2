"""Records: one row of what was recorded, a message with its thread, a post with its comments."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import STRATEGY, TEAM, WRITERS, Role

SEE = Permission("records.see", Text(en="open single records", it="aprire i singoli dati"), TEAM)
CORRECT = Permission(
    "records.correct",
    Text(en="put right what a post does", it="correggere che cosa fa un post"),
    WRITERS,
)
PAY = Permission(
    "records.pay",
    Text(en="see what people are paid", it="vedere quanto sono pagate le persone"),
    STRATEGY | {Role.ANALYST},
)
