"""Left to marketing: how much of the team is the marketing department, doing it as an extra."""

from __future__ import annotations

import re

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.team.members import Member, team

# A department called "social media marketing" exists for social media; one called "marketing and
# communication" does not.
_MARKETING = re.compile(r"market|\bmktg?\b|advert|pubblicit|promo", re.IGNORECASE)
_OWN = re.compile(r"social|communit|care\b|support|assist|service|servizio", re.IGNORECASE)


def is_marketing(department: str) -> bool:
    """Whether a department, by its name in Italian or English, is the marketing department."""
    return bool(_MARKETING.search(department)) and not _OWN.search(department)


def said_of(records: Records, window: Window) -> tuple[Member, ...]:
    """Today's members of whom both the department and whether they are dedicated is recorded."""
    return tuple(
        member
        for member in team(records, window)
        if (member.department or "").strip() and member.dedicated is not None
    )


def left(member: Member) -> bool:
    """Whether this person sits in marketing and does social media as an extra."""
    return is_marketing(member.department or "") and not member.dedicated


def marketing_only_share(records: Records, window: Window) -> Figure:
    """Share of today's team that sits in marketing and is not dedicated; n is the people told."""
    said = said_of(records, window)
    if not said:
        return Figure(value=None, unit="share", n=0)
    return Figure(sum(left(member) for member in said) / len(said), "share", len(said))


MARKETING_ONLY_SHARE = Measure(
    id="team/marketing-only-share",
    title=Text(
        en="Share of the team that is marketing, doing it as an extra",
        it="Quota della squadra che è il marketing, e lo fa in aggiunta",
    ),
    meaning=Text(
        en="People of today's team who sit in the marketing department and are not dedicated to "
        "social media, among those whose department is recorded.",
        it="Le persone della squadra di oggi che stanno nel reparto marketing e non sono dedicate "
        "ai social, fra quelle di cui è registrato il reparto.",
    ),
    unit="share",
    reads=frozenset({"members"}),
    source=Source("docs/evidence/people.md", "definition"),
    compute=marketing_only_share,
    window="as of the end",
)
