"""Plan: what the company has decided, a row for each decision."""

from dialogo.records.schema import COMPANY, EXTRA, Column, Table
from dialogo.records.text import Text

PLAN = Table(
    name="plan",
    title=Text(en="Plan", it="Piano"),
    meaning=Text(
        en="What has been decided. kind: audience (whom we serve), need (a need we serve), "
        "promise (subject reply-time, value in minutes; of a finer promise "
        "reply-time:network=…;need=…;priority=… with one to three of these parts, priority low, "
        "normal, high or urgent; the one that names most counts, and of several the one that "
        "names the priority, then the need), urgent (subject: a word that makes a message "
        "urgent), mix (subject promotional, value a share from 0 to 1), effort (something that "
        "goes on from from_day to to_day), goal (subject: the number that is to grow), verdict "
        "(subject roi: the day on which a return is demanded), not-yet (what will not be measured "
        "yet).",
        it="Ciò che si è deciso. kind: audience (a chi ci rivolgiamo), need (un bisogno che "
        "serviamo), promise (subject reply-time, valore in minuti; per una promessa più precisa "
        "reply-time:network=…;need=…;priority=… con una, due o tre di queste parti, priority low, "
        "normal, high o urgent; vale quella che ne nomina di più e, fra più d'una, quella che "
        "nomina la priorità, poi il bisogno), urgent (subject: una parola che rende urgente un "
        "messaggio), mix (subject promotional, quota da 0 a 1), effort (qualcosa che dura da "
        "from_day a to_day), goal (subject: il numero che deve crescere), verdict (subject roi: "
        "il giorno in cui si pretende un ritorno), not-yet (ciò che ancora non misureremo).",
    ),
    key=("company", "kind", "subject", "from_day"),
    moment=None,
    own=True,
    columns=(
        COMPANY,
        Column(
            "kind",
            "text",
            Text(en="What sort of decision.", it="Che genere di decisione."),
            required=True,
            choices=(
                "audience",
                "need",
                "promise",
                "mix",
                "effort",
                "goal",
                "verdict",
                "not-yet",
                "urgent",
            ),
            also=("tipo",),
        ),
        Column(
            "subject",
            "text",
            Text(en="What it is about.", it="Su che cosa."),
            required=True,
            also=("oggetto",),
        ),
        Column(
            "value",
            "float",
            Text(en="Its number, where it has one.", it="Il numero, dove ce n'è uno."),
            also=("valore",),
        ),
        Column(
            "from_day",
            "day",
            Text(
                en="Since when it holds; for a verdict, the day it is demanded.",
                it="Da quando vale; per un verdetto, il giorno in cui è preteso.",
            ),
            required=True,
            also=("from", "dal"),
        ),
        Column(
            "to_day",
            "day",
            Text(en="Until when it was meant to hold.", it="Fino a quando doveva valere."),
            also=("to", "al"),
        ),
        Column(
            "stopped_on",
            "day",
            Text(
                en="The day it was stopped or reversed, if it was.",
                it="Il giorno in cui è stato interrotto o rovesciato, se lo è stato.",
            ),
            also=("interrotto",),
        ),
        Column("reason", "text", Text(en="Why.", it="Perché."), also=("motivo",)),
        Column(
            "owner",
            "text",
            Text(en="Who answers for it.", it="Chi ne risponde."),
            also=("responsabile",),
        ),
        EXTRA,
    ),
)
