"""dialogo backup: everything the desk keeps, in one file, while it runs."""

from __future__ import annotations

from pathlib import Path

import click

from dialogo.cli.commands.run import database
from dialogo.cli.group import Command
from dialogo.cli.options import Place, language, option
from dialogo.records.text import Lang, Text

ABOUT = Text(
    en="Write everything the desk keeps into one file. The desk may go on running.\n\n"
    "The file can be restored on SQLite and on PostgreSQL. It holds people's data: keep it as safe "
    "as the desk. The key that opens stored secrets is not in it unless you say so.",
    it="Scrive in un solo file tutto ciò che la scrivania conserva, anche mentre è accesa.\n\n"
    "Il file si può ripristinare su SQLite e su PostgreSQL. Contiene dati di persone: va protetto "
    "come la scrivania. La chiave che apre i segreti conservati non c'è, se non lo si chiede.",
)
SHORT = Text(
    en="Write everything the desk keeps into one file.",
    it="Scrive in un file tutto ciò che la scrivania conserva.",
)
_SECRET = Text(
    en="Put the key that opens stored secrets in the file too.",
    it="Mette nel file anche la chiave che apre i segreti conservati.",
)
_REPLACE = Text(
    en="Take the place of a file of this name.", it="Prende il posto di un file con questo nome."
)
_DONE = Text(
    en="{file}: {rows} rows in {tables} tables, {files:uploaded file|uploaded files}, {size} MB.",
    it="{file}: {rows} righe in {tables} tabelle, {files:file caricato|file caricati}, {size} MB.",
)
_KEY = Text(
    en="The key that opens stored secrets is not in it. Keep {key} in another safe place: without "
    "it, second steps of sign-in and keys of networks are lost.",
    it="Non contiene la chiave che apre i segreti conservati. Conservate {key} in un altro posto "
    "sicuro: senza, si perdono i secondi passaggi di accesso e le chiavi delle reti.",
)
MEGABYTE = 1_000_000


def command(lang: Lang) -> click.Command:
    """The command, its help in `lang`."""
    return Command(
        "backup",
        lang=lang,
        callback=run,
        help=ABOUT.say(lang),
        short_help=SHORT.say(lang),
        params=[
            click.Argument(["file"], type=Place(lang, there=False), required=True, metavar="FILE"),
            option(["--with-secret"], lang, _SECRET, is_flag=True),
            option(["--replace"], lang, _REPLACE, is_flag=True),
            database(lang),
            language(lang),
        ],
    )


def run(*, file: Path, with_secret: bool, replace: bool, database: str | None, lang: Lang) -> None:
    """Writes the file, and says what is in it."""
    from dialogo.cli.desk import options  # start-up: the desk is an optional part

    chosen = options({"database": database})

    from dialogo.web.server.prepare import open_as_it_is  # as above

    open_as_it_is(chosen)

    from dialogo.web.server.backup.make import make  # models, once Django is set up

    manifest = make(file, chosen, with_secret=with_secret, replace=replace)
    tables = [part for part in manifest.parts.values() if part.columns]
    files = sum(name.startswith("uploads/") for name in manifest.parts)
    size = max(0.1, file.stat().st_size / MEGABYTE)
    rows = sum(part.rows for part in tables)
    click.echo(
        _DONE.say(lang, file=str(file), rows=rows, tables=len(tables), files=files, size=size)
    )
    if not with_secret:
        key = "DIALOGO_SECRET_KEY" if chosen.secret_key else str(chosen.data / "secret.key")
        click.echo(_KEY.say(lang, key=key))
