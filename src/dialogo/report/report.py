"""The report of one company: what was read, what the audit found, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dialogo.audit.check import BELIEFS, Belief, Finding, Verdict
from dialogo.ladder.climb import Ladder, Said
from dialogo.records.text import Text

if TYPE_CHECKING:
    from dialogo.audit.check import Evidence
    from dialogo.audit.run import Audit
    from dialogo.report.texts import Behind

# A belief is cleared only if at least half of its checks could be told. House rule.
TOLD_AT_LEAST = 0.5
_GO_ON = Text(
    en="Go on like this, and look again in a month.",
    it="Continuate così, e riguardate fra un mese.",
)


@dataclass(frozen=True)
class LeftOut:
    """A row that was not read, or a whole file (row None): where and why."""

    file: str
    row: int | None
    column: str | None
    reason: Text
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Intake:
    """What was read: rows by table, and what was left out.

    `skipped` holds the first ones only; `skipped_rows` counts them all. `refused` are whole files.
    """

    rows: Mapping[str, int]
    skipped: tuple[LeftOut, ...] = ()
    skipped_rows: int = 0
    refused: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class Report:
    """Everything that a document, a terminal or a page shows of one company.

    `texts` are those that the findings rest on, by `kind:network:id`; a report that is `discreet`,
    to be passed on, shows nobody's words and names nobody among its evidence.
    """

    audit: Audit
    ladder: Ladder
    read: Intake
    texts: Mapping[str, Behind] = field(default_factory=dict)
    discreet: bool = False

    def evidence(self, finding: Finding) -> tuple[Evidence, ...]:
        """What may be shown of the things that a finding rests on."""
        things = finding.reading.evidence
        if not self.discreet:
            return things
        return tuple(
            replace(thing, url=None, quote=None) for thing in things if thing.kind != "person"
        )

    def text(self, thing: Evidence) -> Behind | None:
        """The text behind a piece of evidence, as far as it may be shown."""
        return None if self.discreet else self.texts.get(f"{thing.kind}:{thing.id}")

    def of_verdict(self, verdict: Verdict) -> list[Finding]:
        """The findings with this verdict, the gravest first."""
        return [finding for finding in self.audit.findings if finding.verdict == verdict]

    @property
    def gravest(self) -> list[Finding]:
        """The three that hold back most: mistakes first, then what to watch."""
        return [f for f in self.audit.findings if f.verdict in ("mistake", "watch")][:3]

    @property
    def next_step(self) -> Said | None:
        """The one thing to do next: what the next rung lacks, else what helps most.

        Recording more comes first only where no mistake is known yet.
        """
        rung = self.ladder.next
        if rung is not None and rung.next_step is not None and rung.reached == "no":
            return rung.next_step
        for finding in self.gravest:
            if finding.advice is not None:
                return Said(finding.check.id, finding.advice, finding.says[1])
        if rung is not None and rung.next_step is not None:
            return rung.next_step
        return None if self.gravest else Said("", _GO_ON)

    def of_belief(self, belief: Belief) -> list[Finding]:
        """The findings of a belief, the gravest first."""
        return [finding for finding in self.audit.findings if finding.check.belief == belief]

    @property
    def beliefs(self) -> list[tuple[Belief, Verdict]]:
        """Each belief that some check is about, and whether the company lives by it."""
        return [
            (belief, lives_by(findings))
            for belief in BELIEFS
            if (findings := self.of_belief(belief))
        ]


def lives_by(findings: Iterable[Finding]) -> Verdict:
    """Whether a company lives by a belief: "mistake" yes, "watch" in part, "ok" no."""
    verdicts = [finding.verdict for finding in findings]
    told = [verdict for verdict in verdicts if verdict != "unknown"]
    if "mistake" in told:
        return "mistake"
    if "watch" in told:
        return "watch"
    return "ok" if told and len(told) >= TOLD_AT_LEAST * len(verdicts) else "unknown"
