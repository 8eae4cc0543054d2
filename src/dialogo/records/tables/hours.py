"""Hours: the working time people put in, by activity."""

from dialogo.records.schema import ACTIVITIES, COMPANY, EXTRA, Column, Table
from dialogo.records.text import Text

HOURS = Table(
    name="hours",
    title=Text(en="Hours", it="Ore"),
    meaning=Text(
        en="The time people put in, a row for a person, a day and an activity.",
        it="Il tempo dedicato, una riga per persona, giorno e attività.",
    ),
    key=("company", "person", "day", "activity", "network", "note"),
    moment="day",
    own=True,
    columns=(
        COMPANY,
        Column(
            "person",
            "text",
            Text(en="Who worked.", it="Chi ha lavorato."),
            required=True,
            also=("persona", "nome", "name"),
        ),
        Column(
            "day",
            "day",
            Text(en="The day.", it="Il giorno."),
            required=True,
            also=("date", "data", "giorno"),
        ),
        Column(
            "activity",
            "text",
            Text(en="What the time went into.", it="A che cosa è servito."),
            required=True,
            choices=ACTIVITIES,
            also=("attività",),
        ),
        Column(
            "hours",
            "hours",
            Text(
                en="Hours, 1.5 for an hour and a half; below zero, with a note that says why, it "
                "takes back what was too much.",
                it="Ore, 1,5 per un'ora e mezza; sotto zero, con una nota che dice perché, toglie "
                "ciò che era di troppo.",
            ),
            required=True,
            also=("ore",),
        ),
        Column(
            "network",
            "text",
            Text(en="The network it was for, if one.", it="La rete, se era per una."),
            also=("rete",),
        ),
        Column(
            "paid",
            "bool",
            Text(
                en="Whether somebody is paid for it; empty means yes.",
                it="Se qualcuno è pagato per farlo; vuoto vuol dire sì.",
            ),
            also=("pagate", "pagata"),
        ),
        Column(
            "note",
            "text",
            Text(
                en="Anything else; tells two rows of a day apart.",
                it="Altro; distingue due righe dello stesso giorno.",
            ),
            also=("nota", "note"),
        ),
        EXTRA,
    ),
)
