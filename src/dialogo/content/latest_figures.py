"""The latest figures of each post: what its network had counted when it was last read."""

from __future__ import annotations

from dialogo.records.records import View

_COUNTED = ("impressions", "reach", "likes", "comments", "shares", "saves", "clicks")
_LATEST = ", ".join(
    f"arg_max({name}, read_on) FILTER ({name} IS NOT NULL) AS {name}" for name in _COUNTED
)

# Exports bring different columns, so each count is its own latest one that is known.
LATEST_FIGURES = View(
    "latest_figures",
    f"""
    SELECT company, network, post_id, {_LATEST}
    FROM post_figures GROUP BY company, network, post_id
    """,
)
