"""Running the audit: every measure and every check on one company's records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dialogo.audit.check import Finding, Verdict
from dialogo.audit.policy import Policy
from dialogo.audit.shelf import checks, measures
from dialogo.language.found_needs import needs_found
from dialogo.language.label import labelled
from dialogo.language.taught import Taught
from dialogo.records.errors import BadInput
from dialogo.records.measure import Figure
from dialogo.records.records import Records
from dialogo.records.text import Text
from dialogo.records.window import Window

ORDER: tuple[Verdict, ...] = ("mistake", "watch", "unknown", "ok", "waived")

NOTHING = Text(
    en="there is nothing dated in these records: no post, no message, no hour, no expense. "
    "Add an export of a network, or fill in a template (dialogo template).",
    it="in questi dati non c'è nulla che abbia una data: nessun post, messaggio, ora o spesa. "
    "Aggiungete l'esportazione di una rete, o compilate un modello (dialogo template).",
)


@dataclass(frozen=True)
class Audit:
    """What the audit says of one company: its figures, and its findings, the gravest first."""

    company: str
    window: Window
    measures: Mapping[str, Figure]
    findings: tuple[Finding, ...]


def run(
    records: Records,
    window: Window | None = None,
    policy: Policy | None = None,
    taught: Taught | None = None,
) -> Audit:
    """Audits the one company that `records` are narrowed to.

    `taught` is what it knows of its own; without it, needs are found in its messages.
    Without a `window`: from the first event to the last. Raises `BadInput` if nothing is dated.
    """
    policy = policy or Policy()
    span = window or records.span()
    if span is None:
        raise BadInput(NOTHING)
    known = records.as_of(span.as_of)
    own = needs_found(known) if taught is None else taught
    narrowed = labelled(known.in_hours(policy.hours), own)
    shelf = {**checks(), **{check.id: check for check in policy.own_checks(measures())}}
    lines = policy.lines(narrowed, shelf)
    findings = [
        policy.waive(check(narrowed, span, lines.get(check.id)), span.as_of)
        for check in shelf.values()
    ]
    return Audit(
        company=records.company or "",
        window=span,
        measures={id_: measure(narrowed, span) for id_, measure in measures().items()},
        findings=tuple(sorted(findings, key=gravity)),
    )


def gravity(finding: Finding) -> tuple[int, int, float, str]:
    """Sorts findings: by verdict, by what the mistake does to a strategy, by how far it goes."""
    check = finding.check
    return ORDER.index(finding.verdict), -check.weight, -finding.severity, check.id
