"""The report's words and shapes: verdicts, beliefs, trust, headings, and figures in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dialogo.audit.check import Belief, Finding, Limit, Verdict
from dialogo.records.measure import Figure, Unit, spoken
from dialogo.records.source import Strength
from dialogo.records.text import Lang, Text, write
from dialogo.report.clean import one_line

SHAPES: Mapping[Verdict, str] = {
    "mistake": "◆", "watch": "●", "ok": "✓", "unknown": "○", "waived": "◇",
}  # fmt: skip
VERDICTS: Mapping[Verdict, Text] = {
    "mistake": Text(en="mistake", it="errore"),
    "watch": Text(en="watch", it="da tenere d'occhio"),
    "ok": Text(en="fine", it="va bene"),
    "unknown": Text(en="cannot tell yet", it="non si può ancora dire"),
    "waived": Text(en="accepted", it="accettato"),
}
_COUNTS: dict[Verdict, tuple[Text, Text]] = {
    "mistake": (Text(en="1 mistake", it="1 errore"), Text(en="{n} mistakes", it="{n} errori")),
    "watch": (
        Text(en="1 to watch", it="1 da tenere d'occhio"),
        Text(en="{n} to watch", it="{n} da tenere d'occhio"),
    ),
    "unknown": (
        Text(en="1 cannot be told yet", it="1 non si può ancora dire"),
        Text(en="{n} cannot be told yet", it="{n} non si possono ancora dire"),
    ),
    "waived": (
        Text(en="1 accepted", it="1 accettato"),
        Text(en="{n} accepted", it="{n} accettati"),
    ),
    "ok": (Text(en="1 fine", it="1 va bene"), Text(en="{n} fine", it="{n} vanno bene")),
}
STRENGTHS: Mapping[Strength, Text] = {
    "definition": Text(en="a definition", it="una definizione"),
    "strong": Text(en="strong evidence", it="prove solide"),
    "medium": Text(en="fair evidence", it="prove discrete"),
    "weak": Text(en="weak evidence", it="prove deboli"),
    "house rule": Text(en="a house rule of Dialogo", it="una regola interna di Dialogo"),
}


@dataclass(frozen=True)
class BeliefWords:
    """A belief as people hold it, what is true instead, and what the two are called in short."""

    held: Text
    true: Text


BELIEF_WORDS: Mapping[Belief, BeliefWords] = {
    "just-a-channel": BeliefWords(
        Text(
            en="“Social media is only a marketing channel”",
            it="«I social sono solo un canale di marketing»",
        ),
        Text(
            en="It is a place to talk: people come with needs, and stay with those who answer.",
            it="Sono un luogo di dialogo: le persone arrivano con un bisogno e restano con chi "
            "risponde.",
        ),
    ),
    "roi-right-away": BeliefWords(
        Text(
            en="“The return must be immediate and easy to estimate”",
            it="«Il ritorno dev'essere immediato e facile da stimare»",
        ),
        Text(
            en="First useful content, then an audience, a community, trust; only then a return.",
            it="Prima contenuti utili, poi un pubblico, una comunità, la fiducia; solo allora un "
            "ritorno.",
        ),
    ),
    "marketings-job": BeliefWords(
        Text(en="“It is the marketing department's job”", it="«È compito del reparto marketing»"),
        Text(
            en="It takes people of its own, quick to answer and always up to date.",
            it="Ci vogliono persone dedicate, pronte nelle risposte e sempre aggiornate.",
        ),
    ),
    "its-free": BeliefWords(
        Text(en="“Social media is free”", it="«I social sono gratis»"),
        Text(
            en="Creating, publishing, answering and promoting cost money; a budget is a must.",
            it="Creare, pubblicare, rispondere e promuovere costa; un budget è indispensabile.",
        ),
    ),
    "your-own": BeliefWords(
        Text(en="Other mistakes on the list", it="Altri errori della lista"),
        Text(
            en="The list of mistakes is open: add the ones you know.",
            it="La lista degli errori è aperta: aggiungete quelli che conoscete.",
        ),
    ),
}

_LIVED: Mapping[Verdict, Text] = {
    "mistake": Text(en="yes", it="sì"),
    "watch": Text(en="in part", it="in parte"),
    "ok": Text(en="no", it="no"),
    "unknown": Text(en="cannot tell yet", it="non si può ancora dire"),
    "waived": Text(en="accepted", it="accettato"),
}


def lived_by(belief: Belief, verdict: Verdict, lang: Lang) -> str:
    """Whether a company lives by a belief, in a word; of the open list only what was found."""
    return (VERDICTS if belief == "your-own" else _LIVED)[verdict].say(lang)


MORE_THAN = Text(en="more than {value}", it="più di {value}")
BETWEEN = Text(en="{low} to {high}", it="da {low} a {high}")
NO_FIGURE = "–"
_LIMIT = Text(
    en="watch {side} {watch}, mistake {side} {mistake}",
    it="da tenere d'occhio {side} {watch}, errore {side} {mistake}",
)
_SIDES = {"above": Text(en="above", it="oltre"), "below": Text(en="below", it="sotto")}


def sentence(finding: Finding, lang: Lang) -> str:
    """What a finding says, on one line, whoever wrote the words in it."""
    text, values = finding.says
    return one_line(text.say(lang, **values))


def advice(finding: Finding, lang: Lang) -> str | None:
    """What helps, on one line; None where nothing needs help."""
    if finding.advice is None:
        return None
    return one_line(finding.advice.say(lang, **finding.says[1]))


def counted(findings: Sequence[Finding], verdicts: Sequence[Verdict], lang: Lang) -> str:
    """`2 mistakes, 1 to watch`: how many findings have each of these verdicts, if any has."""
    parts = []
    for verdict in verdicts:
        n = sum(1 for finding in findings if finding.verdict == verdict)
        if n:
            one, many = _COUNTS[verdict]
            parts.append((one if n == 1 else many).say(lang, n=n))
    return ", ".join(parts)


def in_words(figure: Figure, lang: Lang) -> str:
    """A figure as a person would write it: `38 %`, `more than 11 h`, `–` when it is unknown."""
    if figure.value is None:
        return NO_FIGURE
    said = write(figure.spoken, lang)
    return MORE_THAN.say(lang, value=said) if figure.more_than else said


def bounds(figure: Figure, lang: Lang) -> str | None:
    """Between what the figure lies with 90 % confidence; None where that is not known."""
    if figure.low is None or figure.high is None:
        return None
    low, high = (_bound(bound, figure, lang) for bound in (figure.low, figure.high))
    return BETWEEN.say(lang, low=low, high=high)


def _bound(bound: float, figure: Figure, lang: Lang) -> str:
    """A bound of a count may lie between two whole numbers."""
    if figure.unit == "count":
        return write(float(bound), lang)
    return write(spoken(bound, figure.unit, figure.currency), lang)


def line_in_words(value: float, unit: Unit, currency: str | None, lang: Lang) -> str:
    """A line of a check in its unit."""
    exact = Decimal(str(value)) if unit == "money" else value
    return write(spoken(exact, unit, currency), lang)


def limit_in_words(limit: Limit, unit: Unit, currency: str | None, lang: Lang) -> str:
    """Where watching and the mistake begin: `watch above 10 %, mistake above 30 %`."""
    return _LIMIT.say(
        lang,
        side=_SIDES[limit.worse],
        watch=line_in_words(limit.watch, unit, currency, lang),
        mistake=line_in_words(limit.mistake, unit, currency, lang),
    )
