"""The policy: a company's own lines, own mistakes, waivers and business hours (a YAML file)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from dialogo.audit.check import Check, Finding, Limit, Waiver
from dialogo.audit.own_check import OwnCheck
from dialogo.audit.quantity import read_quantity
from dialogo.dialogue.promise import promised
from dialogo.records.business_hours import BusinessHours
from dialogo.records.errors import BadInput
from dialogo.records.measure import Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# What the plan says moves these lines, unless the policy moves them itself.
_PROMISED = "dialogue/slow-first-reply"
_MIX = "content/advert-barrage"
# Where a line comes from that the company drew itself.
OWN_LINE = Source("docs/policy.md", "house rule")


@dataclass(frozen=True)
class Policy:
    """`hours` None means that every hour counts; `moved` holds lines by check id, as written."""

    hours: BusinessHours | None = None
    waivers: tuple[Waiver, ...] = ()
    own: tuple[OwnCheck, ...] = ()
    moved: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    file: str | None = None

    def own_checks(self, measures: Mapping[str, Measure]) -> Iterable[Check]:
        """The mistakes that the company added itself; raises `BadInput` on unknown measures."""
        return [own.check(measures, self.file) for own in self.own]

    def lines(self, records: Records, checks: Mapping[str, Check]) -> dict[str, Limit]:
        """Lines that differ from the checks' own: what the plan promises, then the policy's.

        Raises `BadInput` for a check that does not exist or a line that makes no sense.
        """
        return {**_planned(records, checks), **self.moved_lines(checks)}

    def moved_lines(self, checks: Mapping[str, Check]) -> dict[str, Limit]:
        """The lines that the policy itself moves; raises as `lines` does."""
        lines: dict[str, Limit] = {}
        for id_, written in self.moved.items():
            if id_ not in checks:
                raise BadInput(NO_CHECK, file=self.file, key=f"lines.{id_}", check=id_)
            lines[id_] = self._moved(checks[id_], written)
        return lines

    def _moved(self, check: Check, written: Mapping[str, Any]) -> Limit:
        where = f"lines.{check.id}"
        line = check.limit

        def number(name: str, default: float) -> float:
            if name not in written:
                return default
            return read_quantity(written[name], check.unit, self.file, f"{where}.{name}")

        try:
            return replace(
                line,
                watch=number("watch", line.watch),
                mistake=number("mistake", line.mistake),
                at_least=written.get("at-least", line.at_least),
                source=OWN_LINE if {"watch", "mistake"} & written.keys() else line.source,
            )
        except ValueError:
            raise BadInput(CROSSED, file=self.file, key=where) from None

    def waive(self, finding: Finding, as_of: datetime) -> Finding:
        """The finding, accepted if a waiver for it holds on that day."""
        for waiver in self.waivers:
            holds = waiver.until is None or as_of.date() <= waiver.until
            matches = waiver.check == finding.check.id and finding.judged in ("watch", "mistake")
            if holds and matches:
                return replace(finding, verdict="waived", waiver=waiver)
        return finding


NO_CHECK = Text(
    en='there is no check "{check}". `dialogo checks` lists them all.',
    it="non c'è nessun controllo «{check}». `dialogo checks` li elenca tutti.",
)
CROSSED = Text(
    en="the mistake must begin after watching does: give both numbers, watch nearer to what is "
    "fine.",
    it="l'errore deve cominciare dopo l'attenzione: indicate entrambi i numeri, watch più vicino "
    "a ciò che va bene.",
)


def _planned(records: Records, checks: Mapping[str, Check]) -> dict[str, Limit]:
    """The lines that the plan in the records moves: its promise, and its share of promotion."""
    span = records.span()
    if span is None or not records.has("plan"):
        return {}
    found: dict[str, Limit] = {}
    if (promise := promised(records, span)) and _PROMISED in checks:
        seconds = promise.total_seconds()
        found[_PROMISED] = replace(
            checks[_PROMISED].limit, watch=seconds, mistake=2 * seconds, source=OWN_LINE
        )
    share = _promotional_share(records, span)
    if share is not None and _MIX in checks:
        found[_MIX] = replace(
            checks[_MIX].limit, watch=share, mistake=min(1.0, 2 * share), source=OWN_LINE
        )
    return found


def _promotional_share(records: Records, window: Window) -> float | None:
    """The largest share of promotion that the plan allows at the end of the window."""
    row = records.row(
        """
        SELECT arg_max(value, from_day) AS share FROM plan
        WHERE kind = 'mix' AND subject = 'promotional' AND value BETWEEN 0 AND 1
          AND from_day <= $day AND (to_day IS NULL OR to_day >= $day)
        """,
        day=window.as_of.date(),
    )
    share: float | None = row["share"]
    return share
