"""dialogo label: what the texts of a table do or ask, in which language and tone."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dialogo.cli.group import Command
from dialogo.cli.needs_of_file import groups_in
from dialogo.cli.options import OneOf, Place, language, option
from dialogo.records.errors import BadInput
from dialogo.records.text import Lang, Text

if TYPE_CHECKING:
    from dialogo.language.described import Kind
    from dialogo.language.taught import Taught

ABOUT = Text(
    en="Say of every text of a CSV what it does or asks.\n\nAdds to each row its language; of a "
    "message whether it needs an answer, what it is, its tone and its need; of a post what it does "
    "and the needs it touches; of a reply how it sounds. Each with its probability and the words "
    "that decided. "
    "docs/language.md says how often that is right.",
    it="Dice di ogni testo di un CSV che cosa fa o chiede.\n\nAggiunge a ogni riga la lingua; di "
    "un messaggio se attende risposta, che cos'è, il tono e il bisogno; di un post che cosa fa e i "
    "bisogni che tocca; di una risposta come suona. Ognuno con la probabilità e le parole che "
    "hanno deciso. "
    "docs/language.md dice quanto spesso è giusto.",
)
SHORT = Text(
    en="Say of every text of a CSV what it does or asks.",
    it="Dice di ogni testo di un CSV che cosa fa o chiede.",
)
_NO_COLUMN = Text(
    en="there is no column {wanted}. There are: {columns}.",
    it="non c'è la colonna {wanted}. Ci sono: {columns}.",
)
_LEFT_OUT = Text(en="{n} rows could not be read and are left out.",
                 it="{n} righe non si sono potute leggere e sono escluse.")  # fmt: skip

BATCH = 20_000


def command(lang: Lang) -> click.Command:
    """The command, its help in `lang`."""
    return Command(
        "label",
        lang=lang,
        callback=run,
        help=ABOUT.say(lang),
        short_help=SHORT.say(lang),
        params=[
            click.Argument(["file"], type=Place(lang, there=True)),
            option(
                ["--column"],
                lang,
                Text(en="The column with the texts.", it="La colonna con i testi."),
                default="text",
                metavar={"en": "NAME", "it": "NOME"}[lang],
            ),
            option(
                ["--kind"],
                lang,
                Text(
                    en="Messages of people, posts of a company, or its replies.",
                    it="Messaggi delle persone, post di un'azienda, o le sue risposte.",
                ),
                type=OneOf(("message", "post", "reply")),
                default="message",
            ),
            option(
                ["--format", "form"],
                lang,
                Text(
                    en="A table, or an object for each row and line.",
                    it="Una tabella, o un oggetto per riga.",
                ),
                type=OneOf(("csv", "json")),
                default="csv",
            ),
            language(lang),
        ],
    )


def run(file: Path, column: str, kind: Kind, form: str, lang: Lang) -> None:
    """Writes the rows with what is said of their texts."""
    from dialogo.importers.csv_text import headers, lines  # start-up: as all that reads
    from dialogo.importers.format import Skip
    from dialogo.importers.upload import Upload
    from dialogo.language import taught as known

    upload = Upload.of(file)
    (name,) = upload.names
    names = headers(upload, name)
    if column not in names:
        raise BadInput(_NO_COLUMN, file=file, wanted=column, columns=", ".join(names) or "–")
    left_out = 0

    def rows() -> Iterator[dict[str, str]]:
        nonlocal left_out
        for line in lines(upload, name):
            if isinstance(line, Skip):
                left_out += 1
            else:
                yield line.cells

    taught = None
    if kind == "message":
        cells = (line.cells for line in lines(upload, name) if not isinstance(line, Skip))
        taught = known.Taught(needs=groups_in(line[column] for line in cells))
    write = _write_csv if form == "csv" else _write_json
    write(_labelled(rows(), column, kind, taught))
    if left_out:
        click.echo(_LEFT_OUT.say(lang, n=left_out), err=True)


def _labelled(
    rows: Iterator[dict[str, str]], column: str, kind: Kind, taught: Taught | None
) -> Iterator[dict[str, Any]]:
    """Each row with its labels; a label whose name the row has already gets `dialogo_` before."""
    import pyarrow as pa  # start-up: as in dialogo.language

    from dialogo.language.described import described

    while some := list(islice(rows, BATCH)):
        texts = pa.array([row[column] for row in some], pa.string())
        labels = described(texts, kind, taught).to_pylist()
        for row, label in zip(some, labels, strict=True):
            yield row | {
                f"dialogo_{name}" if name in row else name: _rounded(value)
                for name, value in label.items()
            }


def _rounded(value: Any) -> Any:
    return round(value, 3) if isinstance(value, float) else value


def _write_csv(rows: Iterator[dict[str, Any]]) -> None:
    first = next(rows, None)
    if first is None:
        return
    writer = csv.writer(_Echo(), lineterminator="\n")
    writer.writerow(first)
    for row in chain([first], rows):
        writer.writerow([_cell(value) for value in row.values()])


def _cell(value: Any) -> Any:
    return " | ".join(value) if isinstance(value, list) else value


class _Echo:
    """Standard output, as the csv module wants it."""

    write: Callable[[str], None] = staticmethod(lambda text: click.echo(text, nl=False))


def _write_json(rows: Iterator[dict[str, Any]]) -> None:
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))
