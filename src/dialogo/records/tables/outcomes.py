"""Outcomes: what the company wants in the end, counted in money or in numbers."""

from dialogo.records.schema import COMPANY, EXTRA, Column, Table
from dialogo.records.text import Text

OUTCOMES = Table(
    name="outcomes",
    title=Text(en="Outcomes", it="Risultati"),
    meaning=Text(
        en="Sales, leads, sign-ups, visits: what is wanted in the end, by day or week.",
        it="Vendite, contatti, iscrizioni, visite: ciò che si vuole alla fine, "
        "per giorno o settimana.",
    ),
    key=("company", "day", "outcome", "credited_to"),
    moment="day",
    own=True,
    columns=(
        COMPANY,
        Column(
            "day",
            "day",
            Text(
                en="The day, or the first day of the week.",
                it="Il giorno, o il primo della settimana.",
            ),
            required=True,
            also=("date", "data", "giorno", "week", "settimana"),
        ),
        Column(
            "outcome",
            "text",
            Text(
                en="What was counted: sales, leads, sign-ups …",
                it="Che cosa si è contato: vendite, contatti, iscrizioni …",
            ),
            required=True,
            also=("risultato",),
        ),
        Column(
            "value", "float", Text(en="How much.", it="Quanto."), required=True, also=("valore",)
        ),
        Column(
            "currency",
            "text",
            Text(
                en="ISO 4217 code when it is money; empty for counts.",
                it="Codice ISO 4217 se è denaro; vuoto se è un conteggio.",
            ),
            also=("valuta",),
        ),
        Column(
            "credited_to",
            "text",
            Text(
                en="The channel that was given the credit, if any.",
                it="Il canale a cui è stato attribuito, se uno.",
            ),
            also=("attribuitoa",),
        ),
        Column(
            "credited_by",
            "text",
            Text(en="How the credit was given.", it="Come è stato attribuito."),
            choices=("last-click", "first-click", "shared", "experiment", "model", "survey"),
            also=("attribuitocon",),
        ),
        EXTRA,
    ),
)
