"""Pages: what each is called, where it stands in the menu, who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.urls import URLPattern, URLResolver

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission

PAGES = "dialogo.web.pages"


@dataclass(frozen=True)
class Page:
    """`url` is the name of its first address; `order` its place in the menu, in steps of ten;
    `key` the letter that leads there after `g`."""

    url: str
    title: Text
    order: int
    see: Permission
    key: str = ""


def _modules() -> list[str]:
    return [module.name for module in iter_modules(import_module(PAGES).__path__) if module.ispkg]


@cache
def pages() -> tuple[Page, ...]:
    """Every page of the menu, in its order: the `PAGE` of each folder that has one."""
    found = [getattr(import_module(f"{PAGES}.{name}"), "PAGE", None) for name in _modules()]
    return tuple(sorted((page for page in found if page), key=lambda page: page.order))


def addresses() -> tuple[list[URLPattern | URLResolver], list[URLPattern | URLResolver]]:
    """The addresses below a workspace (`urlpatterns`) and those outside of one (`outside`)."""
    inside: list[URLPattern | URLResolver] = []
    outside: list[URLPattern | URLResolver] = []
    for name in _modules():
        if find_spec(f"{PAGES}.{name}.urls") is None:
            continue
        urls = import_module(f"{PAGES}.{name}.urls")
        inside += getattr(urls, "urlpatterns", [])
        outside += getattr(urls, "outside", [])
    return inside, outside
