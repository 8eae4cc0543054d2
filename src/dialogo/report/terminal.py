"""The report in a terminal: one screen that says it all in short, and companies in a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text as Line

from dialogo.audit.check import Verdict
from dialogo.records.text import Lang, Text, write
from dialogo.report.clean import one_line
from dialogo.report.report import Report
from dialogo.report.vocabulary import BELIEF_WORDS, SHAPES, VERDICTS, lived_by, sentence

if TYPE_CHECKING:
    from rich.console import Console

    from dialogo.audit.check import Finding
    from dialogo.ladder.climb import Step

SCREEN = 24  # lines that a small terminal shows at once
STYLES: dict[Verdict, str] = {
    "mistake": "red", "watch": "yellow", "ok": "green", "unknown": "dim", "waived": "dim",
}  # fmt: skip
_NO_MISTAKE = Text(
    en="No mistake was found in what could be told.",
    it="In ciò che si è potuto dire non risulta alcun errore.",
)
_BELIEFS = Text(
    en="Does the company live by these beliefs?", it="L'azienda segue queste convinzioni?"
)
_GRAVEST = Text(en="What holds it back most", it="Che cosa la frena di più")
_LADDER = Text(en="Where it stands", it="A che punto è")
_NEXT = Text(en="Next step: ", it="Prossimo passo: ")
REACHED = {
    "yes": Text(en="reached", it="raggiunto"),
    "no": Text(en="not yet", it="non ancora"),
    "unknown": Text(en="cannot tell yet", it="non si può ancora dire"),
}


def show(report: Report, lang: Lang, console: Console) -> None:
    """Prints the first screen: 24 lines at the most where the terminal has 80 columns."""
    for line in screen(report, lang, min(console.width, 100)):
        console.print(line, no_wrap=True, overflow="ellipsis", highlight=False)


def screen(report: Report, lang: Lang, width: int) -> list[Line]:
    """The first screen: beliefs, the three gravest, the stave and the next step."""
    lines = [_title(report, lang, width), Line("")]
    lines += [Line(_BELIEFS.say(lang), "bold"), *_beliefs(report, lang, width), Line("")]
    lines += [Line(_GRAVEST.say(lang), "bold"), *_gravest(report.gravest, lang, width), Line("")]
    lines += _stave(report.ladder.steps, lang)
    step = report.next_step
    if step is not None:
        room = max(1, SCREEN - len(lines))
        said = _NEXT.say(lang) + one_line(step.say(lang))
        lines += [Line(part, "bold cyan") for part in _fit(said, width, min(room, 3))]
    return lines


def _title(report: Report, lang: Lang, width: int) -> Line:
    window = report.audit.window
    dates = f"{write(window.since.date(), lang)} – {write(window.as_of.date(), lang)}"
    company = one_line(report.audit.company, max(8, width - len(dates) - 2))
    gap = max(2, width - Line(company).cell_len - len(dates))
    return Line.assemble((company, "bold"), " " * gap, (dates, "dim"))


def _beliefs(report: Report, lang: Lang, width: int) -> list[Line]:
    word = max((len(lived_by(*each, lang)) for each in report.beliefs), default=0)
    held = max((len(BELIEF_WORDS[b].held.say(lang)) for b, _ in report.beliefs), default=0)
    before = 3 + word + 2  # the shape, the word and the gaps around them
    lines = []
    for belief, verdict in report.beliefs:
        line = Line.assemble(
            " ",
            (SHAPES[verdict], STYLES[verdict]),
            " ",
            (lived_by(belief, verdict, lang).ljust(word + 2), STYLES[verdict]),
            BELIEF_WORDS[belief].held.say(lang),
        )
        counts = _shapes_of(report.of_belief(belief))
        if before + held + counts.cell_len <= width:
            line.pad_right(before + held - line.cell_len)
            line.append_text(counts)
        line.rstrip()
        lines.append(line)
    return lines


def _shapes_of(findings: Sequence[Finding]) -> Line:
    """How many mistakes and how many to watch, by their shapes: `◆ 1  ● 3`."""
    verdicts = [finding.verdict for finding in findings]
    shown = Line()
    for verdict in ("mistake", "watch"):
        if verdict in verdicts:
            shown.append(f"  {SHAPES[verdict]} {verdicts.count(verdict)}", STYLES[verdict])
    return shown


def _gravest(findings: Sequence[Finding], lang: Lang, width: int) -> list[Line]:
    if not findings:
        return [Line(f" {SHAPES['ok']} {_NO_MISTAKE.say(lang)}")]
    lines = []
    for finding in findings:
        for position, part in enumerate(_fit(sentence(finding, lang), width - 3, 2)):
            mark = f" {SHAPES[finding.verdict]} " if position == 0 else "   "
            lines.append(Line.assemble((mark, STYLES[finding.verdict]), part))
    return lines


def _stave(steps: Sequence[Step], lang: Lang) -> list[Line]:
    """Five lines, the highest rung on top; the reached ones are inked."""
    lines = []
    for step in reversed(steps):
        inked = step.reached == "yes"
        lines.append(
            Line.assemble(
                (" " + ("━" * 9 if inked else "┄" * 9), "bold" if inked else "dim"),
                f"  {step.rung.number} {step.rung.title.say(lang)}",
                (f"  {REACHED[step.reached].say(lang)}", "" if inked else "dim"),
            )
        )
    return lines


def _fit(text: str, width: int, lines: int) -> list[str]:
    """`text` on at most so many lines; cut at a word, with an ellipsis, if it is longer."""
    parts = wrap(text, width, break_long_words=True, break_on_hyphens=False)
    if len(parts) <= lines:
        return parts
    last = parts[lines - 1]
    while len(last) > width - 2 and " " in last:
        last = last.rsplit(" ", 1)[0]
    return [*parts[: lines - 1], last[: width - 2] + " …"]


def show_ranked(reports: Iterable[Report], lang: Lang, console: Console) -> None:
    """A row for each company, in the order given: its counts, its rung and its gravest mistake."""
    table = Table(box=None, pad_edge=False, header_style="bold", expand=False)
    heads = {"en": ("Company", "Rung", "Gravest"), "it": ("Azienda", "Gradino", "Più grave")}[lang]
    table.add_column("")
    table.add_column(heads[0], overflow="ellipsis", no_wrap=True, max_width=28)
    for verdict in ("mistake", "watch", "unknown"):
        table.add_column(SHAPES[verdict], justify="right", style=STYLES[verdict])
    table.add_column(heads[1], justify="right")
    table.add_column(heads[2], overflow="fold")
    for place, report in enumerate(reports, 1):
        verdicts = [finding.verdict for finding in report.audit.findings]
        gravest = report.gravest[0].check.title.say(lang) if report.gravest else "–"
        table.add_row(
            str(place),
            Line(one_line(report.audit.company)),
            *(str(verdicts.count(v)) for v in ("mistake", "watch", "unknown")),
            str(report.ladder.height),
            gravest,
        )
    console.print(table, highlight=False)
    legend = "  ".join(
        f"{SHAPES[v]} {VERDICTS[v].say(lang)}" for v in ("mistake", "watch", "unknown")
    )
    console.print(Line(legend, "dim"))
