"""What the pages say: rows of the list, how a number stands, how far to trust a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dialogo.audit.check import BELIEFS, Belief, Check, Finding, Verdict
from dialogo.records.source import Source, Strength
from dialogo.records.text import Lang, Text
from dialogo.report.page_words import NUMBER, NUMBER_BOUNDED, REST, REST_ALONE
from dialogo.report.report import lives_by
from dialogo.report.source_words import source_in_words
from dialogo.report.vocabulary import (
    BELIEF_WORDS,
    SHAPES,
    VERDICTS,
    bounds,
    counted,
    in_words,
    limit_in_words,
)
from dialogo.web.frame.findings import FindingRow
from dialogo.web.models.audit import Line

SHOWN: tuple[Verdict, ...] = ("mistake", "watch", "unknown", "ok", "waived")
OPEN: tuple[Verdict, ...] = ("mistake", "watch")


@dataclass(frozen=True)
class Chip:
    """One of the choices above the list."""

    show: str
    title: str
    count: int
    current: bool


@dataclass(frozen=True)
class BeliefRows:
    """A belief, what is true instead, and its findings: those that ask for something, the rest."""

    id: Belief
    held: str
    true: str
    verdict: Verdict
    shape: str
    lived: str
    open: list[FindingRow]
    rest: list[FindingRow]
    rest_says: str


ALL = Text(en="All", it="Tutti")
LIVED: Mapping[Verdict, Text] = {
    "mistake": Text(en="You live by it.", it="La seguite."),
    "watch": Text(en="You live by it in part.", it="La seguite in parte."),
    "ok": Text(en="You do not live by it.", it="Non la seguite."),
    "unknown": Text(en="We cannot tell yet whether you do.", it="Non si può ancora dire."),
    "waived": Text(en="Accepted.", it="Accettata."),
}


def chips(findings: Sequence[Finding], chosen: str, lang: Lang) -> list[Chip]:
    """All, then each verdict that any finding has."""
    found = [Chip("", ALL.say(lang), len(findings), chosen == "")]
    for verdict in SHOWN:
        count = sum(1 for finding in findings if finding.verdict == verdict)
        if count or verdict == chosen:
            title = VERDICTS[verdict].say(lang)
            found.append(Chip(verdict, title.capitalize(), count, verdict == chosen))
    return found


def by_belief(
    findings: Sequence[Finding], rows: Sequence[FindingRow], chosen: str, lang: Lang
) -> list[BeliefRows]:
    """The findings, each with its row, under the belief that it is about, in the beliefs' order."""
    pairs = list(zip(findings, rows, strict=True))
    found = []
    for belief in BELIEFS:
        of_it = [pair for pair in pairs if pair[0].check.belief == belief]
        if any(not chosen or finding.verdict == chosen for finding, _ in of_it):
            found.append(_belief(belief, of_it, chosen, lang))
    return found


def _belief(
    belief: Belief, pairs: Sequence[tuple[Finding, FindingRow]], chosen: str, lang: Lang
) -> BeliefRows:
    wanted = (chosen,) if chosen else OPEN
    rest = [pair for pair in pairs if not chosen and pair[0].verdict not in wanted]
    asks = [row for finding, row in pairs if finding.verdict in wanted]
    verdict = lives_by([finding for finding, _ in pairs])
    words = BELIEF_WORDS[belief]
    counts = counted([finding for finding, _ in rest], SHOWN, lang)
    return BeliefRows(
        id=belief,
        held=words.held.say(lang),
        true=words.true.say(lang),
        verdict=verdict,
        shape=SHAPES[verdict],
        lived="" if chosen or belief == "your-own" else LIVED[verdict].say(lang),
        open=asks,
        rest=[row for _, row in rest],
        rest_says=(REST if asks else REST_ALONE).say(lang, n=len(rest), counts=counts),
    )


def number(finding: Finding, lang: Lang) -> str:
    """The number behind the sentence, how sure it is, and on how many cases it rests."""
    figure = finding.reading.figure
    if figure.value is None:
        return ""
    value, between = in_words(figure, lang), bounds(figure, lang)
    if between is None:
        return NUMBER.say(lang, value=value, n=figure.n)
    return NUMBER_BOUNDED.say(lang, value=value, bounds=between, n=figure.n)


@dataclass(frozen=True)
class LineSaid:
    """Where the line is drawn, from how many cases on, what it stands on and how far that goes."""

    drawn: str
    least: int
    source: str
    means: str


def line_said(finding: Finding, lang: Lang, currency: str, *, moved: bool) -> LineSaid:
    """The line in force, in words; `moved`: somebody of the company moved it."""
    limit, check = finding.limit, finding.check
    return LineSaid(
        limit_in_words(limit, check.unit, finding.reading.figure.currency or currency, lang),
        limit.at_least,
        source_in_words(limit.source, lang),
        trust(limit.source, moved=moved).say(lang),
    )


OWN_PAGES = ("docs/own-mistakes.md", "docs/policy.md")
OURS = Text(en="It says what you hold yourselves to.", it="Dice a che cosa vi siete impegnati.")
PLANNED = Text(
    en="It follows from the promise on answers in the plan: the one in force or, where there is "
    "none, the one that came with the records.",
    it="Discende dalla promessa sulle risposte nel piano: quello in vigore o, se non ce n'è, "
    "quello arrivato con i dati.",
)
TRUST: Mapping[Strength, Text] = {
    "definition": Text(
        en="It follows from what the words mean; there is nothing to doubt about where it lies.",
        it="Discende dal significato delle parole; su dove cade non c'è nulla da discutere.",
    ),
    "strong": Text(
        en="Good studies agree on it. Move it only for a reason of your own.",
        it="Buoni studi concordano. Va spostata solo per un motivo vostro.",
    ),
    "medium": Text(
        en="The direction is well supported, the exact number is judgement. Move it where your "
        "promise lies.",
        it="La direzione è ben sostenuta, il numero esatto è un giudizio. Va spostata dov'è la "
        "vostra promessa.",
    ),
    "weak": Text(
        en="There are hints, no more. Take it as a first guess and move it freely.",
        it="Ci sono indizi, non di più. Va presa come prima ipotesi e spostata liberamente.",
    ),
    "house rule": Text(
        en="Nobody has shown where it must lie: experience drew it. Move it freely.",
        it="Nessuno ha mostrato dove debba cadere: l'ha tracciata l'esperienza. Va spostata "
        "liberamente.",
    ),
}


def trust(source: Source, *, moved: bool) -> Text:
    """How far to trust where a line lies."""
    if source.page not in OWN_PAGES:
        return TRUST[source.strength]
    return OURS if moved else PLANNED


@dataclass(frozen=True)
class LineRow:
    """A line as somebody drew it once; `said` is empty where they put it back."""

    by: str
    at: datetime
    reason: str
    said: str


def line_row(line: Line, check: Check, currency: str, lang: Lang) -> LineRow:
    """One line of a check's history, in words."""
    said = ""
    if line.watch is not None and line.mistake is not None:
        drawn = replace(check.limit, watch=line.watch, mistake=line.mistake)
        said = limit_in_words(drawn, check.unit, currency, lang)
    return LineRow(line.by_name, line.at, line.reason, said)
