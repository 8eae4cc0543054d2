"""Learning: how people keep up to date."""

from dialogo.records.schema import COMPANY, EXTRA, Column, Table
from dialogo.records.text import Text

LEARNING = Table(
    name="learning",
    title=Text(en="Learning", it="Aggiornamento"),
    meaning=Text(
        en="How people keep up to date: courses, reading, watching what others do, practice.",
        it="Come ci si aggiorna: corsi, letture, osservazione di ciò che fanno gli altri, pratica.",
    ),
    key=("company", "person", "day", "subject"),
    moment="day",
    own=True,
    columns=(
        COMPANY,
        Column(
            "person",
            "text",
            Text(en="Who.", it="Chi."),
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
            "subject",
            "text",
            Text(en="What about.", it="Su che cosa."),
            required=True,
            also=("argomento", "materia"),
        ),
        Column(
            "kind",
            "text",
            Text(en="How.", it="Come."),
            choices=("course", "reading", "watching", "conference", "practice"),
            also=("tipo",),
        ),
        Column(
            "minutes",
            "int",
            Text(en="Minutes it took.", it="Minuti impiegati."),
            required=True,
            lowest=0,
            also=("minuti",),
        ),
        EXTRA,
    ),
)
