"""The form of the promise: one time for everybody, and finer ones for some."""

from __future__ import annotations

from typing import Any

from django import forms

from dialogo.records.network_names import network_name
from dialogo.records.text import Text
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said
from dialogo.web.models import plan_body as body
from dialogo.web.pages.strategy.fields import NeedField, NumberField, WholeField, WordsField
from dialogo.web.queries.plan.words import PRIORITY_WORDS, line_called


class Single(forms.Form):
    """A part that is one thing and no list."""

    template = "strategy/fields/single.html"


_BLANK = 2  # empty rows below the finer promises that there are
_UNITS = {"min": 1, "h": 60, "day": 1440}
_ANY = Text(en="any", it="qualsiasi")
NO_TIME = Text(
    en="Say within which time, or empty the whole row.",
    it="Indicate entro quanto tempo, o svuotate tutta la riga.",
)
NOBODY = Text(
    en="Say to whom: a network, a need or a priority.",
    it="Indicate a chi: una rete, un bisogno o una priorità.",
)
TWICE = Text(en="“{name}” stands here twice.", it="«{name}» c'è due volte.")


_LINE = ("time", "unit", "network", "need", "priority")


def _unit() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=said(Text(en="Unit", it="Unità")),
        choices=[
            ("min", said(Text(en="minutes", it="minuti"))),
            ("h", said(Text(en="hours", it="ore"))),
            ("day", said(Text(en="days", it="giorni"))),
        ],
    )


def _line_fields(number: int) -> dict[str, forms.Field]:
    unit = _unit()
    unit.required, unit.initial = False, "h"
    fields = (
        NumberField(most=10_000, label=said(Text(en="Answered within", it="Risposta entro"))),
        unit,
        NetworkField(label=said(Text(en="Network", it="Rete")), max_length=40),
        NeedField(
            label=said(Text(en="Need", it="Bisogno")),
            max_length=200,
            widget=forms.TextInput(attrs={"list": "known-needs"}),
        ),
        forms.ChoiceField(
            required=False,
            label=said(Text(en="Priority", it="Priorità")),
            choices=[("", said(_ANY)), *((name, said(t)) for name, t in PRIORITY_WORDS.items())],
        ),
    )
    return {f"line_{number}_{name}": field for name, field in zip(_LINE, fields, strict=True)}


class NetworkField(WordsField):
    """A network by its name."""

    def prepare_value(self, value: Any) -> Any:
        return network_name(value, lang()) if isinstance(value, str) and value else value

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        return "fake" if words and words == network_name("fake", lang()) else words.lower()


class PromiseForm(Single):
    """The promise; its time in the unit in which people say it."""

    template = "strategy/fields/promise.html"
    time = NumberField(most=10_000, label=said(Text(en="Answered within", it="Risposta entro")))
    unit = _unit()
    share = WholeField(
        most=100,
        label=said(Text(en="For how many of a hundred", it="Per quanti su cento")),
        help_text=said(
            Text(
                en="Nine in ten is what Dialogo looks for: promise what the rota can keep.",
                it="Dialogo si aspetta nove su dieci: promettete ciò che i turni reggono.",
            )
        ),
    )
    counts = forms.ChoiceField(
        label=said(Text(en="Which hours count", it="Quali ore contano")),
        choices=[
            (
                "service",
                said(Text(en="business hours, as set", it="l'orario di servizio impostato")),
            ),
            ("always", said(Text(en="every hour", it="tutte le ore"))),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, **values: Any) -> None:
        super().__init__(data, **values)
        initial = values.get("initial") or {}
        self.count = min(initial.get("lines", 0) + _BLANK, body.MOST)
        for number in range(self.count):
            self.fields |= _line_fields(number)

    def lines(self) -> list[list[Any]]:
        """The fields of each finer promise."""
        return [[self[f"line_{n}_{name}"] for name in _LINE] for n in range(self.count)]

    def clean(self) -> dict[str, Any]:
        values, seen = self.cleaned_data, set()
        for number in range(self.count):
            line = self._line(number)
            names = [line.network, line.need, line.priority]
            at = f"line_{number}_"
            need = self.fields[f"{at}need"]
            assert isinstance(need, NeedField)  # noqa: S101  (narrowing only: made so above)
            called = line_called(line, need.called)
            if any(names) and not line.minutes and f"{at}time" not in self.errors:
                self.add_error(f"{at}time", said(NO_TIME))
            elif line.minutes and not any(names):
                self.add_error(f"{at}network", said(NOBODY))
            elif line.minutes and called in seen:
                self.add_error(f"{at}network", said(TWICE, name=called))
            seen.add(called)
        return values

    def value(self) -> body.Promise:
        values = self.cleaned_data
        minutes = _minutes(values["time"], values["unit"])
        share = values["share"]
        found = (self._line(number) for number in range(self.count))
        lines = tuple(line for line in found if line.minutes)
        return body.Promise(minutes, 90 if share is None else share, values["counts"], lines)

    def _line(self, number: int) -> body.PromiseLine:
        time, unit, network, need, priority = (
            self.cleaned_data.get(f"line_{number}_{name}") for name in _LINE
        )
        minutes = _minutes(time, unit or "h") or 0
        return body.PromiseLine(minutes, network or "", need or "", priority or "")

    @staticmethod
    def initial_of(promise: body.Promise) -> dict[str, Any]:
        time, unit = _spoken(promise.minutes)
        values: dict[str, Any] = {
            "time": time, "unit": unit, "share": promise.share, "counts": promise.counts,
            "lines": len(promise.lines),
        }  # fmt: skip
        for number, line in enumerate(promise.lines):
            time, unit = _spoken(line.minutes)
            told = (time, unit, line.network, line.need, line.priority)
            values |= {f"line_{number}_{name}": v for name, v in zip(_LINE, told, strict=True)}
        return values


def _minutes(time: Any, unit: str) -> int | None:
    return None if time is None else round(time * _UNITS[unit]) or None


def _spoken(minutes: int | None) -> tuple[int | None, str]:
    """A time in the largest unit in which people would say it."""
    unit = next(
        (u for u in ("day", "h") if minutes and minutes % _UNITS[u] == 0),
        "min" if minutes else "h",
    )
    if unit == "day" and minutes == _UNITS["day"]:
        unit = "h"  # people say 24 hours
    return minutes and minutes // _UNITS[unit], unit
