"""What a network sent, made fit to be kept and shown: texts, names, ids, links and moments.

Markup is not touched: a text is a text, and whoever shows it escapes it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from dialogo.records.errors import BadInput
from dialogo.records.text import Text

MOST_TEXT, MOST_NAME, MOST_ID, MOST_LINK = 50_000, 200, 1_000, 2_000
FIRST = datetime(1990, 1, 1, tzinfo=UTC)  # before it, no network and hardly a mail
FARTHEST = timedelta(days=3650)  # nothing may be answered for longer than that

ITSELF = Text(en="the id that it has", it="il suo identificativo")
TALK = Text(en="the id of its conversation", it="l'identificativo della sua conversazione")
HEAD = Text(en="the id of its thread", it="l'identificativo della sua discussione")
AUTHOR = Text(en="the id of its author", it="l'identificativo di chi l'ha scritto")
BAD_ID = Text(
    en="{what} cannot be kept: it has {n} characters, or signs that are no text.",
    it="{what} non si può conservare: ha {n} caratteri, o segni che non sono testo.",
)
# All but tabs and ends of lines: no screen shows them, and some terminals obey them.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# Signs that turn the direction of what follows: a name could rewrite the line it stands in.
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NO_ID = re.compile("[\x00-\x1f\x7f-\x9f\ufffd]")
_LINK = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)


def text(value: str) -> str:
    """Words without signs that nobody sees, cut where no human text goes on."""
    clean = _CONTROLS.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return clean if len(clean) <= MOST_TEXT else clean[: MOST_TEXT - 1] + "…"


def line(value: str, most: int = MOST_NAME) -> str:
    """A name or a title: on one line, in its own direction, and no longer than `most`."""
    clean = _TURNS.sub("", _CONTROLS.sub("", value))
    short = " ".join(clean[: 4 * most].split())
    return short if len(short) <= most else short[: most - 1] + "…"


def identity(value: str, what: Text = ITSELF) -> str:
    """An id as it stands, since it may not be changed; raises `BadInput` if it cannot be kept."""
    if not is_id(value):
        raise BadInput(BAD_ID, what=what, n=len(value))
    return value


def is_id(value: str) -> bool:
    """Whether it can be kept as it stands."""
    return bool(value.strip()) and len(value) <= MOST_ID and not _NO_ID.search(value)


def reference(value: str | None) -> str | None:
    """The id of what something answers; None where that cannot be kept: the words count more."""
    return value if value and is_id(value) else None


def link(value: str | None, *also: str) -> str | None:
    """An address that may stand behind a link; None for any other (and for `javascript:`)."""
    if value is None or len(value) > MOST_LINK:
        return None
    if also and value.startswith(also) and not _CONTROLS.search(value):
        return value
    return value if _LINK.fullmatch(value) else None


def moment(value: datetime, received: datetime) -> datetime:
    """When something happened: not after we heard of it, nor before there were networks."""
    return value if FIRST <= value <= received else received


def until(value: datetime | None, received: datetime) -> datetime | None:
    """Up to when something may be done; None where nobody lives to see it."""
    return value if value and FIRST <= value <= received + FARTHEST else None
