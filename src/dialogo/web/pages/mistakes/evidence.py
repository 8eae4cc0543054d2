"""Evidence as rows that open: the record's own page here, and where it stands on the network."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from dialogo.audit.check import Finding
from dialogo.records.text import Lang
from dialogo.report.clean import one_line
from dialogo.report.evidence_words import address, named, quoted
from dialogo.report.text_words import taken_for, written_by
from dialogo.report.texts import marked
from dialogo.web.models.roles import STRATEGY, Role
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.evidence import places
from dialogo.web.queries.team.figures import REVIEWS_PAY
from dialogo.web.queries.texts import texts_of

QUOTE = 220
FIRST = 5
# What somebody is paid is not everybody's to read.
_MAY_SEE_PAY = STRATEGY | {Role.ANALYST}


@dataclass(frozen=True)
class EvidenceRow:
    """`quote` are somebody's own words, `parts` the same, each with whether it decided what the
    text was taken for (`taken_for`); `note` why it is here, `name` where or who it is."""

    quote: str
    parts: list[tuple[str, bool]]
    taken_for: str
    note: str
    name: str
    url: str
    outside: str


def evidence_rows(
    workspace: Workspace, finding: Finding, role: Role, lang: Lang
) -> list[EvidenceRow]:
    """The worst first."""
    if finding.check.action == REVIEWS_PAY and role not in _MAY_SEE_PAY:
        return []
    evidence = finding.reading.evidence
    found = places(workspace, evidence)
    texts = texts_of(workspace, evidence)
    rows = []
    for thing in evidence:
        table, number = found.get(thing, ("", 0))
        kwargs = {"workspace": workspace.slug, "table": table, "id": number}
        text = texts.get(thing)
        quote = text.text if text else quoted(thing, QUOTE) or ""
        rows.append(
            EvidenceRow(
                quote=quote,
                parts=marked(quote, text.because if text else ()),
                taken_for=taken_for(text, lang) if text else "",
                note=one_line(thing.note.say(lang)) if thing.note else "",
                name=written_by(text, lang) if text else named(thing, lang),
                url=reverse("record", kwargs=kwargs) if table else "",
                outside=address(thing) or "",
            )
        )
    return rows
