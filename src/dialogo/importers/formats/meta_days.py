"""The CSV files of Meta Business Suite's results page: one figure of the page or account, by day.

Each has a line that tells the separator, a line that names the figure, and two columns.
"""

from __future__ import annotations

from collections.abc import Iterator

from dialogo.importers.columns import Columns
from dialogo.importers.encoding import encoding_of
from dialogo.importers.format import Context, Format, Row, Skip
from dialogo.importers.tabular import (
    day_and_counts,
    day_span,
    headings,
    only_file,
    table_rows,
)
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput
from dialogo.records.plain import plain
from dialogo.records.text import Text

DAYS = Columns.of(
    when="Date | Data | Fecha | Datum",
    value="Primary | Principale | Primario | Primaria | Principal | Primär",
)
# What the figure is, by a part of its name as `plain` leaves it, the more telling first.
_FIGURES = (
    ("unfollow", "lost"), ("hannosmessodiseguire", "lost"), ("follow", "gained"),
    ("seguidor", "gained"), ("visit", "visits"), ("click", "clicks"), ("clic", "clicks"),
    ("interaction", "engagements"), ("interazion", "engagements"), ("interaccion", "engagements"),
    ("engagement", "engagements"), ("reach", "reach"), ("viewers", "reach"),
    ("copertura", "reach"), ("raggiunt", "reach"), ("alcance", "reach"),
    ("spettatori", "reach"), ("view", "impressions"), ("impression", "impressions"),
    ("visualizza", "impressions"), ("visualiza", "impressions"),
)  # fmt: skip

WHICH_NETWORK = Text(
    en='does not say whether "{title}" was counted on Facebook or on Instagram. Write the '
    "network into the file's name, as in instagram-{title}.csv, and import it again.",
    it='non dice se "{title}" sia stato contato su Facebook o su Instagram. Scrivete la rete nel '
    "nome del file, per esempio instagram-{title}.csv, e importatelo di nuovo.",
)
WHICH_FIGURE = Text(
    en='counts "{title}", a figure that has no place in the records. Views, reach, '
    "interactions, visits, clicks and follows have one.",
    it='conta "{title}", un numero che non ha posto nei dati. Lo hanno visualizzazioni, '
    "copertura, interazioni, visite, clic e nuovi follower.",
)


def is_days(headers: frozenset[str]) -> bool:
    return len(headers) == 2 and DAYS.has(headers, "when", "value")


def read(upload: Upload, context: Context) -> Iterator[Row | Skip]:
    """The figure that the file is about, by day; its other figures come from its other files."""
    file = upload.names[0]
    title = _title(upload, file)
    network = _network(title) or _network(file)
    figure = _figure(title) or _figure(file)
    if network is None:
        raise BadInput(WHICH_NETWORK, file=file, title=title)
    if figure is None:
        raise BadInput(WHICH_FIGURE, file=file, title=title)
    day_first, _ = day_span(upload, is_days, DAYS, context)
    for entry in table_rows(upload, is_days):
        if isinstance(entry, Skip):
            yield entry
            continue
        found = DAYS.found(entry.cells)
        told = day_and_counts(entry, found, ("value",), day_first)
        if isinstance(told, Skip):
            yield told
            continue
        day, values = told
        yield Row("audience", {
            "network": network, "day": day, figure: values["value"],
        }, file, entry.number)  # fmt: skip


def _title(upload: Upload, name: str) -> str:
    """The line above the header that names the figure."""
    head = upload.head(name, 4096)
    above = head.decode(encoding_of(head) or "utf-8", "replace").lstrip("\ufeff").splitlines()[:8]
    titles = [line.strip().strip('",;\t') for line in above if not line.lower().startswith("sep=")]
    return next((title for title in titles if title), name)


def _network(text: str) -> str | None:
    return next((name for name in ("instagram", "facebook") if name in plain(text)), None)


def _figure(text: str) -> str | None:
    return next((figure for part, figure in _FIGURES if part in plain(text)), None)


FORMAT = Format(
    id="meta-days",
    title=Text(
        en="Meta Business Suite, a figure by day (CSV)",
        it="Meta Business Suite, un numero al giorno (CSV)",
    ),
    how=Text(
        en="In Meta Business Suite: Insights, Results, Export above a chart, CSV.",
        it="In Meta Business Suite: Insights, Risultati, Esporta sopra un grafico, CSV.",
    ),
    recognises=lambda upload: only_file(upload) and bool(headings(upload, is_days)),
    read=read,
)
