"""The pages below Team: each declares its tab, so that a new one needs no entry elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from dialogo.records.text import Text
from dialogo.web.frame.page import PAGES
from dialogo.web.frame.permission import Permission


@dataclass(frozen=True)
class TeamTab:
    """`order` in steps of ten; `url` the name of an address that takes the workspace alone.

    Whoever has the permission `SEE` of the tab's page sees the tab.
    """

    order: int
    title: Text
    url: str


@cache
def team_tabs() -> tuple[tuple[TeamTab, Permission], ...]:
    """Every `TEAM_TAB` of the pages, in order, with the permission it takes to see it."""
    found = []
    for module in iter_modules(import_module(PAGES).__path__):
        page = import_module(f"{PAGES}.{module.name}") if module.ispkg else None
        if page is not None and hasattr(page, "TEAM_TAB"):
            found.append((page.TEAM_TAB, page.SEE))
    return tuple(sorted(found, key=lambda pair: pair[0].order))
