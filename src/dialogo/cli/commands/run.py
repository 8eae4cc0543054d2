"""dialogo run: the desk, all of it, until Ctrl-C."""

from __future__ import annotations

import os
import sys

import click

from dialogo.cli.group import Command
from dialogo.cli.options import language, option
from dialogo.records.text import Lang, Text

ABOUT = Text(
    en="Start the desk: its pages, and its work in the background.\n\n"
    "Prints a link to sign in. Everything is kept in one folder (DIALOGO_DATA). All that can be "
    "set: dialogo settings.",
    it="Avvia la scrivania: le pagine, e il lavoro in secondo piano.\n\n"
    "Mostra un link per entrare. Tutto è conservato in una cartella (DIALOGO_DATA). Tutto ciò che "
    "si può impostare: dialogo settings.",
)
SHORT = Text(
    en="Start the desk and print a link to it.", it="Avvia la scrivania e ne mostra il link."
)
HOST = Text(
    en="Where to listen (else 127.0.0.1, this machine only).",
    it="Dove ascoltare (altrimenti 127.0.0.1, solo questa macchina).",
)
PORT = Text(en="The port (else 8000).", it="La porta (altrimenti 8000).")
DATABASE = Text(
    en="PostgreSQL, as postgresql://user:password@host/name (else a SQLite file).",
    it="PostgreSQL, come postgresql://utente:password@host/nome (altrimenti un file SQLite).",
)
NO_WORKER = Text(
    en="Only the pages: `dialogo work` does the work elsewhere.",
    it="Solo le pagine: il lavoro lo fa `dialogo work` altrove.",
)


def command(lang: Lang) -> click.Command:
    """The command, its help in `lang`."""
    return Command(
        "run",
        lang=lang,
        callback=run,
        help=ABOUT.say(lang),
        short_help=SHORT.say(lang),
        params=[
            option(["--host"], lang, HOST, metavar="HOST"),
            option(["--port"], lang, PORT, metavar="N"),
            database(lang),
            option(["--no-worker"], lang, NO_WORKER, is_flag=True),
            language(lang),
        ],
    )


def database(lang: Lang) -> click.Option:
    """--database, of every command that needs the desk's."""
    return option(["--database"], lang, DATABASE, metavar="URL")


def run(
    *, host: str | None, port: str | None, database: str | None, no_worker: bool, lang: Lang
) -> None:
    """Runs until it is told to stop."""
    from dialogo.cli.desk import options  # start-up: the desk is an optional part

    if sys.stderr.isatty():
        os.environ.setdefault("DIALOGO_LOG_LEVEL", "warning")  # or the link is soon out of sight
    workers = 0 if no_worker else None
    chosen = options({"host": host, "port": port, "database": database, "workers": workers})

    from dialogo.web.server.run import run as run_desk  # as above

    run_desk(chosen, lang, click.echo)
