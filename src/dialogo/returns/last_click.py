"""Last click beside the estimate: how far they lie apart for each activity, and why.

The last click gives the whole of an outcome to whatever was clicked last before it. It cannot see
what worked weeks earlier, what was never clicked, or what would have come by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dialogo.records.errors import BadInput
from dialogo.records.share import Share
from dialogo.records.text import LANGS, Lang, Text
from dialogo.returns.band import Band
from dialogo.returns.results import ActivityReturn, Returns

_LATE = 1.0  # weeks to half the effect, beyond which a click is rarely the last

_NOT_A_FIGURE = Text(
    en="what the last click credits to {activity} is {given}; it cannot be below 0 or more than "
    "the whole outcome of {total}.",
    it="ciò che l'ultimo clic attribuisce a {activity} è {given}; non può stare sotto 0 né sopra "
    "l'intero risultato di {total}.",
)
OPEN = Text(
    en="The estimate cannot tell yet. The last click says {clicked} without saying how sure it is.",
    it="La stima non può ancora dirlo. L'ultimo clic dice {clicked}, ma non quanto è sicuro.",
)
ALIKE = Text(
    en="The two agree: {clicked} by last click, {low} to {high} by the estimate.",
    it="I due concordano: {clicked} per l'ultimo clic, da {low} a {high} per la stima.",
)
TOO_LATE = Text(
    en="The last click sees too little, {clicked} against {low} to {high}: half of its effect "
    "comes after {half:week|weeks} or later, when another click is the last.",
    it="L'ultimo clic vede troppo poco, {clicked} contro un valore da {low} a {high}: metà "
    "dell'effetto arriva dopo {half:settimana|settimane} o più, quando l'ultimo clic è un altro.",
)
UNCLICKED = Text(
    en="The last click sees too little, {clicked} against {low} to {high}, though the effect is "
    "quick: people come without clicking on it.",
    it="L'ultimo clic vede troppo poco, {clicked} contro un valore da {low} a {high}, anche se "
    "l'effetto è rapido: le persone arrivano senza cliccarci sopra.",
)
ANYWAY = Text(
    en="The last click credits too much, {clicked} against {low} to {high}: part of those who "
    "clicked would have come by themselves, or because of something earlier.",
    it="L'ultimo clic attribuisce troppo, {clicked} contro un valore da {low} a {high}: una parte "
    "di chi ha cliccato sarebbe venuta da sé, o per qualcosa di precedente.",
)


@dataclass(frozen=True)
class Beside:
    """One activity by last click and by the estimate, both as shares of the outcome.

    `code` is `open`, `alike`, `late`, `unclicked` or `anyway`; write why with `say(lang)`.
    """

    name: str
    clicked: float
    estimate: Band
    code: str
    half_by: float

    def say(self, lang: Lang) -> str:
        text = {
            "open": OPEN, "alike": ALIKE, "late": TOO_LATE, "unclicked": UNCLICKED,
            "anyway": ANYWAY,
        }[self.code]  # fmt: skip
        return text.say(
            lang, clicked=Share(self.clicked), low=Share(self.estimate.low),
            high=Share(self.estimate.high), half=round(self.half_by),
        )  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "last_click": self.clicked,
            "estimate": self.estimate.to_json(),
            "why": {"code": self.code, **{lang: self.say(lang) for lang in LANGS}},
        }


def beside_last_click(found: Returns, credited: Mapping[str, float]) -> tuple[Beside, ...]:
    """Each activity in `credited`: what the last click credits to it over the weeks of the series,
    in the outcome's unit, beside the estimate.

    Raises `BadInput` for an activity that there is not or a figure that cannot be.
    """
    total = float(found.series.outcome.sum())
    beside = []
    for name, figure in credited.items():
        one = found[name]
        if not 0 <= figure <= total:
            raise BadInput(_NOT_A_FIGURE, activity=name, given=f"{figure:g}", total=f"{total:g}")
        clicked = figure / total
        beside.append(Beside(name, clicked, one.share, _why(one, clicked), one.half_by.mean))
    return tuple(beside)


def _why(one: ActivityReturn, clicked: float) -> str:
    if not one.verdict.measurable:
        return "open"
    if clicked > one.share.high:
        return "anyway"
    if clicked >= one.share.low:
        return "alike"
    return "late" if one.half_by.mean >= _LATE else "unclicked"
