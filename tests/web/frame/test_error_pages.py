"""The pages for what cannot be shown say what, why and what now, and need nothing that could be
broken: no database, no session, nobody signed in."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from dialogo.web.frame import errors

SAID: dict[Callable[[HttpRequest], HttpResponse], tuple[int, str, str]] = {
    errors.bad_request: (
        400,
        "What was sent could not be read",
        "Ciò che è stato inviato non si legge",
    ),
    errors.forbidden: (
        403,
        "Your role does not open this page",
        "Questo ruolo non apre la pagina",
    ),
    errors.not_found: (404, "There is no such page", "Questa pagina non c'è"),
    errors.broken: (
        500,
        "Something broke on our side",
        "Qualcosa si è rotto dalla parte di Dialogo",
    ),
}


@pytest.mark.parametrize("page", SAID, ids=lambda page: page.__name__)
@pytest.mark.parametrize("lang", ["en", "it"])
def test_an_error_page_says_what_in_the_readers_language_without_a_database(
    page: Callable[[HttpRequest], HttpResponse], lang: str
) -> None:
    status, english, italian = SAID[page]
    with translation.override(lang):
        answer = page(RequestFactory().get("/"))
    title = italian if lang == "it" else english
    assert answer.status_code == status
    assert f"<h1>{title}</h1>" in unescape(answer.content.decode())


def disk_full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def database_full() -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("PRAGMA max_page_count = 2")
        connection.execute("CREATE TABLE t AS SELECT zeroblob(100000)")


def locked(tmp: Path) -> None:
    holder, waiter = (sqlite3.connect(tmp / "x", timeout=0, isolation_level=None) for _ in "12")
    holder.execute("BEGIN IMMEDIATE")
    waiter.execute("BEGIN IMMEDIATE")


@pytest.mark.parametrize(
    ("cause", "status", "title"),
    [
        (lambda tmp: disk_full(), 507, "The server has no room left"),
        (lambda tmp: database_full(), 507, "The server has no room left"),
        (locked, 503, "The database is busy"),
        (lambda tmp: 1 / 0, 500, "Something broke on our side"),
    ],
)
def test_a_full_disk_and_a_busy_database_have_a_remedy(
    cause: Callable[[Path], object], status: int, title: str, tmp_path: Path
) -> None:
    try:
        try:
            cause(tmp_path)
        except Exception as fault:
            raise OperationalError(str(fault)) from fault
    except OperationalError:
        answer = errors.broken(RequestFactory().get("/"))
    assert answer.status_code == status
    assert f"<h1>{title}</h1>" in answer.content.decode()
