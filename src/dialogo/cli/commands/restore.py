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
_AGAIN = Text(
    en="{count:account|accounts} of people erased since it was made came back with it, and "
    "{count:|was|were} erased again.",
    it="{count:account|account} di chi è stato cancellato dopo questa "
    "copia {count:|è tornato con essa, ed è stato cancellato|sono tornati con essa, e sono stati "
    "cancellati} di nuovo.",
)
_LATER = Text(
    en="Whoever was erased after this backup is erased again at the next start, which needs that "
    "key.",
    it="Chi è stato cancellato dopo questa copia viene cancellato di nuovo al prossimo avvio, che "
    "ha bisogno di quella chiave.",
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

    for said in prepare(chosen, any_key=True):
        click.echo(said.say(lang))

    from datetime import datetime

    from dialogo.web.server.backup.restore import (  # models, once Django is set up
        its_key_is_here,
        restore,
    )

    restored = restore(file, chosen, replace=replace, new_key=new_key)
    manifest = restored.manifest
    rows = sum(part.rows for part in manifest.parts.values())
    files = sum(name.startswith("uploads/") for name in manifest.parts)
    at = datetime.fromisoformat(manifest.made_at)
    click.echo(_DONE.say(lang, rows=rows, files=files, at=at))
    if not its_key_is_here(chosen):
        click.echo(_NO_KEY.say(lang, folder=str(chosen.data)))
    if restored.again:
        click.echo(_AGAIN.say(lang, count=restored.again))
    elif restored.again is None and (chosen.data / "erased.json").exists():
        click.echo(_LATER.say(lang))
