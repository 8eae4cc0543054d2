"""Every word of a template is there in both languages: nothing stands bare."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

WEB = Path(__file__).parents[2] / "src" / "dialogo" / "web"
TEMPLATES = sorted(WEB.rglob("templates/**/*.html"))
# Attributes whose values people read or hear.
SPOKEN = ("alt", "aria-label", "aria-description", "placeholder", "title")
# The same in both languages.
NAMES = {"Dialogo", "English", "Italiano", "API", "CSV", "JSON", "XLSX", "TOML", "OpenAPI"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_no_word_of_a_template_stands_bare(path: Path) -> None:
    assert bare(path.read_text(encoding="utf-8")) == []


def test_a_bare_word_is_found() -> None:
    assert bare('<p class="x">Hello {{ name }}</p>') == ["Hello"]
    assert bare('<a title="Close">{% say "a" "b" %}</a>') == ["Close"]
    assert bare("{% says %}Hello{% it %}Ciao{% endsays %}") == []
    assert bare("{# a note #}<!-- another --><style>p{}</style>") == []


def bare(source: str) -> list[str]:
    """The words of a template that are said in one language only."""
    kept: list[str] = []
    both = comment = False
    for token in Lexer(source).tokenize():
        name = token.contents.split(maxsplit=1)[0] if token.contents.strip() else ""
        if token.token_type == TokenType.BLOCK:
            both = (both or name == "says") and name != "endsays"
            comment = (comment or name == "comment") and name != "endcomment"
            kept.append("\x00")
        elif token.token_type == TokenType.TEXT and not both and not comment:
            kept.append(token.contents)
        elif token.token_type == TokenType.VAR:
            kept.append("\x00")
    text = re.sub(r"<!--.*?-->|<(style|script)\b.*?</\1>", "", "".join(kept), flags=re.S)
    spoken = re.findall(rf'\s(?:{"|".join(SPOKEN)})="([^"]*)"', text)
    text = re.sub(r"<[^>]*>|&#?\w+;", " ", text)
    words = re.findall(r"[^\W\d_]{2,}", " ".join([text, *spoken]).replace("\x00", " "))
    return [word for word in words if word not in NAMES]
