"""Many routers at once give every conversation to one person, and nobody too many."""

from __future__ import annotations

from pathlib import Path

from tests.web.databases import told_by


def test_several_routers_and_people_never_give_one_conversation_twice(tmp_path: Path) -> None:
    told = told_by("tests.web.jobs.routers", 5, tmp_path)
    assert told["wrong"] == []
    assert told["routed"] + told["by hand"] == told["conversations"] == told["closed"]
