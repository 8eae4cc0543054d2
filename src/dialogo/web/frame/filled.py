"""A text whose values are written already, so that it can stand inside another one."""

from __future__ import annotations

from dialogo.records.text import LANGS, Text


def filled(text: Text, **values: object) -> Text:
    """`text` with its values in it, in both languages."""
    en, it = (text.say(lang, **values).replace("{", "{{").replace("}", "}}") for lang in LANGS)
    return Text(en=en, it=it)
