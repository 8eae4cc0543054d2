"""Which language the command line speaks, and click's own words in Italian."""

from __future__ import annotations

import os
from collections.abc import Mapping

import click

from dialogo.records.text import Lang, Text

_VARIABLES = ("DIALOGO_LANG", "LC_ALL", "LC_MESSAGES", "LANG")

USAGE = Text(en="Usage: ", it="Uso: ")
OPTIONS = Text(en="Options", it="Opzioni")
COMMANDS = Text(en="Commands", it="Comandi")
HELP = Text(en="Show this text and stop.", it="Mostra questo testo e si ferma.")
VERSION = Text(en="Show the version and stop.", it="Mostra la versione e si ferma.")
SEE_HELP = Text(en="See {command} --help", it="Vedi {command} --help")


def spoken_language(environment: Mapping[str, str] | None = None) -> Lang:
    """Italian if the first of DIALOGO_LANG, LC_ALL, LC_MESSAGES and LANG that is set begins so."""
    environment = os.environ if environment is None else environment
    for name in _VARIABLES:
        value = environment.get(name, "").strip().lower()
        if value:
            return "it" if value.startswith("it") else "en"
    return "en"


_NO_OPTION = Text(
    en="there is no option {option}.{near}", it="non esiste l'opzione {option}.{near}"
)
_NEAR = Text(en=" Perhaps {options}?", it=" Forse {options}?")
_MISSING = Text(en="{what} is missing.", it="manca {what}.")
_NO_VALUE = Text(en="{what} needs a value.", it="{what} vuole un valore.")
_NO_COMMAND = Text(
    en="there is no command {name}. There are: {names}.",
    it="non esiste il comando {name}. Ci sono: {names}.",
)


def said_by_click(error: click.UsageError, lang: Lang) -> str:
    """What click complains of, in plain words; its own words where it has others."""
    match error:
        case click.NoSuchOption():
            near = _NEAR.say(lang, options=list(error.possibilities)) if error.possibilities else ""
            return _NO_OPTION.say(lang, option=error.option_name, near=near)
        case click.MissingParameter() if error.param is not None and error.ctx is not None:
            return _MISSING.say(lang, what=name_of(error.param, error.ctx))
        case click.BadParameter():
            return error.message  # our own parameter types say it all
        case click.BadOptionUsage():
            return _NO_VALUE.say(lang, what=error.option_name)
        case _:
            return error.format_message()


def name_of(param: click.Parameter, ctx: click.Context) -> str:
    """How a person writes it: `--format`, `PATH…`."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.make_metavar(ctx)


def refuse_command(name: str, names: list[str], lang: Lang) -> str:
    """The complaint about a command that does not exist."""
    return _NO_COMMAND.say(lang, name=name, names=", ".join(names))
