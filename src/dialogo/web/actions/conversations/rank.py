"""The order of the list: what is due first comes first, and what has waited for over a month last.

Whoever has not been answered for so long hardly waits any more (house rule, the same as on Today);
among those that came with an import of years they would hide who waits now.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from dialogo.web.models.conversations import Conversation

YEAR = timedelta(days=365)
STALE = timedelta(days=30)
LATER = timedelta(days=36_525)


def rank(row: Conversation, now: datetime) -> datetime:
    """Where it stands in the order, by what is known of it now."""
    waits = row.waiting_since is not None and row.asks != "no"
    ends = [moment for moment in (row.due_at, row.reply_until) if moment is not None]
    since = row.waiting_since or row.last_at
    at = min(ends) if waits and ends else since + YEAR
    return at + LATER if since < now - STALE else at
