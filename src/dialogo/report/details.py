"""All that the audit says, for a terminal: findings by belief, the ladder, measures, rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from dialogo.audit.shelf import measures
from dialogo.records.errors import BadInput
from dialogo.records.tables import TABLES
from dialogo.records.text import Lang, Text, write
from dialogo.report.clean import one_line
from dialogo.report.evidence_words import address, named, quoted
from dialogo.report.source_words import source_in_words
from dialogo.report.terminal import REACHED, STYLES
from dialogo.report.text_words import taken_for, written_by
from dialogo.report.texts import marked
from dialogo.report.vocabulary import (
    BELIEF_WORDS,
    SHAPES,
    VERDICTS,
    advice,
    bounds,
    in_words,
    limit_in_words,
    sentence,
)

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from dialogo.audit.check import Evidence, Finding, Verdict
    from dialogo.ladder.climb import Said, Step
    from dialogo.report.report import Intake, LeftOut, Report
    from dialogo.report.texts import Behind

EVIDENCE = 5  # pieces shown under a finding; the document holds them all
_LINE = Text(en="Line: {line}; {source}.", it="Soglia: {line}; {source}.")
_WHAT_HELPS = Text(en="What helps: {advice}", it="Che cosa aiuta: {advice}")
_FIGURE = Text(
    en="Number: {value}{bounds}, from {n:case|cases}.",
    it="Numero: {value}{bounds}, su {n:caso|casi}.",
)
_WAIVED = Text(en="Accepted: {reason}", it="Accettato: {reason}")
_MORE = Text(en="… and {n} more", it="… e {n:altra|altre}")
_MEASURES = Text(en="Measures", it="Misure")
_READ = Text(en="What was read", it="Che cosa è stato letto")
_SKIPPED = Text(
    en="{n:row was|rows were} left out.",
    it="{n:riga è rimasta fuori|righe sono rimaste fuori}.",
)
_LADDER = Text(en="The ladder", it="La scala")


def show(report: Report, lang: Lang, console: Console) -> None:
    """Prints everything, in the order in which it is read."""
    for part in _parts(report, lang):
        console.print(part, highlight=False)


def _parts(report: Report, lang: Lang) -> Iterator[RenderableType]:
    for belief, _ in report.beliefs:
        words = BELIEF_WORDS[belief]
        yield Line.assemble("\n", (words.held.say(lang), "bold underline"))
        yield Line(words.true.say(lang), "italic")
        for finding in report.of_belief(belief):
            yield from _finding(report, finding, lang)
    yield from _ladder(report.ladder.steps, lang)
    yield Line("\n" + _MEASURES.say(lang), "bold underline")
    yield _measures(report, lang)
    yield Line("\n" + _READ.say(lang), "bold underline")
    yield from _read(report.read, lang)


def line_of(finding: Finding, lang: Lang) -> str:
    """Where the line is drawn, where it comes from and how far to trust it."""
    limit, figure = finding.limit, finding.reading.figure
    return _LINE.say(
        lang,
        line=limit_in_words(limit, figure.unit, figure.currency, lang),
        source=source_in_words(limit.source, lang),
    )


def _finding(report: Report, finding: Finding, lang: Lang) -> Iterator[RenderableType]:
    figure, verdict = finding.reading.figure, finding.verdict
    yield Line.assemble(
        "\n",
        (f"{SHAPES[verdict]} {VERDICTS[verdict].say(lang)}", STYLES[verdict]),
        f"  {finding.check.title.say(lang)}  ",
        (finding.check.id, "dim"),
    )
    between = bounds(figure, lang)
    said = [sentence(finding, lang)]
    if figure.value is not None:
        dressed = f" ({between})" if between else ""
        said.append(_FIGURE.say(lang, value=in_words(figure, lang), n=figure.n, bounds=dressed))
        said.append(line_of(finding, lang))
    helps = advice(finding, lang)
    if helps:
        said.append(_WHAT_HELPS.say(lang, advice=helps))
    if finding.waiver is not None:
        said.append(_WAIVED.say(lang, reason=one_line(finding.waiver.reason)))
    for text in said:
        yield Padding(Line(text), (0, 0, 0, 2))
    if verdict in ("mistake", "watch", "waived"):
        things = report.evidence(finding)
        for thing in things[:EVIDENCE]:
            yield Padding(_evidence(thing, report.text(thing), lang), (0, 0, 0, 4))
        more = len(things) - EVIDENCE
        if more > 0:
            yield Padding(Line(_MORE.say(lang, n=more), "dim"), (0, 0, 0, 4))


def _evidence(thing: Evidence, text: Behind | None, lang: Lang) -> Line:
    found = Line.assemble(("·", "dim"))
    name = written_by(text, lang) if text else named(thing, lang)
    if name:
        found.append(f" {name}", "dim")
    quote = quoted(thing, 160)
    if text is not None:
        found.append(" “")
        for part, told in marked(text.text, text.because):
            found.append(part, "bold" if told else "")
        found.append("”")
        found.append(f" {taken_for(text, lang)}", "dim")
    elif quote:
        found.append(f" “{quote}”")
    if thing.note is not None:
        found.append(f" {one_line(thing.note.say(lang))}")
    url = address(thing)
    if url:
        found.append(f" {url}", "blue")
    return found


def _ladder(steps: Sequence[Step], lang: Lang) -> Iterator[RenderableType]:
    yield Line("\n" + _LADDER.say(lang), "bold underline")
    for step in steps:
        yield Line.assemble(
            f"\n{step.rung.number} {step.rung.title.say(lang)}  ",
            (REACHED[step.reached].say(lang), "bold" if step.reached == "yes" else "dim"),
        )
        parts: tuple[tuple[Verdict, tuple[Said, ...]], ...] = (
            ("ok", step.has),
            ("watch", step.watch),
            ("mistake", step.lacks),
            ("unknown", step.untold),
        )
        for mark, said in parts:
            for thing in said:
                yield Padding(Line(f"{SHAPES[mark]} {_said(thing, lang)}"), (0, 0, 0, 2))


def _said(thing: Said, lang: Lang) -> str:
    return one_line(thing.say(lang))


def _measures(report: Report, lang: Lang) -> Table:
    table = Table(box=None, pad_edge=False, show_header=True, header_style="dim")
    for head in {"en": ("", "value", "90 %", "n"), "it": ("", "valore", "90 %", "n")}[lang]:
        table.add_column(head, justify="right" if head else "left")
    titles = {id_: measure.title.say(lang) for id_, measure in measures().items()}
    for id_, figure in report.audit.measures.items():
        between = bounds(figure, lang) or ""
        name = titles.get(id_, id_)
        table.add_row(name, in_words(figure, lang), between, write(figure.n, lang))
    return table


def _read(read: Intake, lang: Lang) -> Iterator[RenderableType]:
    for name, rows in read.rows.items():
        yield Line(f"{TABLES[name].title.say(lang)}: {write(rows, lang)}")
    if read.skipped_rows:
        yield Line(_SKIPPED.say(lang, n=read.skipped_rows), "yellow")
    for row in (*read.refused, *read.skipped):
        yield Padding(Line(left_out(row, lang)), (0, 0, 0, 2))


def left_out(row: LeftOut, lang: Lang) -> str:
    """Where a row or file that was left out stood, and why."""
    place = BadInput(row.reason, file=row.file, row=row.row, column=row.column).place(lang)
    return one_line(place + row.reason.say(lang, **row.values))
