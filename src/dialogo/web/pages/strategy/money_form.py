"""The form of the budget: an amount or a reason for each activity, and what is for one network."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from babel.numbers import list_currencies
from django import forms
from django.core.exceptions import ValidationError

from dialogo.budget.ledger import THE_FOUR
from dialogo.records.network_names import network_name
from dialogo.records.text import Text
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said
from dialogo.web.models import plan_body as body
from dialogo.web.pages.strategy.fields import DayField, NumberField, WordsField
from dialogo.web.pages.strategy.promise_form import NetworkField, Single
from dialogo.web.queries.plan.words import ACTIVITY_WORDS

WHY_NOTHING = Text(en="Why nothing for {activity}", it="Perché niente per «{activity}»")
NO_CURRENCY = Text(
    en="This is no currency. Write its three letters: EUR, CHF, GBP …",
    it="Non è una valuta. Scrivetene le tre lettere: EUR, CHF, GBP …",
)
ENDS_FIRST = Text(
    en="The last day comes before the first.", it="L'ultimo giorno viene prima del primo."
)
NO_NETWORK = Text(
    en="Say for which network, or empty the whole row.",
    it="Indicate per quale rete, o svuotate tutta la riga.",
)
NO_AMOUNT = Text(
    en="Say how much, or empty the whole row.", it="Indicate quanto, o svuotate tutta la riga."
)
NO_ACTIVITY = Text(
    en="Say for which activity, or empty the whole row.",
    it="Indicate per quale attività, o svuotate tutta la riga.",
)
TWICE = Text(
    en="{activity} for {network} stands here twice.", it="«{activity}» per {network} c'è due volte."
)
TOO_MUCH = Text(
    en="The networks of this activity come to {parts}, which is more than its {whole}.",
    it="Le reti di questa attività arrivano a {parts}, più dei suoi {whole}.",
)
KNOWN = (
    "bluesky", "facebook", "instagram", "linkedin", "mastodon", "telegram", "tiktok", "x",
    "youtube",
)  # fmt: skip
_BLANK = 3  # empty rows below the networks that there are
_PART = ("activity", "network", "amount")
_NONE = Text(en="–", it="–")


def _money_input() -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})


def _part_fields(number: int) -> dict[str, forms.Field]:
    choices = [(name, said(ACTIVITY_WORDS[name])) for name in body.DOABLE]
    fields = (
        forms.ChoiceField(
            required=False,
            label=said(Text(en="Activity", it="Attività")),
            choices=[("", said(_NONE)), *choices],
        ),
        NetworkField(
            label=said(Text(en="Network", it="Rete")),
            max_length=40,
            widget=forms.TextInput(attrs={"list": "known-networks", "autocomplete": "off"}),
        ),
        NumberField(most=10**9, label=said(Text(en="Amount", it="Importo")), widget=_money_input()),
    )
    return {f"part_{number}_{name}": field for name, field in zip(_PART, fields, strict=True)}


class BudgetForm(Single):
    """The budget: its period, an amount or a reason for each activity, parts for networks."""

    template = "strategy/fields/money.html"
    first = DayField(label=said(Text(en="From", it="Dal")))
    last = DayField(label=said(Text(en="To", it="Al")))
    currency = WordsField(
        max_length=3,
        label=said(Text(en="Currency", it="Valuta")),
        help_text=said(Text(en="Three letters: EUR, CHF …", it="Tre lettere: EUR, CHF …")),
    )

    def __init__(self, data: Any = None, **values: Any) -> None:
        super().__init__(data, **values)
        for name in body.DOABLE:
            called = ACTIVITY_WORDS[name]
            self.fields[f"amount_{name}"] = NumberField(
                most=10**9, label=said(called), widget=_money_input()
            )
            if name in THE_FOUR:
                self.fields[f"why_{name}"] = WordsField(label=said(WHY_NOTHING, activity=called))
        initial = values.get("initial") or {}
        self.count = min(initial.get("parts", 0) + _BLANK, body.MOST)
        for number in range(self.count):
            self.fields |= _part_fields(number)

    def clean_currency(self) -> str:
        code = str(self.cleaned_data["currency"]).upper()
        if code and code not in list_currencies():
            raise ValidationError(said(NO_CURRENCY))
        return code

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        first, last = values.get("first"), values.get("last")
        if first and last and last < first:
            self.add_error("last", said(ENDS_FIRST))
        seen: set[tuple[str, str]] = set()
        for number, activity, network, amount in self._parts():
            at = f"part_{number}_"
            if not activity and (network or amount):
                self.add_error(f"{at}activity", said(NO_ACTIVITY))
            elif not network and (activity or amount):
                self.add_error(f"{at}network", said(NO_NETWORK))
            elif network and not amount and f"{at}amount" not in self.errors:
                self.add_error(f"{at}amount", said(NO_AMOUNT))
            elif network and (activity, network) in seen:
                told = {"activity": ACTIVITY_WORDS[activity], "network": network_name(network)}
                self.add_error(f"{at}network", said(TWICE, **told))
            seen.add((activity, network))
        for name in body.DOABLE:
            whole, parts = values.get(f"amount_{name}"), self._of(name)
            total = sum((part.amount for part in parts), Decimal(0))
            if whole is not None and total > whole:
                told = {"parts": f"{total:f}", "whole": f"{whole:f}"}
                self.add_error(f"amount_{name}", said(TOO_MUCH, **told))
        return values

    def _parts(self) -> Iterator[tuple[int, str, str, Decimal | None]]:
        for number in range(self.count):
            activity, network, amount = (
                self.cleaned_data.get(f"part_{number}_{name}") for name in _PART
            )
            yield number, activity or "", network or "", amount

    def _of(self, activity: str) -> tuple[body.Part, ...]:
        """What of an activity is for one network each."""
        return tuple(
            body.Part(network, amount)
            for _, name, network, amount in self._parts()
            if name == activity and network and amount
        )

    def lines(self) -> list[tuple[Any, Any]]:
        """The fields of each activity: the amount, and of the four the reason."""
        return [
            (self[f"amount_{name}"], self[f"why_{name}"] if name in THE_FOUR else None)
            for name in body.DOABLE
        ]

    def parts(self) -> list[list[Any]]:
        """The fields of each part for one network."""
        return [[self[f"part_{n}_{name}"] for name in _PART] for n in range(self.count)]

    def value(self) -> body.Budget:
        """The budget; an activity of which only parts are told is their sum."""
        values, lines = self.cleaned_data, []
        for name in body.DOABLE:
            parts, amount = self._of(name), values[f"amount_{name}"]
            if amount is None and parts:
                amount = sum((part.amount for part in parts), Decimal(0))
            line = body.Amount(name, amount, values.get(f"why_{name}", ""), parts)
            if line.amount is not None or line.why_not:
                lines.append(line)
        return body.Budget(values["first"], values["last"], values["currency"], tuple(lines))

    def networks(self) -> list[str]:
        """Names to choose from; any other may be written, too."""
        return [network_name(name, lang()) for name in KNOWN]

    @staticmethod
    def initial_of(budget: body.Budget) -> dict[str, Any]:
        parts = [
            (line.activity, p.network, p.amount) for line in budget.amounts for p in line.parts
        ]
        values: dict[str, Any] = {
            "first": budget.first, "last": budget.last, "currency": budget.currency,
            "parts": len(parts),
        }  # fmt: skip
        for line in budget.amounts:
            values[f"amount_{line.activity}"] = line.amount
            values[f"why_{line.activity}"] = line.why_not
        for number, told in enumerate(parts):
            values |= {f"part_{number}_{name}": v for name, v in zip(_PART, told, strict=True)}
        return values
