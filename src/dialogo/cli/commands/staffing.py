"""dialogo staffing: how many people each hour of the week needs for the promise on replies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dialogo.cli.group import Command
from dialogo.cli.options import Number, OneOf, Place, Zone, language, option
from dialogo.cli.progress import bar
from dialogo.records.errors import BadInput
from dialogo.records.text import Lang, Text

if TYPE_CHECKING:
    from dialogo.cli.arrivals import Read
    from dialogo.records.business_hours import BusinessHours

ABOUT = Text(
    en="Say how many people each hour of the week needs for the promise on replies.\n\n"
    "FILE is a CSV with a row a message, or a row an hour with a count; two months tell "
    "growth, a year tells season. docs/staffing.md says how it is reckoned.",
    it="Dice quante persone servono in ogni ora della settimana per la promessa sulle "
    "risposte.\n\n"
    "FILE è un CSV con una riga per messaggio, o una riga per ora con quanti; due mesi dicono la "
    "crescita, un anno la stagione. docs/staffing.md spiega il calcolo.",
)
SHORT = Text(
    en="Say how many people each hour of the week needs.",
    it="Dice quante persone servono in ogni ora della settimana.",
)
_HELP = {
    "handling": Text(
        en="Minutes of work that an answer takes.", it="Minuti di lavoro per una risposta."
    ),
    "promise": Text(en="Minutes within which to answer.", it="Minuti entro cui rispondere."),
    "share": Text(
        en="The share for which the promise is kept (0.9).",
        it="La quota per cui la promessa è mantenuta (0.9).",
    ),
    "until": Text(
        en="Kept when a message is taken up in time, or when its answer is sent.",
        it="Mantenuta quando un messaggio è preso in carico in tempo, o quando la risposta parte.",
    ),
    "clock": Text(
        en="Whether the promise's time runs always, or in opening hours (with --open or --policy: "
        "service).",
        it="Se il tempo della promessa corre sempre o negli orari di servizio (con --open o "
        "--policy: service).",
    ),
    "open": Text(
        en='When anybody works: "Mon-Fri 09:00-13:00,14:00-18:00; Sat 10:00-12:00" (else always).',
        it="Quando qualcuno lavora: «Mon-Fri 09:00-13:00,14:00-18:00; Sat 10:00-12:00» "
        "(altrimenti sempre).",
    ),
    "policy": Text(
        en="The business hours of a policy file (YAML).",
        it="Gli orari di servizio di un file di regole (YAML).",
    ),
    "zone": Text(
        en="The time zone of the week, and of moments that name none (else UTC).",
        it="Il fuso della settimana, e dei momenti che non ne dicono uno (altrimenti UTC).",
    ),
    "country": Text(
        en="Whose public holidays to count apart: IT, or IT/BZ.",
        it="Di chi contare a parte le festività: IT, o IT/BZ.",
    ),
    "minimum": Text(
        en="People in every open hour at least.", it="Persone almeno, in ogni ora di servizio."
    ),
    "occupancy": Text(
        en="Busy for no more of the time than this.", it="Occupate per non più di questa quota."
    ),
    "shrinkage": Text(
        en="The part of a shift for breaks and meetings.",
        it="La parte di un turno per pause e riunioni.",
    ),
    "planned": Text(
        en="Plan for a rate that this share of weeks does not surpass.",
        it="Prevede un ritmo che questa quota di settimane non supera.",
    ),
    "ahead": Text(
        en="Plan for the coming N weeks; 0 for all recorded weeks alike.",
        it="Prevede le prossime N settimane; 0 per la media di tutte quelle registrate.",
    ),
    "what_if": Text(
        en="Ask again with promise=30, share=0.95, handling=5, people=-1, growth=+20% or "
        "campaign=+50%@tue,wed; may be repeated.",
        it="Richiede il calcolo con promise=30, share=0.95, handling=5, people=-1, growth=+20% o "
        "campaign=+50%@tue,wed; si può ripetere.",
    ),
    "column": Text(
        en="The column that says when (else it is looked for).",
        it="La colonna che dice quando (altrimenti si cerca).",
    ),
    "count": Text(
        en="The column that says how many, where rows count messages.",
        it="La colonna che dice quanti, dove le righe contano messaggi.",
    ),
    "format": Text(en="How to show it.", it="Come mostrarlo."),
    "seed": Text(
        en="The same number draws the same weeks.",
        it="Lo stesso numero estrae le stesse settimane.",
    ),
}
_NO_SHARE = Text(
    en="{option} takes a share above 0 and {below} 1, as 0.9; {given} is none.",
    it="{option} vuole una quota sopra 0 e {below} 1, come 0.9; {given} non lo è.",
)
_BELOW = Text(en="below", it="sotto")
_UP_TO = Text(en="up to", it="fino a")
_NO_HOURS = Text(
    en='"{given}" does not say when anybody works. Write it as "Mon-Fri 09:00-13:00,14:00-18:00".',
    it="«{given}» non dice quando qualcuno lavora. Scrivete «Mon-Fri 09:00-13:00,14:00-18:00».",
)
_TOO_LITTLE = Text(
    en="it spans {days:day|days}; hours of the week cannot be told apart before 7. Give more.",
    it="copre {days:giorno|giorni}; le ore della settimana non si distinguono prima di 7. "
    "Servono più dati.",
)
_TOO_SHORT = Text(
    en="an answer of {each} cannot be sent within {promise}. Promise more, or use "
    "--until taken-up.",
    it="una risposta di {each} non può partire entro {promise}. Promettete di più, o usate "
    "--until taken-up.",
)
_TOO_LONG = Text(
    en="{option} is longer than {most}; nothing can be told of it from four weeks.",
    it="{option} supera {most}; da quattro settimane non se ne può dire nulla.",
)
_MOST_PROMISE, _MOST_HANDLING = timedelta(days=28), timedelta(days=1)
_BROKEN = Text(
    en="{n:row|rows} of {all} could not be read and {n:|is|are} left out:",
    it="{n:riga non si è potuta leggere ed è esclusa|righe non si sono potute leggere e sono "
    "escluse}, su {all}:",
)
_ROW = Text(en="  row {row}: {text}", it="  riga {row}: {text}")
_SHOWN = 5
_RECKONING = Text(en="Reckoning", it="Calcolo")


def command(lang: Lang) -> click.Command:
    """The command, its help in `lang`."""

    def told(name: str, key: str, **settings: Any) -> click.Option:
        return option([name], lang, _HELP[key], **settings)

    return Command(
        "staffing",
        lang=lang,
        callback=run,
        help=ABOUT.say(lang),
        short_help=SHORT.say(lang),
        params=[
            click.Argument(["file"], type=Place(lang, there=True)),
            told("--handling", "handling", type=Number(0.01), required=True),
            told("--promise", "promise", type=Number(0.01), required=True),
            told("--share", "share", type=Number(0.0), default=0.9),
            told("--until", "until", type=OneOf(("taken-up", "answered")), default="taken-up"),
            told("--clock", "clock", type=OneOf(("wall", "service"))),
            option(["--open", "open_"], lang, _HELP["open"], metavar="…"),
            told("--policy", "policy", type=Place(lang, there=True)),
            told("--zone", "zone", type=Zone()),
            told("--country", "country", metavar="IT"),
            told("--minimum", "minimum", type=Number(0), default=1),
            told("--occupancy", "occupancy", type=Number(0.01), default=0.85),
            told("--shrinkage", "shrinkage", type=Number(0.0), default=0.15),
            told("--planned", "planned", type=Number(0.0), default=0.75),
            option(["--weeks-ahead", "ahead"], lang, _HELP["ahead"], type=Number(0.0), default=4.0),
            told("--what-if", "what_if", multiple=True, metavar="…"),
            told("--column", "column", metavar={"en": "NAME", "it": "NOME"}[lang]),
            told("--count", "count", metavar={"en": "NAME", "it": "NOME"}[lang]),
            option(
                ["--format", "form"],
                lang,
                _HELP["format"],
                type=OneOf(("table", "json", "csv")),
                default="table",
            ),
            told("--seed", "seed", type=Number(0), default=0),
            language(lang),
        ],
    )


@dataclass(frozen=True)
class _Circumstances:
    """The zone, the opening hours and the holidays that were given."""

    zone: str
    hours: BusinessHours | None
    holidays: BusinessHours | None


def run(
    *, file: Path, handling: float, promise: float, share: float, until: str, clock: str | None,
    open_: str | None, policy: Path | None, zone: str | None, country: str | None, minimum: int,
    occupancy: float, shrinkage: float, planned: float, ahead: float,
    what_if: tuple[str, ...], column: str | None, count: str | None, form: str, seed: int,
    lang: Lang,
) -> None:  # fmt: skip
    """Reads, reckons and shows."""
    from dialogo.cli.arrivals import read  # start-up: as all that reckons
    from dialogo.cli.staffing_words import changes, show
    from dialogo.team.staffing.needed import Promise, Work
    from dialogo.team.staffing.plan import Question, plan
    from dialogo.team.staffing.week import always, opening
    from dialogo.team.staffing.what_if import whatif

    for name, value, top in (
        ("--share", share, False), ("--planned", planned, False), ("--occupancy", occupancy, True),
    ):  # fmt: skip
        _share(name, value, lang, one=top)
    _share("--shrinkage", shrinkage or 0.5, lang, one=False)
    wanted = changes(what_if)
    around = _circumstances(open_, policy, zone, country)
    each, within = timedelta(minutes=handling), timedelta(minutes=promise)
    _check_length("--promise", within, _MOST_PROMISE)
    _check_length("--handling", each, _MOST_HANDLING)
    for length in [within, *(one.within for one in wanted if one.within)]:
        if until == "answered" and length < each:
            raise BadInput(_TOO_SHORT, each=each, promise=length)
        _check_length("--promise", length, _MOST_PROMISE)
    with bar(_RECKONING, lang, None):
        got = read(file, around.zone, column, count)
        _warn(got, lang)
        question = Question(
            _rates(got, around, ahead, file),
            Work(each, occupancy, shrinkage, minimum),
            Promise(
                within,
                share,
                "service" if (clock or ("service" if around.hours else "wall")) == "service"
                and around.hours else "wall",
                until == "answered",
            ),
            opening(around.hours) if around.hours else always(),
            planned,
            seed,
        )  # fmt: skip
        found = plan(question)
        consequences = [whatif(found, one) for one in wanted]
    show(found, consequences, got, form, lang)


def _share(name: str, value: float, lang: Lang, *, one: bool) -> None:
    if not (0 < value < 1 or (one and value == 1)):
        below = (_UP_TO if one else _BELOW).say(lang)
        raise BadInput(_NO_SHARE, option=name, below=below, given=f"{value:g}")


def _check_length(name: str, length: timedelta, most: timedelta) -> None:
    if length > most:
        raise BadInput(_TOO_LONG, option=name, most=most)


def _rates(got: Read, around: _Circumstances, ahead: float, file: Path) -> Any:
    import numpy as np

    from dialogo.team.staffing.arrivals import Arrivals
    from dialogo.team.staffing.rates import TooLittle, rates

    try:
        return rates(Arrivals(np.sort(got.moments), around.zone, around.holidays), ahead)
    except TooLittle as little:
        raise BadInput(_TOO_LITTLE, file=file, days=little.days) from little


def _circumstances(
    open_: str | None, policy: Path | None, zone: str | None, country: str | None
) -> _Circumstances:
    from dialogo.audit.policy_file import Key, business_hours  # start-up, as above
    from dialogo.audit.policy_file import read as read_policy

    hours = read_policy(policy).hours if policy else None
    where = zone or (hours.zone if hours else "UTC")
    if open_:
        week = _week(open_)
        told: dict[str, Any] = {"zone": where, "week": week}
        hours = business_hours(Key("--open", "", told))
        if not any(hours.week.values()):
            raise BadInput(_NO_HOURS, given=open_)
    holidays = hours if hours and hours.country else None
    if country:
        calendar = {"zone": where, "week": {}, "holidays": country}
        holidays = business_hours(Key("--country", "", calendar))
    return _Circumstances(where, hours, holidays)


_ITALIAN = {"lun": "mon", "mar": "tue", "mer": "wed", "gio": "thu", "ven": "fri", "sab": "sat",
            "dom": "sun"}  # fmt: skip


def _week(told: str) -> dict[str, str]:
    """`Mon-Fri 09:00-13:00,14:00-18:00; Sat 10-12` as days and their times."""
    import re

    week: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in told.split(";"))):
        found = re.fullmatch(r"([^\W\d]+(?:\s*[-,]\s*[^\W\d]+)*)\s+([\d:.,\s-]+)", part)
        if found is None:
            raise BadInput(_NO_HOURS, given=told)
        days = re.sub(
            r"[^\W\d]+", lambda m: _ITALIAN.get(m[0][:3].lower(), m[0][:3].lower()), found[1]
        )
        times = re.sub(r"(?<![\d:])(\d\d?)(?![\d:])", r"\1:00", found[2].replace(".", ":"))
        days = days.replace(" ", "")
        week[days] = f"{week[days]},{times}" if days in week else times
    if not week:
        raise BadInput(_NO_HOURS, given=told)
    return week


def _warn(got: Read, lang: Lang) -> None:
    """Says on standard error which rows were left out."""
    from dialogo.report.clean import one_line

    if got.broken:
        click.echo(_BROKEN.say(lang, n=len(got.broken), all=got.rows), err=True)
        for row in got.broken[:_SHOWN]:
            click.echo(_ROW.say(lang, row=str(row.row), text=one_line(row.text, 60)), err=True)
