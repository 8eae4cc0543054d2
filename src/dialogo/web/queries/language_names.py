"""What a language is called by the reader."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError

from dialogo.records.text import Lang


def language_name(code: str, lang: Lang) -> str:
    """`it` or `pt-BR` as the reader calls it; a code that nobody knows stands for itself."""
    try:
        return Locale.parse(code, sep="-").get_display_name(lang) or code
    except (UnknownLocaleError, ValueError):
        return code
