"""Every permission there is: those that pages declare."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from dialogo.web.frame.page import PAGES
from dialogo.web.frame.permission import Permission


@cache
def permissions() -> tuple[Permission, ...]:
    """Those that stand in the folders of pages, page after page."""
    found: dict[str, Permission] = {}
    for module in iter_modules(import_module(PAGES).__path__):
        if not module.ispkg:
            continue
        for value in vars(import_module(f"{PAGES}.{module.name}")).values():
            if isinstance(value, Permission):
                found.setdefault(value.id, value)
    return tuple(found.values())


def by_id(name: str) -> Permission:
    """The permission called `name`; raises `KeyError` if no page has it."""
    return {one.id: one for one in permissions()}[name]
