"""Members: the people of the social media team, what they give and what they are paid."""

from dialogo.records.schema import COMPANY, EXTRA, Column, Table
from dialogo.records.text import Text

MEMBERS = Table(
    name="members",
    title=Text(en="Members of the team", it="Persone della squadra"),
    meaning=Text(
        en="The people who do the work, a row for a person and a period.",
        it="Le persone che fanno il lavoro, una riga per persona e periodo.",
    ),
    key=("company", "person", "from_day"),
    moment=None,
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
            "role",
            "text",
            Text(en="The role, in your own words.", it="Il ruolo, con parole vostre."),
            also=("ruolo",),
        ),
        Column(
            "department",
            "text",
            Text(
                en="The department: social, marketing, care …",
                it="Il reparto: social, marketing, assistenza …",
            ),
            also=("reparto",),
        ),
        Column(
            "dedicated",
            "bool",
            Text(
                en="Whether social media is this person's job, not an extra.",
                it="Se i social sono il suo lavoro, non un'aggiunta.",
            ),
            also=("dedicata", "dedicato"),
        ),
        Column(
            "owner",
            "bool",
            Text(
                en="Whether this person answers for social media.",
                it="Se è la persona responsabile dei social.",
            ),
            also=("responsabile",),
        ),
        Column(
            "weekly_hours",
            "hours",
            Text(en="Hours a week for social media.", it="Ore settimanali per i social."),
            lowest=0,
            also=("oresettimanali",),
        ),
        Column(
            "from_day",
            "day",
            Text(en="Since when.", it="Da quando."),
            required=True,
            also=("from", "dal"),
        ),
        Column(
            "to_day",
            "day",
            Text(en="Until when, if it has ended.", it="Fino a quando, se è finito."),
            also=("to", "al"),
        ),
        Column(
            "pay",
            "money",
            Text(
                en="What an hour of this person costs, contributions included.",
                it="Quanto costa un'ora di questa persona, contributi compresi.",
            ),
            lowest=0,
            also=("paga", "costoorario"),
        ),
        Column(
            "minimum_pay",
            "money",
            Text(
                en="The least that an hour must cost for this role.",
                it="Il minimo che un'ora deve costare per questo ruolo.",
            ),
            lowest=0,
            also=("pagaminima",),
        ),
        Column(
            "minimum_source",
            "text",
            Text(
                en="Where that minimum stands: contract, policy, law.",
                it="Dove sta scritto il minimo: contratto, regola interna, legge.",
            ),
            also=("fonteminimo",),
        ),
        Column(
            "currency",
            "text",
            Text(en="ISO 4217 code of the pay.", it="Codice ISO 4217 della paga."),
            also=("valuta",),
        ),
        Column(
            "networks",
            "words",
            Text(
                en="Networks this person answers on, split by ;",
                it="Reti su cui risponde, divise da ;",
            ),
            also=("reti",),
        ),
        Column(
            "languages",
            "words",
            Text(
                en="Languages this person answers in, split by ;",
                it="Lingue in cui risponde, divise da ;",
            ),
            also=("lingue",),
        ),
        EXTRA,
    ),
)
