"""Promise outcomes: what became of each promise on reply time, so that its people can be found."""

from __future__ import annotations

from typing import Any

from dialogo.dialogue.promise import lines, promised_waits
from dialogo.dialogue.waits import WAITS
from dialogo.records.records import OPEN_HOURS, Records, in_open_seconds
from dialogo.records.window import Window

# Answered in under half of the time; in time; in its last tenth; late, or waiting for longer than
# promised; waiting still in time. House rules (docs/promises.md).
EARLY, KEPT, NEAR, BROKEN, WAITING = OUTCOMES = ("early", "kept", "near", "broken", "waiting")
HALF, NINE_TENTHS = 0.5, 0.9


def outcomes(records: Records, window: Window, most: int) -> list[dict[str, Any]]:
    """The waits that `PROMISE_KEPT` counts in the window, the newest first, `most` at most.

    Rows of network, message_id, need, priority, began, ended_at (None: nobody answered), within and
    waited (both in seconds of business hours), outcome. Needs `records` that are labelled.
    """
    waits = promised_waits(lines(records, window))
    promised = f"SELECT *, coalesce(ended_at, $as_of) AS until FROM ({waits})"
    read = in_open_seconds(f"({promised})", "began", "until")
    return records.rows(
        f"""
        WITH waited AS (
            SELECT *, greatest(until_open - began_open, 0) AS waited FROM ({read})
        )
        SELECT waited.network, nodes.id AS message_id, need, waited.priority, began, ended_at,
               within, waited,
               CASE WHEN waited > within THEN '{BROKEN}'
                    WHEN ended_at IS NULL THEN '{WAITING}'
                    WHEN waited < {HALF} * within THEN '{EARLY}'
                    WHEN waited >= {NINE_TENTHS} * within THEN '{NEAR}'
                    ELSE '{KEPT}' END AS outcome
        FROM waited JOIN nodes USING (node)
        ORDER BY began DESC, node DESC LIMIT {most}
        """,
        WAITS,
        OPEN_HOURS,
        since=window.since,
        as_of=window.as_of,
    )
