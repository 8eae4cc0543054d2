"""The five rungs: useful content, audience, community, authority and trust, and only then returns.

A rung stands on the verdicts of the checks that carry its number and on measures by id. It has no
metric of its own; `needs` only says how much of a measure it takes.
"""

from __future__ import annotations

from dataclasses import dataclass

from dialogo.records.source import Source
from dialogo.records.text import Text

SOURCE = Source("docs/evidence/ladder.md", "house rule")


@dataclass(frozen=True)
class Need:
    """At least `line` of `measure` (in its unit), told from at least `cases` cases.

    `reached` is said with `{value}`; `missing` with `{value}`, `{line}` and `{gap}` (how much is
    lacking); `record` says what to record so that it can be told; `step` what to do about it.
    """

    measure: str
    line: float
    cases: int
    reached: Text
    missing: Text
    record: Text
    step: Text


@dataclass(frozen=True)
class Rung:
    """One line of the stave. `number` counts from 1, the lowest."""

    number: int
    id: str
    title: Text
    takes: Text
    needs: tuple[Need, ...] = ()


_NETWORK_EXPORT = Text(
    en="Add an export of the networks with your posts and messages.",
    it="Aggiungete l'esportazione delle reti con i vostri post e messaggi.",
)

USEFUL = Rung(
    1,
    "useful-content",
    Text(en="Useful content", it="Contenuti utili"),
    Text(
        en="People find something here that serves them, often enough to come by again.",
        it="Chi passa trova qualcosa che gli serve, abbastanza spesso da tornare.",
    ),
    (
        Need(
            "content/useful-share",
            0.30,
            10,
            Text(
                en="{value} of the posts serve the people who read them.",
                it="{value:Il} dei post serve a chi li legge.",
            ),
            Text(
                en="{value} of the posts serve the people who read them; it takes {line}.",
                it="Serve a chi legge {value:il} dei post; ci vuole {line:il}.",
            ),
            _NETWORK_EXPORT,
            Text(
                en="Take the question that people ask most and answer it in a post this week.",
                it="Prendete la domanda che arriva più spesso e rispondete con un post, "
                "già questa settimana.",
            ),
        ),
        Need(
            "content/posts-per-week",
            1.0,
            4,
            Text(en="{value} posts a week.", it="{value} post a settimana."),
            Text(
                en="{value} posts a week; it takes {line} to be remembered.",
                it="{value} post a settimana; per farsi ricordare ce ne vuole {line}.",
            ),
            _NETWORK_EXPORT,
            Text(
                en="Choose a day and an hour that can be kept every week, and keep it.",
                it="Scegliete un giorno e un'ora che potete mantenere ogni settimana.",
            ),
        ),
    ),
)

AUDIENCE = Rung(
    2,
    "audience",
    Text(en="Audience", it="Pubblico"),
    Text(
        en="There are people who chose to listen, and they are not leaving.",
        it="C'è chi ha scelto di ascoltare, e non se ne va.",
    ),
    (
        Need(
            "community/followers",
            100.0,
            1,
            Text(en="{value} followers.", it="{value} follower."),
            Text(
                en="{value} followers; {gap} more make an audience.",
                it="{value} follower; ne {gap:|manca|mancano} {gap} perché siano un pubblico.",
            ),
            Text(
                en="Add the networks' followers export, or fill in the table audience.",
                it="Aggiungete l'esportazione dei follower, o compilate la tabella audience.",
            ),
            Text(
                en="Go where the people you serve already talk, and answer what they ask there.",
                it="Andate dove chi volete servire parla già, e rispondete a ciò che chiede.",
            ),
        ),
        Need(
            "community/follower-growth",
            0.0,
            1,
            Text(
                en="The audience is not shrinking ({value}).",
                it="Il pubblico non si restringe ({value}).",
            ),
            Text(
                en="The audience is shrinking ({value}).", it="Il pubblico si restringe ({value})."
            ),
            Text(
                en="Add followers exports of two different days, so that growth can be told.",
                it="Aggiungete le esportazioni dei follower di due giorni diversi, "
                "così si vede se crescono.",
            ),
            Text(
                en="Look at what went out in the weeks in which people left, and sell less there.",
                it="Guardate che cosa è uscito nelle settimane in cui la gente se n'è andata, "
                "e lì vendete di meno.",
            ),
        ),
    ),
)

COMMUNITY = Rung(
    3,
    "community",
    Text(en="Community", it="Comunità"),
    Text(
        en="People take part, come back, and get an answer.",
        it="Le persone partecipano, tornano e ricevono risposta.",
    ),
    (
        Need(
            "community/returning-members",
            20.0,
            1,
            Text(
                en="{value:person|people} came back to talk.",
                it="{value:persona è tornata|persone sono tornate} a parlare.",
            ),
            Text(
                en="{value:person|people} came back to talk; {gap} more make a community.",
                it="{value:persona è tornata|persone sono tornate} a parlare; ne "
                "{gap:|manca|mancano} {gap} perché sia una comunità.",
            ),
            _NETWORK_EXPORT,
            Text(
                en="Write back to the people who talked to you last month: "
                "ask how it went, sell nothing.",
                it="Riscrivete a chi vi ha parlato il mese scorso: chiedete com'è andata, "
                "senza vendere nulla.",
            ),
        ),
        Need(
            "dialogue/answered-share",
            0.60,
            20,
            Text(
                en="{value} of the people who write get an answer.",
                it="Riceve risposta {value:il} di chi scrive.",
            ),
            Text(
                en="{value} of the people who write get an answer; it takes {line}.",
                it="Riceve risposta {value:il} di chi scrive; ci vuole {line:il}.",
            ),
            _NETWORK_EXPORT,
            Text(
                en="Answer the questions that lie open, the oldest complaint first.",
                it="Rispondete alle domande rimaste aperte, dal reclamo più vecchio.",
            ),
        ),
    ),
)

TRUST = Rung(
    4,
    "authority-and-trust",
    Text(en="Authority and trust", it="Autorevolezza e fiducia"),
    Text(
        en="People speak well of the company and help each other without being asked; "
        "nearly everyone gets an answer.",
        it="C'è chi parla bene dell'azienda e aiuta gli altri senza che nessuno lo chieda; "
        "quasi tutti ricevono risposta.",
    ),
    (
        Need(
            "community/vouching-members",
            10.0,
            1,
            Text(
                en="{value:person|people} vouched for the company.",
                it="{value:persona si è spesa|persone si sono spese} per l'azienda.",
            ),
            Text(
                en="{value:person|people} vouched for the company; it takes {gap} more.",
                it="{value:persona si è spesa|persone si sono spese} per l'azienda; "
                "ne {gap:|manca|mancano} {gap}.",
            ),
            _NETWORK_EXPORT,
            Text(
                en="Thank the people who help others by name, and let them be seen.",
                it="Ringraziate per nome chi aiuta gli altri, e fatelo vedere.",
            ),
        ),
        Need(
            "dialogue/answered-share",
            0.80,
            20,
            Text(
                en="{value} of the people who write get an answer.",
                it="Riceve risposta {value:il} di chi scrive.",
            ),
            Text(
                en="{value} of the people who write get an answer; trust takes {line}.",
                it="Riceve risposta {value:il} di chi scrive; la fiducia chiede {line:il}.",
            ),
            _NETWORK_EXPORT,
            Text(
                en="Give every open question a person who answers for it, today.",
                it="Affidate oggi ogni domanda aperta a una persona che ne risponda.",
            ),
        ),
    ),
)

RETURNS = Rung(
    5,
    "returns",
    Text(en="Return on investment", it="Ritorno dell'investimento"),
    Text(
        en="Only now does it make sense to ask what comes back.",
        it="Solo ora ha senso chiedersi che cosa ritorna.",
    ),
)

RUNGS: tuple[Rung, ...] = (USEFUL, AUDIENCE, COMMUNITY, TRUST, RETURNS)
