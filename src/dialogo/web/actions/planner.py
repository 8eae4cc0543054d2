"""Tells SQLite how much there is of what, by which it chooses the index of a query.

PostgreSQL sees to that itself. SQLite does not, and takes a workspace's million conversations for
ten. Of each index only a part is read, so that it takes a tenth of a second even then.
"""

from __future__ import annotations

from django.db import connection

_READ = 4_000  # rows of an index
# A small table may be a large one tomorrow: of those nothing is told, which SQLite takes for large.
_SMALL = 10_000


def tell_planner() -> None:
    """To be done from time to time, and after many rows were added."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={_READ}")
        cursor.execute("ANALYZE")
        cursor.execute(f"DELETE FROM sqlite_stat1 WHERE CAST(stat AS INTEGER) < {_SMALL}")
