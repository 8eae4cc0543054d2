"""The policy: a company's own lines, own checks, waivers and business hours (a YAML file)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dialogo.audit.check import Check, Finding, Limit, Waiver
from dialogo.records.business_hours import BusinessHours
from dialogo.records.measure import Measure
from dialogo.records.records import Records


@dataclass(frozen=True)
class Policy:
    """`hours` None means that every hour counts."""

    hours: BusinessHours | None = None
    waivers: tuple[Waiver, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Policy:
        """The policy in a YAML file; raises `BadInput` that names the key that is wrong."""
        raise NotImplementedError

    def own_checks(self, measures: Mapping[str, Measure]) -> Iterable[Check]:
        """The mistakes that the company added itself."""
        return ()

    def lines(self, records: Records, checks: Mapping[str, Check]) -> dict[str, Limit]:
        """Lines that differ from the checks' own: the policy's, else what the plan promises."""
        return {}

    def waive(self, finding: Finding, as_of: datetime) -> Finding:
        """The finding, accepted if a waiver for it holds on that day."""
        for waiver in self.waivers:
            holds = waiver.until is None or as_of.date() <= waiver.until
            if (
                waiver.check == finding.check.id
                and holds
                and finding.judged in ("watch", "mistake")
            ):
                return replace(finding, verdict="waived", waiver=waiver)
        return finding
