"""Tags: both languages beside each other, values as a reader writes them, marks and staves."""

from __future__ import annotations

from typing import Any, cast

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from dialogo.audit.check import Verdict
from dialogo.records.text import Text, write
from dialogo.report.how_sure import how_sure
from dialogo.report.vocabulary import SHAPES, VERDICTS
from dialogo.web.frame.reader import lang

register = template.Library()


@register.simple_tag
def say(en: str, it: str, **values: object) -> str:
    """`{% say "{n} people wait" "Aspettano in {n}" n=waiting %}`; escaped like any text."""
    local = {name: _local(value) for name, value in values.items()}
    return Text(en=en, it=it).say(lang(), **local)


@register.simple_tag
def told(text: Text, **values: object) -> str:
    """A `Text` of Python's side, said in the reader's language."""
    return text.say(lang(), **{name: _local(value) for name, value in values.items()})


@register.filter
def written(value: object) -> str:
    """Any value as the reader writes it: shares, money, spans, days, times in their zone."""
    return "" if value is None else write(_local(value), lang())


def _local(value: object) -> object:
    from datetime import datetime

    return timezone.localtime(value) if isinstance(value, datetime) else value


@register.filter
def sure(share: float) -> str:
    """How sure a model is of what it says."""
    return how_sure(share, lang())


class _Says(Node):
    """A stretch of markup in each language."""

    def __init__(self, en: NodeList, it: NodeList) -> None:
        self.en, self.it = en, it

    def render(self, context: Context) -> SafeString:
        return (self.it if lang() == "it" else self.en).render(context)


@register.tag
def says(parser: Parser, token: Token) -> _Says:
    """`{% says %}English <b>markup</b>{% it %}Italiano{% endsays %}`; Italian is not optional."""
    en = parser.parse(("it",))
    parser.delete_first_token()
    it = parser.parse(("endsays",))
    parser.delete_first_token()
    return _Says(en, it)


@register.inclusion_tag("frame/parts/mark.html")
def mark(verdict: str) -> dict[str, Any]:
    """A verdict as shape and word."""
    known = cast("Verdict", verdict)
    return {"verdict": verdict, "shape": SHAPES[known], "word": VERDICTS[known].say(lang())}


@register.inclusion_tag("frame/parts/stave.html")
def stave(height: int | None) -> dict[str, Any]:
    """The five lines, inked as far as they are reached; None: not known yet."""
    lines = [
        {"number": number, "y": 2 + (5 - number) * 4, "reached": number <= (height or 0)}
        for number in range(5, 0, -1)
    ]
    return {"lines": lines, "height": height}


@register.inclusion_tag("frame/parts/field.html")
def field(bound: Any) -> dict[str, Any]:
    """A form's field with its label, hint and error, tied together for whoever hears the page."""
    return {"field": bound}


@register.simple_tag
def joined(items: list[object], between: str = ", ") -> SafeString:
    """Items one after the other, each escaped."""
    return mark_safe(between.join(conditional_escape(str(item)) for item in items))  # noqa: S308  (each is escaped)
