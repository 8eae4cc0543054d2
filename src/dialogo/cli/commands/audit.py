"""dialogo audit: from exports or records to the list of mistakes, in one command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dialogo.cli.choose import Stretch, company_of, not_then, stretch
from dialogo.cli.group import Command
from dialogo.cli.options import (
    Moment,
    Number,
    OneOf,
    Place,
    about_files,
    company,
    language,
    mapping,
    option,
    paths,
)
from dialogo.cli.progress import bar
from dialogo.records.text import Lang, Text

if TYPE_CHECKING:
    from dialogo.audit.policy import Policy
    from dialogo.cli.inputs import Given
    from dialogo.report.report import Report

CROSSED = 1
ABOUT = Text(
    en="Find the mistakes that a company is making, from its own records.\n\n"
    "PATH is an export of a network, an archive, a folder of them, or a folder of records.",
    it="Trova gli errori che un'azienda commette, a partire dai suoi dati.\n\n"
    "PERCORSO è l'esportazione di una rete, un archivio, una cartella che ne contiene, o una "
    "cartella di dati.",
)
SHORT = Text(
    en="Find the mistakes that a company is making, from its own records.",
    it="Trova gli errori che un'azienda commette, a partire dai suoi dati.",
)
_AUDITING = Text(en="Looking for mistakes", it="Cerco gli errori")
_DRAWING = Text(en="Drawing", it="Disegno")
_WRITTEN = Text(en="The report is in {file}", it="Il report è in {file}")
_LEFT_OUT = Text(
    en="Left out: {what} (--details tells why).",
    it="Lasciati fuori: {what} (--details dice perché).",
)
_ROWS = (Text(en="1 row", it="1 riga"), Text(en="{n} rows", it="{n} righe"))
_FILES = (Text(en="1 file", it="1 file"), Text(en="{n} files", it="{n} file"))
REFUSED_SHOWN = 5
_HELP = {
    "each": Text(
        en="Audit every company in the data, the gravest first.",
        it="Analizza tutte le aziende nei dati, prima le più gravi.",
    ),
    "since": Text(en="From when on (else all).", it="Da quando (altrimenti tutto)."),
    "as_of": Text(
        en="Until when; a date is meant to its end (else the last event).",
        it="Fino a quando; una data vale fino alla sua fine (altrimenti l'ultimo evento).",
    ),
    "policy": Text(
        en="Your own lines, checks, waivers and business hours (YAML).",
        it="Soglie, controlli, deroghe e orari vostri (YAML).",
    ),
    "format": Text(en="How to show it.", it="Come mostrarlo."),
    "output": Text(
        en="Where to write it; - is standard output.",
        it="Dove scriverlo; - è l'uscita standard.",
    ),
    "fail_on": Text(
        en="End with 1 if something this grave is found (for scripts).",
        it="Termina con 1 se si trova qualcosa di così grave (per gli script).",
    ),
    "cluster": Text(
        en="With --each: the address of a Dask cluster to work on.",
        it="Con --each: l'indirizzo di un cluster Dask su cui lavorare.",
    ),
    "workers": Text(
        en="With --each: how many processes (else one a core).",
        it="Con --each: quanti processi (altrimenti uno per core).",
    ),
    "texts": Text(
        en="Show the texts behind each number (the default); --no-texts for a report to be passed "
        "on: nobody's words, no names in the evidence.",
        it="Mostra i testi dietro ogni numero (di solito sì); --no-texts per un report da dare ad "
        "altri: le parole di nessuno, nessun nome fra le prove.",
    ),
    "details": Text(
        en="Show everything, not only the first screen.",
        it="Mostra tutto, non solo la prima schermata.",
    ),
}


def command(lang: Lang) -> click.Command:
    """The command, its help in `lang`."""
    there = Place(lang, there=True)
    return Command(
        "audit",
        lang=lang,
        callback=run,
        help=ABOUT.say(lang),
        short_help=SHORT.say(lang),
        params=[
            paths(lang),
            company(lang),
            option(["--each"], lang, _HELP["each"], is_flag=True),
            option(["--since"], lang, _HELP["since"], type=Moment(lang)),
            option(["--as-of"], lang, _HELP["as_of"], type=Moment(lang)),
            option(["--policy"], lang, _HELP["policy"], type=there),
            language(lang),
            option(
                ["--format"],
                lang,
                _HELP["format"],
                type=OneOf(("terminal", "json", "html")),
                default="terminal",
            ),
            option(["--output"], lang, _HELP["output"], type=Place(lang, there=False)),
            option(["--fail-on"], lang, _HELP["fail_on"], type=OneOf(("watch", "mistake"))),
            option(["--texts/--no-texts"], lang, _HELP["texts"], default=True),
            option(["--details"], lang, _HELP["details"], is_flag=True),
            mapping(lang),
            *about_files(lang),
            option(["--workers"], lang, _HELP["workers"], type=Number(1)),
            option(["--cluster"], lang, _HELP["cluster"], metavar="tcp://…"),
        ],
    )


@dataclass(frozen=True)
class Settings:
    """What was asked for, beyond the paths."""

    policy: Policy
    asked: Stretch
    lang: Lang
    form: str
    output: Path | None
    details: bool
    texts: bool


def run(
    *,
    paths: tuple[Path, ...],
    company: str | None,
    each: bool,
    since: date | datetime | None,
    as_of: date | datetime | None,
    policy: Path | None,
    lang: Lang,
    format: str,  # noqa: A002  (the option's name)
    output: Path | None,
    fail_on: str | None,
    texts: bool,
    details: bool,
    mapping: Path | None,
    workers: int | None,
    cluster: str | None,
    account: tuple[str, ...],
    zone: str | None,
) -> int:
    """Audits and shows; returns the exit code."""
    from dialogo.audit.policy import Policy  # start-up: the audit loads every check
    from dialogo.audit.policy_file import read as read_policy
    from dialogo.cli.inputs import Asked, opened

    rules = read_policy(policy) if policy else Policy()
    asked = stretch(since, as_of, rules)
    settings = Settings(rules, asked, lang, format, output, details, texts)
    where = zone or (rules.hours.zone if rules.hours else "UTC")
    with opened(Asked(paths, company, account, where, each, mapping, lang)) as given:
        _warn(given, settings)
        if each:
            reports = _each(given, settings, workers, cluster)
            _show_each(reports, settings)
        else:
            reports = [_one(given, company, settings)]
    grave = {"watch": ("watch", "mistake"), "mistake": ("mistake",), None: ()}[fail_on]
    found = any(f.verdict in grave for report in reports for f in report.audit.findings)
    return CROSSED if found else 0


def _warn(given: Given, settings: Settings) -> None:
    """Says on standard error what was left out, and why the first files were refused."""
    from dialogo.report.details import left_out  # start-up, as above

    counts = ((given.skipped_rows, _ROWS), (len(given.refused), _FILES))
    what = [(one if n == 1 else many).say(settings.lang, n=n) for n, (one, many) in counts if n]
    if what:
        click.echo(_LEFT_OUT.say(settings.lang, what=what), err=True)
    for file in given.refused[:REFUSED_SHOWN]:
        click.echo(f"  {left_out(file, settings.lang)}", err=True)


def _one(given: Given, company: str | None, settings: Settings) -> Report:
    from dialogo.audit.each import one  # start-up, as above
    from dialogo.report.compose import report_of

    records = company_of(given.records, company, settings.lang)
    with bar(_AUDITING, settings.lang, None):
        audit = one(records, settings.policy, *settings.asked)
        if audit is None:
            raise not_then(records, settings.asked)
        report = report_of(
            audit, records, given.read_of(audit.company), discreet=not settings.texts
        )
    match settings.form:
        case "json":
            from dialogo.report.document import document, written

            _put(written(document(report, settings.lang)), settings.output)
        case "html":
            _page(report, records, settings)
        case _:
            _terminal(settings, [report], ranked=False)
    return report


def _page(report: Report, records: Any, settings: Settings) -> None:
    from dialogo.report.compose import pictures_of  # start-up, as above
    from dialogo.report.history import POINTS
    from dialogo.report.page import page

    with bar(_DRAWING, settings.lang, POINTS) as step:
        pictures = pictures_of(report, records, settings.policy.hours, settings.lang, step)
        text = page(report, pictures, settings.lang)
    _put_page(text, report.audit.company, settings)


def _put_page(text: str, name: str, settings: Settings) -> None:
    """Writes the HTML where it was asked for, else beside us; says where."""
    file = settings.output or Path(f"{_file_name(name)}.html")
    _put(text, file)
    if str(file) != "-":
        click.echo(_WRITTEN.say(settings.lang, file=str(file)), err=True)


def _file_name(company: str) -> str:
    kept = "".join(letter if letter.isalnum() else "-" for letter in company.casefold())
    return "-".join(part for part in kept.split("-") if part)[:80] or "dialogo"


def _put(text: str, output: Path | None) -> None:
    if output is None or str(output) == "-":
        click.echo(text, nl=False)
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(text, encoding="utf-8")


def _terminal(settings: Settings, reports: list[Report], *, ranked: bool) -> None:
    """Prints to the terminal, or plain text into the file that was asked for."""
    from io import StringIO

    from rich.console import Console  # start-up, as above

    from dialogo.report import details, terminal

    to_file = settings.output is not None and str(settings.output) != "-"
    console = Console(file=StringIO(), width=80) if to_file else Console()
    if ranked:
        terminal.show_ranked(reports, settings.lang, console)
    if not ranked:
        terminal.show(reports[0], settings.lang, console)
    if settings.details:
        for report in reports:
            details.show(report, settings.lang, console)
    if isinstance(console.file, StringIO):
        _put(console.file.getvalue(), settings.output)


def _each(
    given: Given, settings: Settings, workers: int | None, cluster: str | None
) -> list[Report]:
    from dialogo.audit.each import each as audit_each  # start-up, as above
    from dialogo.cli.workers import executor
    from dialogo.report.compose import report_of

    since, as_of = settings.asked
    names = given.records.companies()
    with executor(workers, cluster) as pool, bar(_AUDITING, settings.lang, len(names)) as step:
        audits = audit_each(
            given.records,
            pool,
            policy=settings.policy,
            since=since,
            as_of=as_of,
            done=lambda _: step(),
        )
    if not audits:
        raise not_then(given.records, settings.asked)
    return [
        report_of(
            audit,
            given.records.of_company(audit.company),
            given.read_of(audit.company),
            discreet=not settings.texts,
        )
        for audit in audits
    ]


def _show_each(reports: list[Report], settings: Settings) -> None:
    match settings.form:
        case "json":
            from dialogo.report.document import documents, written  # start-up, as above

            _put(written(documents(reports, settings.lang)), settings.output)
        case "html":
            from dialogo.report.page import companies_page  # start-up, as above

            _put_page(companies_page(reports, settings.lang), "dialogo", settings)
        case _:
            _terminal(settings, reports, ranked=True)
