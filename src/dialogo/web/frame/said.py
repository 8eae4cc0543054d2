"""Words that are said only when they are read: labels, hints and errors of forms."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import lazy

from dialogo.records.text import Text
from dialogo.web.frame.reader import lang


def _say(text: Text, values: Mapping[str, object]) -> str:
    return text.say(lang(), **values)


_lazily = lazy(_say, str)


def said(text: Text, **values: object) -> str:
    """`text` in the language of whoever reads it, however early it was written down."""
    return _lazily(text, values)
