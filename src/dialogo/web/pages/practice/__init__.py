"""Practice: has invented people write to the sample company, so that its inbox can be tried."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import TEAM

PRACTISE = Permission(
    "practice.people",
    Text(
        en="have invented people write to the sample company",
        it="far scrivere persone inventate all'azienda di esempio",
    ),
    TEAM,
)
