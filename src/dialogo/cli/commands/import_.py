"""dialogo import: from exports to a folder of records that can be added to and audited again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dialogo.cli.group import Command
from dialogo.cli.options import Place, about_files, company, language, mapping, option, paths
from dialogo.records.text import Lang, Text

if TYPE_CHECKING:
    from dialogo.importers.intake import FileIntake, Intake

REASONS = 5  # rows left out of a file that are told with their reasons
ABOUT = Text(
    en="Bring exports and tables into a folder of records.\n\n"
    "The same file twice changes nothing; a later export adds what is new. A row that cannot be "
    "read is left out and told; a file that cannot be used is refused, and the others are taken.",
    it="Porta esportazioni e tabelle in una cartella di dati.\n\n"
    "Lo stesso file due volte non cambia nulla; un'esportazione successiva aggiunge ciò che è "
    "nuovo. Una riga che non si legge resta fuori e viene detta; un file inutilizzabile è "
    "rifiutato, e gli altri vengono presi.",
)
SHORT = Text(
    en="Bring exports and tables into a folder of records.",
    it="Porta esportazioni e tabelle in una cartella di dati.",
)
_EACH = Text(
    en="The folders directly below PATH name the companies.",
    it="Le cartelle subito sotto PERCORSO danno il nome alle aziende.",
)
_INTO = Text(
    en="The folder of records, new or old; always needed.",
    it="La cartella di dati, nuova o già esistente; serve sempre.",
)
_FILE = Text(
    en="{file}: {title}, {read} rows, {added} new, {known} known already",
    it="{file}: {title}, {read} righe, {added} nuove, {known} già note",
)
_SKIPPED = Text(en=", {n} left out", it=", {n} lasciate fuori")
_REFUSED = Text(en="refused: {why}", it="rifiutato: {why}")
_MORE = Text(en="  … and {n} more", it="  … e altre {n}")
_DONE = Text(
    en="{n} new events in {folder}. Now: dialogo audit {folder}",
    it="{n} eventi nuovi in {folder}. E ora: dialogo audit {folder}",
)


def command(lang: Lang) -> click.Command:
    """The command, its help in `lang`."""
    folder = {"en": "FOLDER", "it": "CARTELLA"}[lang]
    return Command(
        "import",
        lang=lang,
        callback=run,
        help=ABOUT.say(lang),
        short_help=SHORT.say(lang),
        params=[
            paths(lang),
            option(
                ["--into"],
                lang,
                _INTO,
                type=Place(lang, there=False),
                required=True,
                metavar=folder,
            ),
            company(lang),
            option(["--each"], lang, _EACH, is_flag=True),
            mapping(lang),
            *about_files(lang),
            language(lang),
        ],
    )


def run(
    *,
    paths: tuple[Path, ...],
    into: Path,
    company: str | None,
    each: bool,
    mapping: Path | None,
    account: tuple[str, ...],
    zone: str | None,
    lang: Lang,
) -> None:
    """Imports, and tells file by file what became of it."""
    from dialogo.cli.inputs import Asked, bring  # start-up: the report's types come with it

    brought = bring(Asked(paths, company, account, zone or "UTC", each, mapping, lang), into)
    _tell(brought, into, lang)


def _tell(brought: Intake, into: Path, lang: Lang) -> None:
    from dialogo.importers.formats import formats  # start-up: every format is loaded
    from dialogo.report.clean import one_line

    titles = {format_.id: format_.title.say(lang) for format_ in formats()}
    for file in brought.files:
        for line in _told(file, titles, lang):
            click.echo(one_line(line) if not line.startswith(" ") else "  " + one_line(line))
    total = sum(brought.added.values())
    click.echo(_DONE.say(lang, n=total, folder=str(into)))


def _told(file: FileIntake, titles: dict[str, str], lang: Lang) -> list[str]:
    """What became of a file: a line, and one for each of the first rows that were left out."""
    from dialogo.records.errors import BadInput  # it knows how a place is written

    if file.refused is not None:
        return [_REFUSED.say(lang, why=file.refused.say(lang))]
    line = _FILE.say(
        lang,
        file=file.name,
        title=titles.get(file.format or "", file.format or ""),
        read=file.read,
        added=sum(file.added.values()),
        known=file.known,
    )
    lines = [line + (_SKIPPED.say(lang, n=file.skipped) if file.skipped else "")]
    for skip in file.skips[:REASONS]:
        place = BadInput(skip.reason, file=skip.file, row=skip.row, column=skip.column)
        lines.append("  " + place.place(lang) + skip.reason.say(lang, **skip.values))
    if file.skipped > REASONS:
        lines.append(_MORE.say(lang, n=file.skipped - REASONS))
    return lines
