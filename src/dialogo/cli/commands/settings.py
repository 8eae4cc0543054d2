"""dialogo settings: every option of the desk, what it is set to, and where."""

from __future__ import annotations

from typing import Any

import click

from dialogo.cli.group import Command
from dialogo.cli.options import language
from dialogo.records.text import Lang, Text

ABOUT = Text(
    en="Show every option of the desk: what it is set to, where, and what it means.\n\n"
    "Options are set by variables (DIALOGO_PORT=9000) or, one a line, in dialogo.toml in the data "
    "folder (port = 9000); DIALOGO_CONFIG names another file. The variable wins.",
    it="Mostra ogni opzione della scrivania: il suo valore, dove è impostato e che cosa vuol "
    "dire.\n\n"
    "Le opzioni si impostano con variabili (DIALOGO_PORT=9000) o, una per riga, in dialogo.toml "
    "nella cartella dei dati (port = 9000); DIALOGO_CONFIG indica un altro file. Vince la "
    "variabile.",
)
SHORT = Text(en="Show every option of the desk.", it="Mostra ogni opzione della scrivania.")
_SET = Text(en="set by {where}", it="impostata da {where}")
_NOT_SET = Text(en="not set", it="non impostata")
_HIDDEN = Text(en="(set, not shown)", it="(impostata, non mostrata)")


def command(lang: Lang) -> click.Command:
    """The command, its help in `lang`."""
    return Command(
        "settings",
        lang=lang,
        callback=run,
        help=ABOUT.say(lang),
        short_help=SHORT.say(lang),
        params=[language(lang)],
    )


def run(*, lang: Lang) -> None:
    """Prints them all; secrets only whether they are set."""
    from dialogo.cli.desk import options  # start-up: the desk is an optional part

    chosen = options()

    from dialogo.web.settings.options import OPTIONS, sources  # as above

    where = sources()
    for name, one in OPTIONS.items():
        value = getattr(chosen, name)
        shown = _HIDDEN.say(lang) if one.secret and value else _written(value)
        origin = f"  [{_SET.say(lang, where=where[name])}]" if name in where else ""
        click.echo(f"{name} = {shown or _NOT_SET.say(lang)}{origin}")
        click.echo(f"    {one.means.say(lang)}")


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
