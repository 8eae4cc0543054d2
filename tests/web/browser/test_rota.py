"""Shifts by hand and by keys: dragged, stretched, drawn, moved, and left as they were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from dialogo.web.actions.team import colleagues, shifts
from dialogo.web.models.person import Person
from dialogo.web.models.team import Colleague
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.team.rota import Shift

ROME = ZoneInfo("Europe/Rome")
MONDAY = date(2026, 10, 12)
PLACE = "/w/aurora/team/rota/?week=2026-W42"


@pytest.fixture
def rota(live_server: object, workspace: Workspace, owner: Person) -> None:
    """Ada is on shift on Monday from 9:00 to 12:00, Bea is not."""
    Colleague.objects.create(workspace=workspace, name="Bea")
    colleagues.know(workspace, MONDAY)
    begun = datetime(2026, 10, 12, 9, tzinfo=ROME)
    shifts.write(owner, workspace, Shift("Ada Neri", begun, begun + timedelta(hours=3)))


def told(page: Page) -> list[str]:
    """Every shift of the week: whose, on which day, from when to when."""
    found = page.locator("[data-shift]").evaluate_all(
        "all => all.map(one => [one.closest('tr').dataset.row, one.closest('td').dataset.day,"
        " one.querySelector('.hours').textContent].join(' '))"
    )
    return [str(one) for one in found]


def cell(page: Page, row: str, day: int) -> Locator:
    return page.locator(f"tr[data-row='{row}'] td").nth(day)


def drag(page: Page, begin: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*begin)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    page.mouse.up()


def middle(one: Locator) -> tuple[float, float]:
    box = one.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_shift_is_dragged_stretched_moved_by_keys_and_drawn(
    look: Callable[..., Page], rota: None
) -> None:
    page = look(PLACE)
    shift = page.locator("[data-shift]")
    with page.expect_navigation():
        drag(page, middle(shift), middle(cell(page, "Bea", 2)))
    assert told(page) == ["Bea 2026-10-14 9:00–12:00"]
    x, y = middle(page.locator(".stretch"))
    with page.expect_navigation():
        drag(page, (x, y), (x, y + 33))
    assert told(page) == ["Bea 2026-10-14 9:00–13:00"]
    shift.focus()
    for key in ("Shift+ArrowUp", "Shift+ArrowLeft", "-"):
        page.keyboard.press(key)
    expect(page.locator(".keep p")).to_have_text("Ada Neri, Tue 13 Oct, 9:00–12:45")
    page.keyboard.press("Escape")
    assert told(page) == ["Bea 2026-10-14 9:00–13:00"]
    page.keyboard.press("Shift+ArrowUp")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert told(page) == ["Ada Neri 2026-10-14 9:00–13:00"]
    x, y = middle(cell(page, "Bea", 0))
    with page.expect_navigation():
        drag(page, (x - 40, y), (x - 40, y + 66))
    expect(page.locator("#id_starts")).to_have_value("09:00")
    expect(page.locator("#id_ends")).to_have_value("11:00")
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    assert sorted(told(page)) == ["Ada Neri 2026-10-14 9:00–13:00", "Bea 2026-10-12 9:00–11:00"]


def test_a_click_opens_a_shift_and_a_phone_shows_the_week_as_a_list(
    look: Callable[..., Page], rota: None
) -> None:
    page = look(PLACE, width=360, lang="it")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    expect(page.locator("td:visible")).to_have_count(1)
    expect(page.locator(".cell-day:visible")).to_have_text("lun 12 ott")
    page.locator("[data-shift]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada Neri, lun 12 ott, 9:00–12:00")
