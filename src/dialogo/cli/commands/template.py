"""dialogo template: empty tables to fill in with what no network knows."""

from __future__ import annotations

from pathlib import Path

import click

from dialogo.cli.group import Command
from dialogo.cli.options import OneOf, Place, language, option
from dialogo.records.errors import BadInput
from dialogo.records.tables import TABLES
from dialogo.records.text import Lang, Text

ABOUT = Text(
    en="Write tables to fill in: hours, expenses, budgets, shifts, people, learning, outcomes, "
    "plan.\n\nWithout names, all of them.",
    it="Scrive tabelle da compilare: ore, spese, budget, turni, persone, formazione, risultati, "
    "piano.\n\nSenza nomi, tutte.",
)
SHORT = Text(
    en="Write tables to fill in: hours, budgets, shifts …",
    it="Scrive tabelle da compilare: ore, budget, turni …",
)
_NO_TABLE = Text(
    en="there is no template {table}. There are: {tables}.",
    it="non c'è il modello {table}. Ci sono: {tables}.",
)
_WRITTEN = Text(
    en="Fill in {file}, then give it to dialogo audit together with your exports.",
    it="Compilate {file}, poi datelo a dialogo audit insieme alle vostre esportazioni.",
)


def command(lang: Lang) -> click.Command:
    """The command, its help in `lang`."""
    return Command(
        "template",
        lang=lang,
        callback=run,
        help=ABOUT.say(lang),
        short_help=SHORT.say(lang),
        params=[
            click.Argument(
                ["tables"], nargs=-1, metavar={"en": "[TABLE…]", "it": "[TABELLA…]"}[lang]
            ),
            option(
                ["--form"],
                lang,
                Text(en="As spreadsheets or as CSV.", it="Come fogli di calcolo o come CSV."),
                type=OneOf(("xlsx", "csv")),
                default="xlsx",
            ),
            option(
                ["--output"],
                lang,
                Text(
                    en="The folder to write to, or the file of a single table (else here).",
                    it="La cartella in cui scrivere, o il file se è una tabella sola (o qui).",
                ),
                type=Place(lang, there=False),
                default=".",
            ),
            language(lang),
        ],
    )


def run(tables: tuple[str, ...], form: str, output: Path, lang: Lang) -> None:
    """Writes the templates and says where they are."""
    from dialogo.importers import templates  # start-up: spreadsheets are heavy

    own = [name for name, table in TABLES.items() if table.own]
    for name in tables:
        if name not in own:
            raise BadInput(_NO_TABLE, table=name, tables=", ".join(own))
    for file in templates.write(output, tables or own, lang, "csv" if form == "csv" else "xlsx"):
        click.echo(_WRITTEN.say(lang, file=str(file)))
