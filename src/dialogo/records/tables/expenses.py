"""Expenses: money spent on social media, people's pay apart."""

from dialogo.records.schema import ACTIVITIES, COMPANY, EXTRA, Column, Table
from dialogo.records.text import Text

EXPENSES = Table(
    name="expenses",
    title=Text(en="Expenses", it="Spese"),
    meaning=Text(
        en="Money spent: promotion, tools, production, training. Pay goes with members.",
        it="Il denaro speso: promozione, strumenti, produzione, formazione. "
        "Le paghe stanno con le persone.",
    ),
    key=("company", "expense_id"),
    moment="day",
    own=True,
    columns=(
        COMPANY,
        Column(
            "expense_id",
            "text",
            Text(
                en="A number or code of your own: invoice, receipt.",
                it="Un numero o codice vostro: fattura, ricevuta.",
            ),
            required=True,
            also=("id", "number", "numero"),
        ),
        Column(
            "day",
            "day",
            Text(en="The day it counts for.", it="Il giorno di competenza."),
            required=True,
            also=("date", "data", "giorno"),
        ),
        Column(
            "activity",
            "text",
            Text(en="What it was for.", it="A che cosa è servita."),
            required=True,
            choices=ACTIVITIES,
            also=("attività",),
        ),
        Column(
            "amount",
            "money",
            Text(en="The amount, without its currency.", it="L'importo, senza la valuta."),
            required=True,
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
            Text(en="The network it was for, if one.", it="La rete, se era per una."),
            also=("rete",),
        ),
        Column(
            "post_id",
            "text",
            Text(en="The post it promoted, if one.", it="Il post che ha promosso, se uno."),
        ),
        Column(
            "campaign",
            "text",
            Text(en="The campaign, if one.", it="La campagna, se una."),
            also=("campagna",),
        ),
        Column(
            "supplier",
            "text",
            Text(en="Who was paid.", it="Chi è stato pagato."),
            also=("fornitore",),
        ),
        Column("note", "text", Text(en="Anything else.", it="Altro."), also=("nota",)),
        EXTRA,
    ),
)
