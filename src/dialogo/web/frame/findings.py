"""Findings as rows of a list: the mark, what it is called, what it says, where it is opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from dialogo.audit.check import Finding
from dialogo.records.text import Lang
from dialogo.report.vocabulary import sentence


@dataclass(frozen=True)
class FindingRow:
    """`change` says how it has gone since last week; empty where that is not known."""

    verdict: str
    title: str
    says: str
    url: str
    change: str = ""


@dataclass(frozen=True)
class SaidOf:
    """What an audit says of a subject: the rows that ask for something, and the rest."""

    asks: list[FindingRow]
    rest: list[FindingRow]

    @property
    def all(self) -> list[FindingRow]:
        return self.asks + self.rest


def said_of(findings: Iterable[Finding], workspace: str, lang: Lang) -> SaidOf:
    """The rows in the order given, in two parts."""
    rows = finding_rows(findings, workspace, lang)
    asks = [row for row in rows if row.verdict in ("mistake", "watch")]
    return SaidOf(asks, [row for row in rows if row not in asks])


def finding_rows(
    findings: Iterable[Finding],
    workspace: str,
    lang: Lang,
    changes: Mapping[str, str] | None = None,
) -> list[FindingRow]:
    """Rows in the order given; `changes` by check id, in words."""
    return [
        FindingRow(
            finding.verdict,
            finding.check.title.say(lang),
            sentence(finding, lang),
            reverse("mistake", kwargs={"workspace": workspace, "check": finding.check.id}),
            (changes or {}).get(finding.check.id, ""),
        )
        for finding in findings
    ]
