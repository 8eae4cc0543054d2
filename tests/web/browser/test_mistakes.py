"""A mistake in a real browser: forms open, a line is moved, nothing is too wide for a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.findings import latest
from tests.web.audited import BAD, keep
from tests.web.browser.test_axe import faults

PAGE = f"/w/aurora/mistakes/{BAD}/"


LIGHT = {"theme": "light", "lang": "en", "width": 1280}
DARK = {"theme": "dark", "lang": "it", "width": 360}


@pytest.mark.parametrize("how", [LIGHT, DARK], ids=["light", "dark"])
def test_a_mistake_with_everything_open_is_whole(
    look: Callable[..., Page],
    signed_in: Callable[..., Client],
    workspace: Workspace,
    how: dict[str, Any],
) -> None:
    keep(workspace)
    signed_in().post(f"{PAGE}comment/", {"comment-text": "At noon? " + "x" * 300})
    page = look(PAGE, Role.STRATEGIST, **how)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= how["width"]
    assert faults(page) == {}


def test_a_line_is_moved_by_hand(look: Callable[..., Page], workspace: Workspace) -> None:
    keep(workspace)
    page = look(PAGE)
    page.get_by_text("Move the line").press("Enter")
    page.get_by_label("Watch above (hours)").fill("90")
    page.get_by_role("button", name="Move it").click()
    assert "the mistake must begin" in page.get_by_role("alert").inner_text()
    page.get_by_label("Mistake above (hours)").fill("4 days")
    page.get_by_role("button", name="Move it").click()
    assert "Judged by it: fine" in page.get_by_role("status").first.inner_text()
    found = latest(workspace)
    finding = found.finding(BAD) if found else None
    assert finding is not None
    assert (finding.verdict, finding.limit.mistake) == ("ok", 4 * 86_400)
