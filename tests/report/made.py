"""Reports put together by hand: findings and figures as a test needs them, with hostile words."""

from dataclasses import replace
from datetime import UTC, datetime

from dialogo.audit.check import Belief, Check, Evidence, Finding, Limit, Reading, Verdict, Waiver
from dialogo.audit.run import Audit, gravity
from dialogo.ladder.climb import climb
from dialogo.records.measure import Figure
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.report.report import Intake, Report

WINDOW = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 6, 30, 12, 30, tzinfo=UTC))
HOSTILE = "<script>alert('x')</script> \x1b[2J\u202e{value} & \"quoted\"\n\nsecond line"
VALUES: dict[Verdict, float | None] = {
    "mistake": 0.9, "watch": 0.5, "ok": 0.1, "unknown": None, "waived": 0.9,
}  # fmt: skip


def finding(
    verdict: Verdict,
    belief: Belief = "just-a-channel",
    *,
    name: str = "advert-barrage",
    weight: int = 2,
    evidence: tuple[Evidence, ...] = (),
    long: str = "",
    figure: Figure | None = None,
) -> Finding:
    """A finding with that verdict, of a check whose words hold somebody else's text."""
    check = Check(
        id=f"content/{name}",
        belief=belief,
        title=Text(en="Advert barrage", it="Raffica di pubblicità"),
        reads=frozenset({"posts"}),
        rung=1,
        limit=Limit(0.3, 0.6, 10, Source("docs/evidence/ladder.md", "house rule")),
        measure=lambda records, window: reading,
        says=Text(en="{value} sell {who}." + long, it="Il {value} vende {who}." + long),
        fine=Text(en="Only {value} sell.", it="Vende solo il {value}."),
        advice={
            "watch": Text(en="Sell less.", it="Vendete meno."),
            "mistake": Text(en="Stop selling." + long, it="Smettete di vendere." + long),
        },
        action="draft",
        weight=weight,  # type: ignore[arg-type]  # 1 to 3
    )
    shown = figure or Figure(VALUES[verdict], "share", 40, 0.2, 0.95)
    reading = Reading(shown, evidence, {"who": "to everyone"})
    found = Finding(check, check.judge(reading, check.limit), reading, check.limit)
    if verdict == "waived":
        waiver = Waiver(check.id, HOSTILE, WINDOW.since.date())
        return replace(found, verdict="waived", waiver=waiver)
    assert found.verdict == verdict
    return found


def report(*findings: Finding, company: str = "Aurora", figures: int = 0) -> Report:
    """A report of these findings, in the audit's order."""
    measures = {f"content/measure-{k}": Figure(0.5, "share", k) for k in range(figures)}
    audit = Audit(company, WINDOW, measures, tuple(sorted(findings, key=gravity)))
    return Report(audit, climb(audit), Intake({"posts": 40}))
