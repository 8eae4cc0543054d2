"""dialogo measures: the figures that the audit works out, with their units and windows."""

from __future__ import annotations

import click

from dialogo.cli.group import Command
from dialogo.cli.options import language
from dialogo.records.text import Lang, Text

ABOUT = Text(
    en="List the measures: what each one means, in what unit.",
    it="Elenca le misure: che cosa significa ognuna, in che unità.",
)
UNITS = {
    "count": Text(en="count", it="numero"),
    "share": Text(en="share, 0 to 1", it="quota, da 0 a 1"),
    "seconds": Text(en="seconds", it="secondi"),
    "ratio": Text(en="ratio", it="rapporto"),
    "hours": Text(en="hours", it="ore"),
    "days": Text(en="days", it="giorni"),
    "weeks": Text(en="weeks", it="settimane"),
    "money": Text(en="money", it="denaro"),
}


def command(lang: Lang) -> click.Command:
    """The command, its help in `lang`."""
    return Command(
        "measures",
        lang=lang,
        callback=run,
        help=ABOUT.say(lang),
        short_help=ABOUT.say(lang),
        params=[language(lang)],
    )


def run(lang: Lang) -> None:
    """Lists every measure."""
    from dialogo.audit.shelf import measures  # start-up: the shelf loads every measure

    for measure in measures().values():
        click.echo(f"{measure.id}  {measure.title.say(lang)} ({UNITS[measure.unit].say(lang)})")
        click.echo(f"    {measure.meaning.say(lang)}")
