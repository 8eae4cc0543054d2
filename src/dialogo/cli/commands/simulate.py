"""dialogo simulate: the records of an imaginary company, with a knob for each mistake."""

from __future__ import annotations

import shutil
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from dialogo.cli.group import Command
from dialogo.cli.options import Moment, Number, OneOf, Place, Told, option
from dialogo.cli.progress import bar
from dialogo.records.errors import BadInput
from dialogo.records.text import Lang, Text

if TYPE_CHECKING:
    from dialogo.records.records import Records

ABOUT = Text(
    en="Make the records of an imaginary company, to try things out.\n\n"
    "Left alone, the company is healthy; each knob below makes one mistake. The same seed, knobs "
    "and last day give the same records, and every row says that it is simulated.",
    it="Crea i dati di un'azienda immaginaria, per fare prove.\n\n"
    "Senza tocchi l'azienda è sana; ogni manopola qui sotto produce un errore. Lo stesso seme, le "
    "stesse manopole e lo stesso ultimo giorno danno gli stessi dati, e ogni riga dice di essere "
    "simulata.",
)
SHORT = Text(
    en="Make the records of an imaginary company, to try things out.",
    it="Crea i dati di un'azienda immaginaria, per fare prove.",
)
_WORKING = Text(en="Imagining a company", it="Immagino un'azienda")
_DONE = Text(
    en="{company}: {rows} rows in {folder}. Now: dialogo audit {folder}",
    it="{company}: {rows} righe in {folder}. E ora: dialogo audit {folder}",
)
_SAMPLE_IS_FIXED = Text(
    en="the sample company is always the same: leave out {names}, or leave out --sample.",
    it="l'azienda d'esempio è sempre la stessa: togliete {names}, oppure --sample.",
)
_KNOB = Text(en="{help} (healthy: {healthy}).", it="{help} (sana: {healthy}).")


def command(lang: Lang) -> click.Command:
    """The command, its help in `lang`."""
    return Command(
        "simulate",
        lang=lang,
        callback=run,
        help=ABOUT.say(lang),
        short_help=SHORT.say(lang),
        params=[*_settings(lang), *_knobs(lang)],
    )


def _settings(lang: Lang) -> list[click.Parameter]:
    folder = {"en": "FOLDER", "it": "CARTELLA"}[lang]
    return [
        option(
            ["--into"],
            lang,
            Text(
                en="The new folder to write to; always needed.",
                it="La nuova cartella in cui scrivere; serve sempre.",
            ),
            type=Place(lang, there=False),
            required=True,
            metavar=folder,
        ),
        option(
            ["--sample"],
            lang,
            Text(
                en="The sample company: a small coffee roaster that makes several mistakes.",
                it="L'azienda d'esempio: una piccola torrefazione che commette vari errori.",
            ),
            is_flag=True,
        ),
        option(["--company"], lang, Text(en="Its name.", it="Il suo nome."), metavar="NAME"),
        option(["--weeks"], lang, Text(en="How long.", it="Quanto a lungo."), type=Number(1)),
        option(
            ["--size"],
            lang,
            Text(
                en="1 is about 60 conversations a week.",
                it="1 vale circa 60 conversazioni a settimana.",
            ),
            type=Number(0.01),
        ),
        option(["--seed"], lang, Text(en="Of the dice.", it="Dei dadi."), type=Number(0)),
        option(
            ["--ending"],
            lang,
            Text(en="Its last day (else today).", it="L'ultimo giorno (altrimenti oggi)."),
            type=Moment(lang),
        ),
        option(
            ["--lang"],
            lang,
            Text(en="The language people write in.", it="La lingua in cui si scrive."),
            type=OneOf(("en", "it", "both")),
            default=lang,
        ),
        option(
            ["--form"],
            lang,
            Text(en="How to keep them.", it="Come conservarli."),
            type=OneOf(("parquet", "csv")),
            default="parquet",
        ),
    ]


def _knobs(lang: Lang) -> list[click.Parameter]:
    from dialogo.simulation.knobs import Knobs  # start-up: only for this command

    found: list[click.Parameter] = []
    for knob in fields(Knobs):
        told = _KNOB.say(lang, help=knob.metadata["help"], healthy=f"{knob.default:g}")
        name = "--" + knob.name.replace("_", "-")
        # a number of things is whole, and a yes or no is 1 or 0
        kind = Number(0.0 if knob.type == "float" else 0)
        found.append(Told([name], help=told, type=kind, metavar="N"))
    return found


def run(
    *,
    into: Path,
    sample: bool,
    company: str | None,
    weeks: int | None,
    size: float | None,
    seed: int | None,
    ending: date | datetime | None,
    lang: str,
    form: str,
    **knobs: float | None,
) -> None:
    """Writes the records to `into` and says how many rows there are."""
    from dialogo.records.store import write  # start-up: the engine and the simulator are heavy
    from dialogo.records.tables import TABLES

    spoken: Lang = "it" if lang == "it" else "en"
    wanted: dict[str, Any] = {
        "company": company,
        "weeks": weeks,
        "size": size,
        "seed": seed,
        "ending": _day(ending),
    }
    turned = {name: value for name, value in knobs.items() if value is not None}
    chosen = {name: value for name, value in wanted.items() if value is not None}
    if sample and (turned or chosen):
        names = ", ".join("--" + name.replace("_", "-") for name in (*chosen, *turned))
        raise BadInput(_SAMPLE_IS_FIXED, names=names)
    with bar(_WORKING, spoken, None):
        records = _imagine(sample, lang, turned, chosen)
        _clear(into)
        write(records, into, "csv" if form == "csv" else "parquet")
    rows = sum(records.row(f"SELECT count(*) AS n FROM {name}")["n"] for name in TABLES)
    name = records.companies()[0]
    click.echo(_DONE.say(spoken, company=name, rows=rows, folder=str(into)))


def _clear(folder: Path) -> None:
    """Takes away a folder that holds nothing but simulated records: they can be made again.

    Anything else stays as it is, and writing there is refused.
    """
    from dialogo.records.store import JOURNAL, MARKER, is_store, read  # start-up, as above
    from dialogo.records.tables import TABLES
    from dialogo.simulation.company import LABEL

    if not folder.is_dir() or not is_store(folder):
        return
    names = {path.name for path in folder.iterdir()}  # the store's own lock among them
    ours = names <= {".lock", MARKER, JOURNAL, *TABLES}
    if ours and all(company.endswith(LABEL) for company in read(folder).companies()):
        shutil.rmtree(folder)


def _imagine(sample: bool, lang: str, turned: dict[str, Any], wanted: dict[str, Any]) -> Records:
    from dialogo.simulation.knobs import Knobs  # start-up, as above
    from dialogo.simulation.simulate import simulate

    if sample:
        from dialogo.simulation.sample import sample as sample_records  # start-up, as above

        return sample_records("en" if lang == "en" else "it")
    wanted.setdefault("ending", datetime.now().astimezone().date())  # noqa: TID251  (at the door)
    texts: Lang | Literal["both"] = "en" if lang == "en" else "it" if lang == "it" else "both"
    return simulate(wanted.pop("seed", 1), Knobs(**turned), lang=texts, **wanted)


def _day(moment: date | datetime | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment
