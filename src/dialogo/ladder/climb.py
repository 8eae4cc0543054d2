"""Climbing: which rungs a company has reached, what is missing, how sure, and the next step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Literal

from dialogo.ladder.rungs import RETURNS, RUNGS, Need, Rung
from dialogo.records.measure import Figure, spoken
from dialogo.records.share import Share
from dialogo.records.text import Lang, Text

if TYPE_CHECKING:
    from dialogo.audit.check import Finding
    from dialogo.audit.run import Audit

Reached = Literal["yes", "no", "unknown"]

# A rung is not reached on a third of its evidence. House rule, see docs/evidence/ladder.md.
TOLD_AT_LEAST = 2 / 3


@dataclass(frozen=True)
class Said:
    """A sentence with its values, and the measure or check that it is about."""

    about: str
    text: Text
    values: Mapping[str, object] = field(default_factory=dict)

    def say(self, lang: Lang) -> str:
        """The sentence, written out."""
        return self.text.say(lang, **self.values)


@dataclass(frozen=True)
class Step:
    """Where a company stands with one rung.

    `has` is what is reached, `watch` what is and may not stay so, `lacks` what is missing, `untold`
    what could not be told and what to record for it. `sure` is the share of what the rung stands
    on that could be told, of `stands_on` measures and checks; `cases` is the least n that a told
    measure rests on (None: none was told).
    """

    rung: Rung
    reached: Reached
    has: tuple[Said, ...]
    watch: tuple[Said, ...]
    lacks: tuple[Said, ...]
    untold: tuple[Said, ...]
    sure: Share
    stands_on: int
    cases: int | None
    next_step: Said | None


@dataclass(frozen=True)
class Ladder:
    """The five steps, the lowest first."""

    steps: tuple[Step, ...]

    @property
    def height(self) -> int:
        """The number of the rung the company stands on; 0 is the ground."""
        return sum(1 for step in self.steps if step.reached == "yes")

    @property
    def next(self) -> Step | None:
        """The lowest step that is not reached; None at the top."""
        return next((step for step in self.steps if step.reached != "yes"), None)


_CLOSED = Said(
    "returns",
    Text(
        en="Not yet: what comes back is told under Returns, activity by activity, by a model that "
        "knows that effects are late.",
        it="Non ancora: che cosa ritorna si legge in Ritorno, attività per attività, secondo un "
        "modello che tiene conto degli effetti ritardati.",
    ),
)
_BELOW_FIRST = Text(
    en="The rung below comes first: {rung}.", it="Prima viene il gradino sotto: {rung}."
)


def climb(
    audit: Audit, before_returns: Sequence[Said] = (), measured: Sequence[Said] = ()
) -> Ladder:
    """The ladder of an audited company.

    A rung counts as reached only if the ones below are. The fifth stands on what is `measured` of
    the returns, and stays closed without; `before_returns` says what it still lacks, where
    something can tell (the returns' readiness).
    """
    steps: list[Step] = []
    for rung in RUNGS[:-1]:
        steps.append(_step(rung, audit, steps[-1] if steps else None))
    return Ladder((*steps, _last(before_returns, measured, audit, steps)))


@dataclass
class _Scale:
    """What speaks for a rung, against it, and what cannot be told, as it is weighed."""

    has: list[Said] = field(default_factory=list)
    watch: list[Said] = field(default_factory=list)
    lacks: list[Said] = field(default_factory=list)
    untold: list[Said] = field(default_factory=list)
    steps: list[Said] = field(default_factory=list)
    cases: list[int] = field(default_factory=list)
    blind: bool = False

    def put(self, finding: Finding) -> None:
        said = _sentence(finding)
        if finding.verdict == "unknown":
            self.untold.append(said)
        elif finding.verdict == "mistake":
            self.lacks.append(said)
            if finding.advice is not None:
                self.steps.append(Said(finding.check.id, finding.advice, said.values))
        else:
            (self.watch if finding.verdict == "watch" else self.has).append(said)

    @property
    def told(self) -> int:
        return len(self.has) + len(self.watch) + len(self.lacks)

    def lay(self, need: Need, figure: Figure | None) -> None:
        if figure is None or figure.value is None or figure.n < need.cases:
            self.untold.append(Said(need.measure, need.record))
            self.blind = True
            return
        self.cases.append(figure.n)
        values = _values(need, figure)
        if float(figure.value) >= need.line:
            self.has.append(Said(need.measure, need.reached, values))
        else:
            self.lacks.append(Said(need.measure, need.missing, values))
            self.steps.append(Said(need.measure, need.step, values))


def _step(rung: Rung, audit: Audit, below: Step | None) -> Step:
    scale = _Scale()
    for finding in _findings(rung, audit):
        scale.put(finding)
    for need in rung.needs:
        scale.lay(need, audit.measures.get(need.measure))
    told = scale.told
    stands_on = told + len(scale.untold)
    sure = Share(told / stands_on if stands_on else 0.0)
    reached = _reached(bool(scale.lacks), scale.blind or sure < TOLD_AT_LEAST, below)
    if below is not None and below.reached != "yes":
        scale.lacks.append(Said("ladder", _BELOW_FIRST, {"rung": below.rung.title}))
    hints = scale.steps or ([_first_to_record(rung, scale.untold)] if scale.untold else [])
    return Step(
        rung=rung,
        reached=reached,
        has=tuple(scale.has),
        watch=tuple(scale.watch),
        lacks=tuple(scale.lacks),
        untold=tuple(scale.untold),
        sure=sure,
        stands_on=stands_on,
        cases=min(scale.cases, default=None),
        next_step=hints[0] if hints and reached != "yes" else None,
    )


def _reached(lacking: bool, blind: bool, below: Step | None) -> Reached:
    if lacking or (below is not None and below.reached == "no"):
        return "no"
    if blind or (below is not None and below.reached == "unknown"):
        return "unknown"
    return "yes"


def _findings(rung: Rung, audit: Audit) -> list[Finding]:
    """The rung's findings, the gravest first; an accepted one neither helps nor hinders."""
    return [
        finding
        for finding in audit.findings
        if finding.check.rung == rung.number and finding.verdict != "waived"
    ]


def _sentence(finding: Finding) -> Said:
    text, values = finding.says
    return Said(finding.check.id, text, values)


def _first_to_record(rung: Rung, untold: Sequence[Said]) -> Said:
    """What to record first: for a measure that the rung cannot do without, else for a check."""
    needed = {need.measure for need in rung.needs}
    return next((said for said in untold if said.about in needed), untold[0])


def _values(need: Need, figure: Figure) -> dict[str, object]:
    """The values of a need's sentences; a gap in things that are counted is rounded up.

    No rung asks for an amount of money.
    """
    assert figure.value is not None  # noqa: S101  (narrowing only: the caller has looked)
    gap: float = max(0.0, need.line - float(figure.value))
    if figure.unit == "count":
        gap = ceil(gap)
    whole = figure.unit == "ratio" and need.line.is_integer()
    return {
        "value": figure.spoken,
        "line": int(need.line) if whole else spoken(need.line, figure.unit),
        "gap": spoken(gap, figure.unit),
        "n": figure.n,
    }


def _last(
    before: Sequence[Said], measured: Sequence[Said], audit: Audit, below: Sequence[Step]
) -> Step:
    scale = _Scale()
    for finding in _findings(RETURNS, audit):
        scale.put(finding)
    first = next((step for step in below if step.reached != "yes"), None)
    missing = [Said("ladder", _BELOW_FIRST, {"rung": first.rung.title})] if first else []
    lacks = [*missing, *scale.lacks, *before, *([] if measured else [_CLOSED])]
    told = scale.told + len(measured)
    stands_on = told + len(scale.untold)
    return Step(
        rung=RETURNS,
        reached="no" if lacks else "yes",
        has=(*measured, *scale.has),
        watch=tuple(scale.watch),
        lacks=tuple(lacks),
        untold=tuple(scale.untold),
        sure=Share(told / stands_on if stands_on else 0.0),
        stands_on=stands_on,
        cases=None,
        next_step=scale.steps[0] if scale.steps else None,
    )
