"""SQLite is told how much there is of what, where there is much of it."""

from __future__ import annotations

import pytest
from django.db import connection

from dialogo.web.actions.planner import tell_planner
from dialogo.web.models.trail import TrailEntry


def told() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tbl FROM sqlite_stat1")
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
def test_large_tables_are_told_and_small_ones_are_not() -> None:
    if connection.vendor == "postgresql":
        tell_planner()  # it knows by itself
        return
    tell_planner()
    assert told() == set()
    TrailEntry.objects.bulk_create(
        (TrailEntry(verb="desk.look") for _ in range(10_001)),
        batch_size=2_000,
    )
    tell_planner()
    assert told() == {"desk_trailentry"}
