"""Posts by hand and by keys: drawn to another day, out of the tray, moved, and left as they were;
and how one will look while it is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from dialogo.web.actions.content import making
from dialogo.web.models.content import Piece
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from tests.web.actions.letters.desk import open_desk

NINE = datetime(2031, 10, 14, 9, tzinfo=ZoneInfo("Europe/Rome"))  # a Tuesday to come
PLACE = "/w/aurora/calendar/?at=2031-10-14"


@pytest.fixture
def pieces(live_server: object, workspace: Workspace, owner: Person, tmp_path: Path) -> None:
    """A post on Tuesday at nine, and an idea without a day."""
    open_desk(workspace, owner, tmp_path)
    making.start(workspace, owner, title="Roasting", texts=["How we roast"], due_at=NINE)
    making.start(workspace, owner, title="Moka")


def drag(page: Page, one: Locator, to: Locator) -> None:
    for place in (one, to):
        place.scroll_into_view_if_needed()
    (x, y), (across, down) = (
        (box["x"] + 20, box["y"] + 12) for box in (one.bounding_box(), to.bounding_box()) if box
    )
    with page.expect_navigation():
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(across, down, steps=5)
        page.mouse.up()


def test_posts_are_drawn_and_moved_by_keys_and_seen_as_they_are_written(
    look: Callable[..., Page], pieces: None
) -> None:
    page = look(PLACE)
    roasting = page.locator("[data-entry]", has_text="Roasting")
    drag(page, roasting, page.locator("[data-day='2031-10-16']"))
    assert page.url.endswith(PLACE)
    assert Piece.objects.get(title="Roasting").due_at == NINE + timedelta(days=2)
    drag(page, page.locator(".tray [data-entry]"), page.locator("[data-day='2031-10-17']"))
    assert Piece.objects.get(title="Moka").due_at == NINE + timedelta(days=3)
    roasting.focus()
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator(".keep p")).to_have_text("Roasting: Wed 8 Oct")
    page.keyboard.press("Escape")
    assert page.locator("[data-day='2031-10-16'] [data-entry]").count() == 1
    page.keyboard.press("Shift+ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert Piece.objects.get(title="Roasting").due_at == NINE + timedelta(days=9)
    page.goto(page.url.replace("?at=2031-10-14", "new/"))
    page.get_by_label("What it says").first.fill("One\n---\n" + "x" * 501)
    expect(page.locator(".preview .length").first).to_contain_text("3 of 500")
    expect(page.locator(".preview .length.over")).to_contain_text("501 of 500: too long")
