"""Credit: how the company decides which channel an outcome is owed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def last_click_share(records: Records, window: Window) -> Figure:
    """Share of credited outcomes whose credit went by the last click; n is credited rows.

    Rows (an outcome, a day or week, a channel) are counted and not their values, because sales
    in money and sign-ups in numbers cannot be added up.
    """
    counted = records.row(
        """
        SELECT count(*) AS n, count(*) FILTER (credited_by = 'last-click') AS last_click
        FROM outcomes
        WHERE credited_by IS NOT NULL AND day BETWEEN $since AND $as_of
        """,
        since=window.since.astimezone(UTC).date(),
        as_of=window.as_of.astimezone(UTC).date(),
    )
    n = counted["n"]
    value = counted["last_click"] / n if n else None
    return Figure(value, "share", n, parts={"last_click": counted["last_click"]})


@dataclass(frozen=True)
class Credited:
    """An outcome and the channel that the last click gave it to; `id` is the latest such row's."""

    id: str
    outcome: str
    channel: str | None
    rows: int
    last: date


def by_last_click(records: Records, window: Window, most: int = 20) -> tuple[Credited, ...]:
    """The outcomes and channels credited by last click, the most rows first."""
    rows = records.rows(
        """
        SELECT concat_ws(':', max(day)::VARCHAR, outcome, credited_to) AS id, outcome,
               credited_to AS channel, count(*) AS rows, max(day) AS last
        FROM outcomes
        WHERE credited_by = 'last-click' AND day BETWEEN $since AND $as_of
        GROUP BY outcome, credited_to ORDER BY rows DESC, outcome, channel LIMIT $most
        """,
        since=window.since.astimezone(UTC).date(),
        as_of=window.as_of.astimezone(UTC).date(),
        most=most,
    )
    return tuple(Credited(**row) for row in rows)


LAST_CLICK_SHARE = Measure(
    id="returns/last-click-share",
    title=Text(
        en="Share of outcomes credited to the last click",
        it="Quota dei risultati attribuiti all'ultimo clic",
    ),
    meaning=Text(
        en="Rows of outcomes credited by last click, among those that say how the credit was "
        "given.",
        it="Le righe di risultati attribuite con l'ultimo clic, fra quelle che dicono come sono "
        "state attribuite.",
    ),
    unit="share",
    reads=frozenset({"outcomes"}),
    source=Source("docs/evidence/credit.md", "definition"),
    compute=last_click_share,
)
