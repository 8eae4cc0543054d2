"""The pages for what cannot be shown say what, why and what now, and need nothing that could be
broken: no database, no session, nobody signed in."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
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
