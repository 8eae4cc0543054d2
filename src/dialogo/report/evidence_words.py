"""A piece of evidence as a person would name it: where it was said, when it was, whose it is."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dialogo.records.network_names import network_name
from dialogo.records.text import Lang, write
from dialogo.report.clean import link, one_line

if TYPE_CHECKING:
    from dialogo.audit.check import Evidence

_HOUR = re.compile(r"(\d{4})-W(\d\d) (Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d\d)")
_PLANNED = re.compile(r"[a-z]+:(.+):(\d{4}-\d\d-\d\d)")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# Names that no server on the internet can have (RFC 2606), as simulated records carry.
_NOWHERE = ("example", "invalid", "test", "localhost")


def named(thing: Evidence, lang: Lang) -> str:
    """Where it was said, who it is, when it was; "" where its note says all.

    The id itself, which the JSON document holds, means something to machines only.
    """
    told = one_line(thing.quote) if thing.quote else ""
    match thing.kind:
        case "message" | "post":
            return network_name(one_line(thing.id.partition(":")[0]))
        case "person":
            return ", ".join(filter(None, (one_line(thing.id), told)))
        case "hour" if hour := _HOUR.fullmatch(thing.id):
            year, week, day, begins = hour.groups()
            on = date.fromisocalendar(int(year), int(week), _DAYS.index(day) + 1)
            ends = (int(begins) + 1) % 24
            return f"{write(on, lang)}, {begins}:00–{ends:02}:00"
        case "plan" if line := _PLANNED.fullmatch(one_line(thing.id)):
            subject, begins = line.groups()
            return f"{subject}, {write(date.fromisoformat(begins), lang)}"
        case _:
            return told or ("" if thing.note else one_line(thing.id))


def quoted(thing: Evidence, longest: int) -> str | None:
    """The words that somebody wrote, on one line; None where nobody did."""
    if thing.kind not in ("message", "post") or not thing.quote:
        return None
    return one_line(thing.quote, longest)


def address(thing: Evidence) -> str | None:
    """Where it can be read; None where it cannot, as with what was made up."""
    url = link(thing.url)
    host = (urlsplit(url).hostname or "") if url else ""
    return None if host.rpartition(".")[2] in _NOWHERE else url
