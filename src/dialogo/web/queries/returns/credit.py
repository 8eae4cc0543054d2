"""Credit: what the last click gave each channel, in the weeks of an estimate."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dialogo.records.records import Records
from dialogo.web.queries.returns.series import Table

MOST = 8  # channels


def by_last_click(records: Records, table: Table) -> list[dict[str, Any]]:
    """The channels of an outcome with what was credited to them, the most first."""
    series, outcome = table.series, table.outcome
    if series is None:
        return []
    return records.rows(
        """
        SELECT trim(credited_to) AS channel, sum(value)::DOUBLE AS value FROM outcomes
        WHERE credited_by = 'last-click' AND nullif(trim(credited_to), '') IS NOT NULL
          AND outcome = $name AND nullif(upper(trim(currency)), '') IS NOT DISTINCT FROM $currency
          AND day BETWEEN $since AND $until
        GROUP BY channel HAVING sum(value) > 0 ORDER BY value DESC, channel LIMIT $most
        """,
        name=outcome.name,
        currency=outcome.currency,
        since=series.days[0],
        until=series.days[-1] + timedelta(days=6),
        most=MOST,
    )
