"""dialogo returns: what each activity brought, late effects included, or "not yet" and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date as Day  # noqa: N812  (an option is called date)
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dialogo.cli.group import Command
from dialogo.cli.options import Number, OneOf, Place, language, option
from dialogo.cli.progress import bar
from dialogo.cli.returns_cells import days, plain
from dialogo.records.errors import BadInput
from dialogo.records.text import Lang, Text

if TYPE_CHECKING:
    from dialogo.returns import Experiment

ABOUT = Text(
    en="Say what each activity brought of an outcome, from a weekly table.\n\nPosts, answers, "
    "hours and promotion against sales, leads or sign-ups, late effects included. Each activity "
    "is measurable or not yet, with the reasons and the weeks still needed. docs/returns says how "
    "it is estimated, and how often it is right.",
    it="Dice quanto ogni attività ha portato a un risultato, da una tabella settimanale.\n\nPost, "
    "risposte, ore e promozione contro vendite, contatti o iscrizioni, effetti ritardati compresi. "
    "Ogni attività è misurabile o non ancora, con i motivi e le settimane che servono. "
    "docs/returns dice come si stima, e quanto spesso è giusto.",
)
SHORT = Text(
    en="Say what each activity brought, or why it is too early.",
    it="Dice quanto ha portato ogni attività, o perché è presto.",
)
_UNREAD = Text(
    en="this row has not as many cells as the table has columns. Mend it, then try again.",
    it="questa riga non ha tante celle quante sono le colonne. Correggetela e riprovate.",
)
_NOT_ONE = Text(
    en="one table is needed, and there are {n} files in it. Give the CSV itself.",
    it="serve una sola tabella, e qui ci sono {n} file. Indicate proprio il CSV.",
)
_TWICE = Text(
    en="{activity} is given twice as an activity. Give it once, with its column of cost.",
    it="{activity} è indicata due volte come attività. Indicatela una volta, con la colonna del "
    "suo costo.",
)
_NO_EXPERIMENT = Text(
    en="{given} is no experiment. Write the activity, =, first and last day, what it brought, and "
    "the ends of its 90 % interval: posts=2026-03-02:2026-03-29:1200:800:1600.",
    it="{given} non è un esperimento. Scrivete l'attività, =, il primo e l'ultimo giorno, quanto "
    "ha portato e gli estremi dell'intervallo al 90 %: posts=2026-03-02:2026-03-29:1200:800:1600.",
)
_WORKING = Text(en="Estimating", it="Calcolo la stima")


def command(lang: Lang) -> click.Command:
    """The command, its help in `lang`."""
    column = {"en": "COL", "it": "COL"}[lang]
    return Command(
        "returns",
        lang=lang,
        callback=run,
        help=ABOUT.say(lang),
        short_help=SHORT.say(lang),
        params=[
            click.Argument(["file"], type=Place(lang, there=True), metavar="WEEKLY.csv"),
            option(
                ["--date"],
                lang,
                Text(
                    en="The column with the first day of each week, or with each day.",
                    it="La colonna con il primo giorno di ogni settimana, o con ogni giorno.",
                ),
                required=True,
                metavar=column,
            ),
            option(
                ["--outcome"],
                lang,
                Text(
                    en="The column with what is wanted: sales, leads, sign-ups.",
                    it="La colonna con ciò che si vuole: vendite, contatti, iscrizioni.",
                ),
                required=True,
                metavar=column,
            ),
            option(
                ["--activity", "activities"],
                lang,
                Text(
                    en="A column with what was done, and the column with its whole cost, people "
                    "included (else what was done is its own cost); may be repeated.",
                    it="Una colonna con ciò che si è fatto, e la colonna con il suo costo intero, "
                    "persone comprese (altrimenti ciò che si è fatto vale da costo); si può "
                    "ripetere.",
                ),
                multiple=True,
                required=True,
                metavar=f"{column}[={column}]",
            ),
            option(
                ["--control", "controls"],
                lang,
                Text(
                    en="A column with what else moves the outcome: price, holidays; may be "
                    "repeated.",
                    it="Una colonna con ciò che altro muove il risultato: prezzo, festività; si "
                    "può ripetere.",
                ),
                multiple=True,
                metavar=column,
            ),
            option(
                ["--experiment", "experiments"],
                lang,
                Text(
                    en="What a hold-out or a test said that an activity brought between two days, "
                    "and its 90 % interval: posts=2026-03-02:2026-03-29:1200:800:1600; may be "
                    "repeated.",
                    it="Ciò che un'esclusione o un test dice che un'attività ha portato fra due "
                    "giorni, e l'intervallo al 90 %: posts=2026-03-02:2026-03-29:1200:800:1600; si "
                    "può ripetere.",
                ),
                multiple=True,
                metavar=f"{column}=…",
            ),
            option(
                ["--format", "form"],
                lang,
                Text(en="How to show it.", it="Come mostrarlo."),
                type=OneOf(("terminal", "json", "html")),
                default="terminal",
            ),
            option(
                ["--output"],
                lang,
                Text(
                    en="The file to write to (else it is shown).",
                    it="Il file in cui scrivere (altrimenti viene mostrato).",
                ),
                type=Place(lang, there=False),
            ),
            option(
                ["--draws"],
                lang,
                Text(
                    en="A file to write all draws to, as NetCDF for ArviZ and xarray.",
                    it="Un file in cui scrivere tutte le estrazioni, in NetCDF per ArviZ e xarray.",
                ),
                type=Place(lang, there=False),
                metavar="FILE.nc",
            ),
            option(["--seed"], lang, Text(en="Of the dice.", it="Dei dadi."), type=Number(0),
                   default=1),
            language(lang),
        ],
    )  # fmt: skip


def run(
    *,
    file: Path,
    date: str,
    outcome: str,
    activities: tuple[str, ...],
    controls: tuple[str, ...],
    experiments: tuple[str, ...],
    form: str,
    output: Path | None,
    draws: Path | None,
    seed: int,
    lang: Lang,
) -> None:
    """Reads the table, estimates, and shows what was found."""
    from dialogo import returns  # start-up: the model is heavy
    from dialogo.cli.returns_sooner import ways  # start-up, as above

    tests = [_experiment(one) for one in experiments]
    table = _table(file)
    if date in table:
        table[date] = days(table[date])
    series = returns.Series.of(
        table,
        date=date,
        outcome=outcome,
        activities=_with_costs(activities, table),
        controls=controls,
        file=str(file),
    )
    with bar(_WORKING, lang, None):
        found = returns.estimate(series, experiments=tests, seed=seed)
        sooner = ways(found)
    if draws is not None:
        returns.to_netcdf(found, draws)
    if form == "json":
        document = found.to_json()
        for one in document["activities"]:
            one["sooner"] = sooner[one["name"]].to_json() if one["name"] in sooner else None
        told = json.dumps(document, ensure_ascii=False, indent=1)
    elif form == "html":
        from dialogo.cli.returns_page import page  # start-up: only for this form

        told = page(found, sooner, lang)
    else:
        from dialogo.cli.returns_words import words  # start-up, as above

        told = words(found, sooner, lang)
    if output is None:
        click.echo(told)
    else:
        output.write_text(told + "\n", encoding="utf-8")


def _with_costs(named: tuple[str, ...], table: Mapping[str, object]) -> dict[str, str | None]:
    """Each activity with its column of cost; a column whose own name holds a = is told first."""
    found: dict[str, str | None] = {}
    for one in named:
        name, sign, cost = one.rpartition("=")
        whole = one in table or not sign
        activity = one if whole else name
        if activity in found:
            raise BadInput(_TWICE, activity=activity)
        found[activity] = None if whole else cost
    return found


def _experiment(written: str) -> Experiment:
    from dialogo.returns import Experiment  # start-up: as the model

    try:
        activity, _, told = written.rpartition("=")
        since, until, *figures = told.split(":")
        effect, low, high = (float(one) for one in figures)
        days = Day.fromisoformat(since), Day.fromisoformat(until)
    except ValueError:
        raise BadInput(_NO_EXPERIMENT, given=written) from None
    return Experiment(activity, *days, "other", effect, low, high)


def _table(file: Path) -> dict[str, list[object]]:
    from dialogo.importers.csv_text import headers, lines  # start-up: as all that reads
    from dialogo.importers.format import Skip
    from dialogo.importers.upload import Upload

    upload = Upload.of(file)
    if len(upload.names) != 1:
        raise BadInput(_NOT_ONE, file=file, n=len(upload.names))
    (name,) = upload.names
    table: dict[str, list[object]] = {column: [] for column in headers(upload, name)}
    for row, line in enumerate(lines(upload, name), 1):
        if isinstance(line, Skip):
            raise BadInput(_UNREAD, file=file, row=row)
        for column, cells in table.items():
            cells.append(plain(line.cells.get(column, "")))
    return table
