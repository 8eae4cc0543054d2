"""dialogo work: the desk's work in the background, on this or another machine."""

from __future__ import annotations

import click

from dialogo.cli.commands.run import database
from dialogo.cli.group import Command
from dialogo.cli.options import language, option
from dialogo.records.text import Lang, Text

ABOUT = Text(
    en="Do the desk's work in the background: imports, audits, figures.\n\n"
    "`dialogo run` has a worker of its own; this adds one, on any machine that reaches the "
    "database. It needs the same secret key, and uploads need the same folder.",
    it="Fa il lavoro in secondo piano della scrivania: importazioni, analisi, cifre.\n\n"
    "`dialogo run` ne ha già uno; questo ne aggiunge un altro, su qualsiasi macchina raggiunga il "
    "database. Serve la stessa chiave segreta e, per i file caricati, la stessa cartella.",
)
SHORT = Text(en="Add a worker to the desk.", it="Aggiunge un lavoratore alla scrivania.")
_ONCE = Text(
    en="Stop when there is nothing left to do.", it="Si ferma quando non c'è più nulla da fare."
)


_QUICK = Text(
    en="Only what somebody waits for: answers to send, networks to read.",
    it="Solo ciò che qualcuno aspetta: risposte da mandare, reti da leggere.",
)


def command(lang: Lang) -> click.Command:
    """The command, its help in `lang`."""
    return Command(
        "work",
        lang=lang,
        callback=run,
        help=ABOUT.say(lang),
        short_help=SHORT.say(lang),
        params=[
            option(["--once"], lang, _ONCE, is_flag=True),
            option(["--quick"], lang, _QUICK, is_flag=True),
            database(lang),
            language(lang),
        ],
    )


def run(*, once: bool, quick: bool, database: str | None, lang: Lang) -> None:
    """Works until it is told to stop."""
    import signal  # start-up

    from dialogo.cli.desk import options  # start-up: the desk is an optional part

    chosen = options({"database": database})

    from dialogo.web.server.prepare import prepare  # as above

    for said in prepare(chosen):
        click.echo(said.say(lang))

    from dialogo.web.jobs.worker import WorkLoop  # models, once Django is set up

    loop = WorkLoop(once=once, quick=quick)
    loop.heed_signals(signal.SIGTERM, signal.SIGINT)
    loop.run()
