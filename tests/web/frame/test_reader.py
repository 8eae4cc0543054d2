"""Everybody reads in their own zone, else in the workspace's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.person import Person
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace


@pytest.mark.parametrize(
    ("zones", "shown"),
    [
        (("", "Europe/Rome"), "10:30"),
        (("Asia/Tokyo", "Europe/Rome"), "18:30"),
        (("", "Gone/Zone"), "09:30"),
    ],
)
def test_times_are_shown_in(
    zones: tuple[str, str],
    shown: str,
    workspace: Workspace,
    owner: Person,
    signed_in: Callable[..., Client],
) -> None:
    own, of_company = zones
    Workspace.objects.update(zone=of_company)
    Person.objects.filter(pk=owner.pk).update(zone=own)
    trail.note(owner, workspace, "test", "", Text(en="did it", it="l'ha fatto"))
    TrailEntry.objects.update(at=datetime(2026, 11, 2, 9, 30, tzinfo=UTC))
    page = signed_in().get("/w/aurora/settings/trail/").content.decode()
    assert f"2 Nov 2026, {shown}" in page
