"""What options and arguments may hold, and the ones that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from dialogo.cli.language import spoken_language
from dialogo.records.text import LANGS, Lang, Text

_NOT_A_CHOICE = Text(en="{given} is none of: {choices}.", it="{given} non è fra: {choices}.")
_NOTHING_THERE = Text(
    en="{path}: there is nothing there. Check the name and the folder.",
    it="{path}: lì non c'è nulla. Controllate il nome e la cartella.",
)
_NO_NUMBER = Text(
    en="{option} takes a number from {lowest} up; {given} is none.",
    it="{option} vuole un numero da {lowest} in su; {given} non lo è.",
)
_NO_WHOLE = Text(
    en="{option} takes a whole number from {lowest} up; {given} is none.",
    it="{option} vuole un numero intero da {lowest} in su; {given} non lo è.",
)
_NO_MOMENT = Text(
    en="{given} is no date. Write it as 2026-11-22 or 2026-11-22T18:40.",
    it="{given} non è una data. Scrivetela come 2026-11-22 oppure 2026-11-22T18:40.",
)

_NO_ZONE = Text(
    en="{given} is no time zone. Write it as Europe/Rome.",
    it="{given} non è un fuso orario. Scrivetelo come Europe/Rome.",
)


class OneOf(click.ParamType[str]):
    """One of a few words."""

    def __init__(self, choices: Sequence[str]) -> None:
        self.name = "|".join(choices)
        self.choices = tuple(choices)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return self.name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.choices:
            told = _NOT_A_CHOICE.say(
                spoken_language(), given=value, choices=", ".join(self.choices)
            )
            self.fail(told, param, ctx)
        return str(value)


class Place(click.ParamType[Path]):
    """A path; with `there`, one at which something lies."""

    def __init__(self, lang: Lang, *, there: bool) -> None:
        self.name = {"en": "PATH", "it": "PERCORSO"}[lang]
        self.there = there

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        if self.there and not path.exists():
            self.fail(_NOTHING_THERE.say(spoken_language(), path=value), param, ctx)
        return path


class Number(click.ParamType[float]):
    """A number that is not below `lowest`; a whole one if `lowest` is."""

    def __init__(self, lowest: float) -> None:
        self.name = "N"
        self.lowest = lowest

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        try:
            number = type(self.lowest)(value)
        except ValueError:
            number = None
        if number is None or not number >= self.lowest:
            wanted = _NO_WHOLE if isinstance(self.lowest, int) else _NO_NUMBER
            option = max(param.opts, key=len) if param is not None else self.name
            told = wanted.say(
                spoken_language(), option=option, given=value, lowest=f"{self.lowest:g}"
            )
            self.fail(told, param, ctx)
        return number


class Moment(click.ParamType[date | datetime]):
    """An ISO date or time; without an offset it is meant where the business hours are."""

    def __init__(self, lang: Lang) -> None:
        self.name = {"en": "DATE", "it": "DATA"}[lang]

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date | datetime:
        try:
            return date.fromisoformat(value) if len(value) <= 10 else datetime.fromisoformat(value)
        except ValueError:
            self.fail(_NO_MOMENT.say(spoken_language(), given=value), param, ctx)


def begins(moment: date | datetime | None, zone: tzinfo) -> datetime | None:
    """The first instant of a day, or the moment itself, in `zone` if it names none."""
    return _instant(moment, time.min, zone)


def ends(moment: date | datetime | None, zone: tzinfo) -> datetime | None:
    """The last instant of a day, or the moment itself, in `zone` if it names none."""
    return _instant(moment, time.max, zone)


def _instant(moment: date | datetime | None, at: time, zone: tzinfo) -> datetime | None:
    if moment is None:
        return None
    if isinstance(moment, datetime):
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return datetime.combine(moment, at, zone)


def paths(lang: Lang) -> click.Argument:
    """PATH…: exports, archives, folders of them, or a folder of records."""
    word = {"en": "PATH…", "it": "PERCORSO…"}[lang]
    return click.Argument(
        ["paths"], nargs=-1, required=True, type=Place(lang, there=True), metavar=word
    )


class Told(click.Option):
    """An option whose help says it all, in one language."""

    def get_help_extra(self, ctx: click.Context) -> Any:
        return {}


def option(names: Sequence[str], lang: Lang, about: Text, **settings: Any) -> click.Option:
    """An option with its help in `lang`."""
    return Told(list(names), help=about.say(lang), **settings)


def language(lang: Lang) -> click.Option:
    """--lang: the language of what the command writes."""
    return option(
        ["--lang"],
        lang,
        Text(
            en="Language of what is written (else that of your system).",
            it="Lingua di ciò che viene scritto (altrimenti quella del sistema).",
        ),
        type=OneOf(LANGS),
        default=lang,
    )


def company(lang: Lang) -> click.Option:
    """--company."""
    return option(
        ["--company"],
        lang,
        Text(
            en="The company: chosen among those in the data, and owner of files that name none.",
            it="L'azienda: scelta fra quelle nei dati, e titolare dei file che non ne nominano.",
        ),
        metavar={"en": "NAME", "it": "NOME"}[lang],
    )


def mapping(lang: Lang) -> click.Option:
    """--mapping."""
    return option(
        ["--mapping"],
        lang,
        Text(
            en="A small YAML file that says which column of a CSV is what.",
            it="Un piccolo file YAML che dice quale colonna di un CSV è cosa.",
        ),
        type=Place(lang, there=True),
    )


class Zone(click.ParamType[str]):
    """An IANA time zone."""

    name = "Europe/Rome"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.fail(_NO_ZONE.say(spoken_language(), given=value), param, ctx)
        return str(value)


def about_files(lang: Lang) -> list[click.Parameter]:
    """--account and --zone: what some files do not say of themselves."""
    return [
        option(
            ["--account"],
            lang,
            Text(
                en="An account of the company, where a file does not tell; may be repeated.",
                it="Un profilo dell'azienda, dove un file non lo dice; si può ripetere.",
            ),
            multiple=True,
            metavar={"en": "NAME", "it": "NOME"}[lang],
        ),
        option(
            ["--zone"],
            lang,
            Text(
                en="Where local times in the files are local (else UTC).",
                it="Il fuso degli orari locali nei file (altrimenti UTC).",
            ),
            type=Zone(),
        ),
    ]
