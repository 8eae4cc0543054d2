"""Own mistakes: a check that a company adds without code, by a measure, a line and an advice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

from dialogo.audit.check import Belief, Check, Limit, Reading
from dialogo.audit.quantity import read_quantity
from dialogo.records.errors import BadInput
from dialogo.records.measure import Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

NO_MEASURE = Text(
    en='there is no measure "{measure}". {near}`dialogo measures` lists them all.',
    it="non c'è nessuna misura «{measure}». {near}`dialogo measures` le elenca tutte.",
)
DID_YOU_MEAN = Text(en='Did you mean "{name}"? ', it="Forse «{name}»? ")
CROSSED = Text(
    en="the mistake must begin after watching does, on the side that `worse` names.",
    it="l'errore deve cominciare dopo l'attenzione, dalla parte indicata da `worse`.",
)
_SAYS = Text(
    en="{title}: {value} (line: {watch}).",
    it="{title}: {value} (soglia: {watch}).",
)
OWN_SOURCE = Source("docs/own-mistakes.md", "house rule")


@dataclass(frozen=True)
class OwnCheck:
    """One entry under `checks:` of a policy, as written."""

    id: str
    title: Text
    measure: str
    watch: object
    mistake: object
    worse: Literal["above", "below"]
    advice: Text
    at_least: int = 1
    says: Text | None = None
    belief: Belief = "your-own"

    def check(self, measures: Mapping[str, Measure], file: str | None) -> Check:
        """The check it makes; raises `BadInput` if its measure or its line makes no sense."""
        where = f"checks.{self.id}"
        if self.measure not in measures:
            near = get_close_matches(self.measure, measures, 1, 0.5)
            hint = DID_YOU_MEAN.say("en", name=near[0]) if near else ""
            raise BadInput(
                NO_MEASURE,
                file=file,
                key=f"{where}.measure",
                measure=self.measure,
                near=hint and Text(hint, DID_YOU_MEAN.say("it", name=near[0])),
            )
        measure = measures[self.measure]
        line: dict[str, Any] = {
            name: read_quantity(getattr(self, name), measure.unit, file, f"{where}.{name}")
            for name in ("watch", "mistake")
        }
        try:
            limit = Limit(**line, at_least=self.at_least, worse=self.worse, source=OWN_SOURCE)
        except ValueError:
            raise BadInput(CROSSED, file=file, key=where) from None
        return Check(
            id=self.id,
            belief=self.belief,
            title=self.title,
            reads=measure.reads,
            rung=None,
            limit=limit,
            unit=measure.unit,
            measure=OwnReading(measure, self.title),
            says=self.says or _SAYS,
            fine=self.says or _SAYS,
            advice={"watch": self.advice, "mistake": self.advice},
            action="open-measure",
        )


@dataclass(frozen=True)
class OwnReading:
    """A measure read as it is; a value, not a closure, so that it can go to another process."""

    measure: Measure
    title: Text

    def __call__(self, records: Records, window: Window) -> Reading:
        return Reading(self.measure(records, window), words={"title": self.title})
