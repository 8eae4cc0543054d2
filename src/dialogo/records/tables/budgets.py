"""Budgets: the money set aside for social media, by period and activity."""

from dialogo.records.schema import ACTIVITIES, COMPANY, EXTRA, Column, Table
from dialogo.records.text import Text

BUDGETS = Table(
    name="budgets",
    title=Text(en="Budgets", it="Budget"),
    meaning=Text(
        en="The money set aside, a row for a period and an activity. Pay of people included.",
        it="Il denaro stanziato, una riga per periodo e attività. Comprende le paghe.",
    ),
    key=("company", "first_day", "last_day", "activity", "network"),
    moment=None,
    own=True,
    columns=(
        COMPANY,
        Column(
            "first_day",
            "day",
            Text(en="First day of the period.", it="Primo giorno del periodo."),
            required=True,
            also=("from", "dal"),
        ),
        Column(
            "last_day",
            "day",
            Text(en="Last day of the period, included.", it="Ultimo giorno del periodo, compreso."),
            required=True,
            also=("to", "al"),
        ),
        Column(
            "activity",
            "text",
            Text(en="What it is for.", it="A che cosa serve."),
            required=True,
            choices=ACTIVITIES,
            also=("attività",),
        ),
        Column(
            "amount",
            "money",
            Text(en="The amount, without its currency.", it="L'importo, senza la valuta."),
            required=True,
            lowest=0,
            also=("importo",),
        ),
        Column(
            "currency",
            "text",
            Text(en="ISO 4217 code: EUR, USD …", it="Codice ISO 4217: EUR, USD …"),
            required=True,
            also=("valuta",),
        ),
        Column(
            "network",
            "text",
            Text(en="The network it is for, if one.", it="La rete, se è per una."),
            also=("rete",),
        ),
        Column(
            "approved_by",
            "text",
            Text(en="Who approved it.", it="Chi l'ha approvato."),
            also=("approvatoda",),
        ),
        EXTRA,
    ),
)
