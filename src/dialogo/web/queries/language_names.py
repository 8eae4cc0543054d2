"""What a language is called by the reader."""

from __future__ import annotations

from babel import Locale

from dialogo.records.text import Lang


def language_name(code: str, lang: Lang) -> str:
    """`it` as the reader calls it; a code that nobody knows stands for itself."""
    return str(Locale(lang).languages.get(code.lower(), code))
