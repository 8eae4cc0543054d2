"""Tags for records: a network's name, and a text as the link to its own page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dialogo.records.network_names import network_name
from dialogo.records.text import Text
from dialogo.report.clean import link, one_line
from dialogo.web.frame.reader import lang

register = template.Library()

SHORT = 160
NO_WORDS = Text(en="(no words)", it="(senza parole)")
ERASED = Text(en="Erased person {number}", it="Persona cancellata {number}")
IN_NETWORK = Text(en=": read it there", it=": leggi sulla rete")


@register.filter
def network(name: str) -> str:
    """`linkedin` as the network writes itself."""
    return network_name(name, lang())


@register.filter
def short(text: str | None) -> str:
    """The first words of a text, on one line."""
    return one_line(text or "", SHORT)


@register.filter
def day(moment: datetime | None) -> date | None:
    """The day of a moment, where the reader is."""
    return timezone.localtime(moment).date() if moment else None


@register.simple_tag
def person_name(contact: Any) -> str:
    """A contact's name; who was erased has none, but a number to tell them apart by."""
    if contact.erased:
        return ERASED.say(lang(), number=str(contact.pk))
    return str(contact.name)


@register.simple_tag(takes_context=True)
def record_link(context: Context, table: str, row: Any) -> SafeString:
    """The first words of a row as the link to its page."""
    words = short(row.text) or NO_WORDS.say(lang())
    slug = context["workspace"].slug
    address = reverse("record", kwargs={"workspace": slug, "table": table, "id": row.pk})
    return format_html('<a href="{}">{}</a>', address, words)


@register.simple_tag
def network_link(row: Any) -> SafeString:
    """The network's name, as the link to a row there where its address is known."""
    address, name = link(row.url), network_name(row.network, lang())
    if address is None:
        return format_html("{}", name)
    return format_html(
        '<a href="{}" rel="noopener noreferrer">{}<span class="unseen">{}</span></a>',
        address,
        name,
        IN_NETWORK.say(lang()),
    )
