"""dialogo restore: a backup in the place of what is here, all of it or nothing."""

from __future__ import annotations

from pathlib import Path

import click

from dialogo.cli.commands.run import database
from dialogo.cli.group import Command
from dialogo.cli.options import Place, language, option
from dialogo.records.text import Lang, Text

ABOUT = Text(
    en="Put a backup in the place of what is here: all of it, or nothing at all.\n\n"
    "Stop the desk first. Everybody signs in again afterwards.",
    it="Mette una copia al posto di ciò che c'è: tutta, o niente.\n\n"
    "Prima fermate la scrivania. Poi ognuno deve rifare l'accesso.",
)
SHORT = Text(
    en="Put a backup in the place of what is here.", it="Mette una copia al posto di ciò che c'è."
)
_REPLACE = Text(
    en="Even if the desk holds something: it is then gone.",
    it="Anche se la scrivania contiene già qualcosa: andrà perso.",
)
_NEW_KEY = Text(
    en="The key of the backup is lost: give up the secrets sealed with it.",
    it="La chiave della copia è perduta: si rinuncia ai segreti sigillati con essa.",
)
_DONE = Text(
    en="Restored: {rows} rows, {files:uploaded file|uploaded files}, as of {at}. Now: dialogo run",
    it="Ripristinato: {rows} righe, {files:file caricato|file caricati}, com'erano il {at}. E ora: "
    "dialogo run",
)
_NO_KEY = Text(
    en="First bring its key: set DIALOGO_SECRET_KEY, or copy secret.key of the old machine into "
    "{folder}. If it is lost, restore again with --replace --new-key.",
    it="Prima serve la sua chiave: impostate DIALOGO_SECRET_KEY, o copiate secret.key della "
    "vecchia macchina in {folder}. Se è perduta, ripristinate di nuovo con --replace --new-key.",
)


def command(lang: Lang) -> click.Command:
    """The command, its help in `lang`."""
    return Command(
        "restore",
        lang=lang,
        callback=run,
        help=ABOUT.say(lang),
        short_help=SHORT.say(lang),
        params=[
            click.Argument(["file"], type=Place(lang, there=True), required=True, metavar="FILE"),
            option(["--replace"], lang, _REPLACE, is_flag=True),
            option(["--new-key"], lang, _NEW_KEY, is_flag=True),
            database(lang),
            language(lang),
        ],
    )


def run(*, file: Path, replace: bool, new_key: bool, database: str | None, lang: Lang) -> None:
    """Restores, and says what."""
    from dialogo.cli.desk import options  # start-up: the desk is an optional part

    chosen = options({"database": database})

    from dialogo.web.server.prepare import prepare  # as above

    prepare(chosen, any_key=True)

    from datetime import datetime

    from dialogo.web.server.backup.restore import (  # models, once Django is set up
        its_key_is_here,
        restore,
    )

    manifest = restore(file, chosen, replace=replace, new_key=new_key)
    rows = sum(part.rows for part in manifest.parts.values())
    files = sum(name.startswith("uploads/") for name in manifest.parts)
    at = datetime.fromisoformat(manifest.made_at)
    click.echo(_DONE.say(lang, rows=rows, files=files, at=at))
    if not its_key_is_here(chosen):
        click.echo(_NO_KEY.say(lang, folder=str(chosen.data)))
