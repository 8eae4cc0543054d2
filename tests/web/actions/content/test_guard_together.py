"""Of several offers that are planned in one instant no more go through than may sell."""

from __future__ import annotations

from pathlib import Path

from tests.web.databases import told_by


def test_people_who_plan_in_one_instant_wait_for_each_other(tmp_path: Path) -> None:
    told = told_by("tests.web.actions.content.planners", 1, tmp_path)
    assert told == {"planned": [3, 3]}
