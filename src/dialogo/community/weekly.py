"""Week by week: the followers of each account, and the signs that people took part."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date

from dialogo.records.records import Records
from dialogo.records.window import Window


@dataclass(frozen=True)
class Week:
    """An account's week: it begins on `monday`; `gained` is None when a reading is missing.

    `written` are customers' messages on the network, `interactions` what the network counted for
    the account; each None where nothing of the kind is recorded at all.
    """

    monday: date
    followers: int | None
    gained: int | None
    written: int | None
    interactions: int | None


def weeks(records: Records, window: Window) -> dict[tuple[str, str], list[Week]]:
    """The weeks (Monday to Sunday, UTC) of every account (network, name) whose total was read.

    The week of the window's end is left out unless it is whole. A week's total is its last
    reading; what was gained is the step from the week before.
    """
    rows = records.rows(
        """
        WITH readings AS (
            SELECT network, coalesce(account, '') AS account,
                date_trunc('week', day)::DATE AS monday,
                arg_max(followers, day) AS followers, sum(engagements)::BIGINT AS interactions
            FROM audience WHERE day BETWEEN $first AND $last GROUP BY ALL
        ), said AS (
            SELECT network, date_trunc('week', sent_at)::DATE AS monday, count(*) AS written
            FROM messages WHERE author_kind = 'customer' AND sent_at BETWEEN $since AND $until
            GROUP BY ALL
        )
        SELECT r.*, CASE WHEN r.network IN (SELECT network FROM said)
            THEN coalesce(s.written, 0) END AS written
        FROM readings AS r LEFT JOIN said AS s USING (network, monday)
        WHERE r.monday + 6 <= $last ORDER BY network, account, monday
        """,
        first=window.since.astimezone(UTC).date(),
        last=window.as_of.astimezone(UTC).date(),
        since=window.since,
        until=window.as_of,
    )
    accounts: dict[tuple[str, str], list[Week]] = defaultdict(list)
    for row in rows:
        known = accounts[row["network"], row["account"]]
        accounts[row["network"], row["account"]].append(
            Week(
                monday=row["monday"],
                followers=row["followers"],
                gained=_step(known[-1] if known else None, row["monday"], row["followers"]),
                written=row["written"],
                interactions=row["interactions"],
            )
        )
    return dict(accounts)


def _step(before: Week | None, monday: date, followers: int | None) -> int | None:
    if before is None or before.followers is None or followers is None:
        return None
    return followers - before.followers if (monday - before.monday).days == 7 else None
