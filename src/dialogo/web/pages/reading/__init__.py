"""Reading: what corrections have taught the models, and the endpoint that may be asked."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import OWNERS, STRATEGY, TEAM

SEE = Permission(
    "reading.see",
    Text(en="see what corrections have taught", it="vedere che cosa hanno insegnato le correzioni"),
    TEAM,
)
CHANGE = Permission(
    "reading.change",
    Text(
        en="switch off or forget what corrections have taught",
        it="spegnere o dimenticare ciò che le correzioni hanno insegnato",
    ),
    STRATEGY,
)
ENDPOINT = Permission(
    "reading.endpoint",
    Text(
        en="have an endpoint asked about what is unsure",
        it="far chiedere a un modello esterno ciò che è incerto",
    ),
    OWNERS,
)
