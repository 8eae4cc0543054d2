"""Shifts: who is on duty, from when to when."""

from dialogo.records.schema import COMPANY, EXTRA, Column, Table
from dialogo.records.text import Text

SHIFTS = Table(
    name="shifts",
    title=Text(en="Shifts", it="Turni"),
    meaning=Text(
        en="Who is on duty to answer, from when to when.",
        it="Chi è in servizio per rispondere, da quando a quando.",
    ),
    key=("company", "person", "starts_at"),
    moment="starts_at",
    own=True,
    columns=(
        COMPANY,
        Column(
            "person",
            "text",
            Text(en="Who is on duty.", it="Chi è in servizio."),
            required=True,
            also=("persona", "nome", "name"),
        ),
        Column(
            "starts_at",
            "time",
            Text(en="From when.", it="Da quando."),
            required=True,
            also=("start", "inizio", "dalle"),
        ),
        Column(
            "ends_at",
            "time",
            Text(en="Until when.", it="Fino a quando."),
            required=True,
            also=("end", "fine", "alle"),
        ),
        Column(
            "network",
            "text",
            Text(en="The network, if only one.", it="La rete, se una sola."),
            also=("rete",),
        ),
        Column(
            "language",
            "text",
            Text(en="The language, if only one.", it="La lingua, se una sola."),
            also=("lingua",),
        ),
        EXTRA,
    ),
)
