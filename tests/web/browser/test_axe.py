"""Every page, in a real Chromium, keeps WCAG 2.2 AA: axe finds nothing, in either theme."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from tests.web import audited, world
from tests.web.addresses import readable

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a theme or a width may change; names and structure are the same in all of them.
SEEN = [
    "color-contrast",
    "target-size",
    "scrollable-region-focusable",
    "label-content-name-mismatch",
]
# Signs out.
LAST = "/account/logout/"


@pytest.fixture
def pages(live_server: object, workspace: Workspace, owner: Person) -> list[str]:
    """The paths of all pages of a company that has one of everything."""
    audited.keep(workspace)
    world.fill(workspace, owner)
    return [path for path in readable() if path != LAST]


LOOKS = [("light", "en", 1280, RULES), ("dark", "it", 360, SEEN)]


def test_axe_finds_nothing_on_any_page(pages: list[str], look: Callable[..., Page]) -> None:
    problems = {}
    for theme, lang, width, rules in LOOKS:
        page = look("/", theme=theme, lang=lang, width=width)
        page.add_init_script(path=AXE)
        for path in pages:
            page.goto(path)
            if found := faults(page, rules):
                problems[path, theme] = found
    assert len(pages) > 60
    assert problems == {}


@pytest.mark.parametrize("path", ["/account/login/", "/account/password/reset/", "/nowhere/"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_what_strangers_see(
    look: Callable[..., Page], path: str, theme: str
) -> None:
    assert faults(look(path, role=None, theme=theme)) == {}


def test_axe_finds_what_is_wrong(look: Callable[..., Page]) -> None:
    page = look("/account/login/", role=None)
    page.evaluate("document.querySelector('main').innerHTML = '<img src=x>'")
    assert "image-alt" in faults(page)


def faults(page: Page, rules: list[str] = RULES) -> dict[str, list[str]]:
    """What axe finds on the page: the rule, and where."""
    # A test's script comes in by the driver, which the page's policy does not hold.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    only = {"runOnly": rules, "resultTypes": ["violations"]}  # the rest is not looked into further
    found: dict[str, Any] = page.evaluate("only => axe.run(document, only)", only)
    return {
        fault["id"]: [f"{node['target']}: {node['failureSummary']}" for node in fault["nodes"]]
        for fault in found["violations"]
    }
