"""The forms of the plan's parts: each reads a part's value, and gives one back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from dialogo.records.text import Text
from dialogo.web.frame.said import said
from dialogo.web.models import plan_body as body
from dialogo.web.pages.strategy.fields import (
    DayField,
    NeedField,
    NumberField,
    WholeField,
    WordsField,
)
from dialogo.web.pages.strategy.money_form import BudgetForm
from dialogo.web.pages.strategy.promise_form import PromiseForm, Single
from dialogo.web.queries.plan.words import ACTIVITY_WORDS, PURPOSES

NAMELESS = Text(
    en="Say what this is about, or empty the whole row.",
    it="Dite di che cosa si tratta, o svuotate tutta la riga.",
)
TWICE = Text(en="“{name}” stands here twice.", it="«{name}» c'è due volte.")


class Row(forms.Form):
    """One entry of a list; without its `name_field` the rest of it means nothing."""

    name_field: ClassVar[str]
    layout: ClassVar[str] = "strategy/fields/row.html"
    makes: ClassVar[Callable[..., Any]]

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if not values.get(self.name_field) and self.name_field not in self.errors and self.filled():
            self.add_error(self.name_field, said(NAMELESS))
        return values

    def filled(self) -> bool:
        """Whether anything stands in it."""
        return any(value not in (None, "", [], False) for value in self.cleaned_data.values())

    def entry(self) -> Any:
        """The entry, or None for an empty row."""
        values = self.cleaned_data
        return type(self).makes(**values) if values.get(self.name_field) else None


if TYPE_CHECKING:
    _RowSet = BaseFormSet[Row]
else:
    _RowSet = BaseFormSet  # Django's own takes no parameter while it runs


class Rows(_RowSet):
    """A list of entries; emptied rows go, and none may be there twice."""

    template = "strategy/fields/rows.html"

    def clean(self) -> None:
        seen = set()
        for form in self.forms:
            name = str(getattr(form, "cleaned_data", {}).get(form.name_field) or "")
            if name and name.casefold() in seen:
                form.add_error(form.name_field, said(TWICE, name=name))
                raise ValidationError("")
            seen.add(name.casefold())

    def value(self) -> tuple[Any, ...]:
        entries = [form.entry() for form in self.forms]
        return tuple(entry for entry in entries if entry is not None)


class AudienceRow(Row):
    name_field, makes = "who", body.Audience
    who = WordsField(label=said(Text(en="Whom we serve", it="A chi ci rivolgiamo")))
    where = WordsField(label=said(Text(en="Where we meet them", it="Dove si incontrano")))


class NeedRow(Row):
    name_field, makes = "need", body.Need
    need = NeedField(
        label=said(Text(en="What they need", it="Di che cosa hanno bisogno")),
        widget=forms.TextInput(attrs={"list": "known-needs"}),
    )
    content = WordsField(
        label=said(Text(en="Which content serves it", it="Quale contenuto vi risponde"))
    )


class GoalRow(Row):
    name_field, makes = "what", body.Goal
    what = WordsField(label=said(Text(en="What is to grow", it="Che cosa deve crescere")))


class NotYetRow(Row):
    name_field, makes = "what", body.NotYet
    what = WordsField(label=said(Text(en="Not measured yet", it="Non si misura ancora")))
    until = DayField(label=said(Text(en="Until", it="Fino al")))


class SomeoneRow(Row):
    name_field = "name"
    layout = "strategy/fields/someone.html"
    name = WordsField(
        label=said(Text(en="Name", it="Nome")),
        max_length=120,
        widget=forms.TextInput(attrs={"list": "desk-people", "autocomplete": "off"}),
    )
    role = WordsField(label=said(Text(en="Role", it="Ruolo")), max_length=120)
    department = WordsField(label=said(Text(en="Department", it="Reparto")), max_length=120)
    hours = NumberField(
        most=168, label=said(Text(en="Hours a week", it="Ore la settimana")), decimals=2
    )
    does = forms.MultipleChoiceField(
        required=False,
        label=said(Text(en="What they do", it="Di che cosa si occupa")),
        widget=forms.CheckboxSelectMultiple,
        choices=[(name, said(ACTIVITY_WORDS[name])) for name in body.DOABLE],
    )
    dedicated = forms.BooleanField(
        required=False,
        label=said(
            Text(en="Social media is the job, not an extra", it="I social sono il suo lavoro")
        ),
    )
    owner = forms.BooleanField(
        required=False,
        label=said(Text(en="Answers for it as a whole", it="Ne risponde nell'insieme")),
    )
    cover = WordsField(
        label=said(Text(en="Who stands in", it="Chi la sostituisce")),
        max_length=120,
        widget=forms.TextInput(attrs={"list": "desk-people", "autocomplete": "off"}),
    )
    pay = NumberField(
        most=100_000,
        label=said(Text(en="Cost of an hour", it="Costo di un'ora")),
        help_text=said(
            Text(
                en="Contributions included. Not shown to guests, nor on the reader's page.",
                it="Contributi compresi. Non si mostra agli ospiti né sulla pagina di lettura.",
            )
        ),
    )

    def entry(self) -> body.Someone | None:
        values = self.cleaned_data
        if not values.get("name"):
            return None
        return body.Someone(**{**values, "does": tuple(values["does"])})


class MixForm(Single):
    """The content mix, in posts of a hundred."""

    useful = WholeField(most=100, label=said(PURPOSES["useful"]))
    conversation = WholeField(most=100, label=said(PURPOSES["conversation"]))
    promotional = WholeField(most=100, label=said(PURPOSES["promotional"]))
    corporate = WholeField(most=100, label=said(PURPOSES["corporate"]))

    def value(self) -> body.Mix:
        return body.Mix(**self.cleaned_data)


class ReturnForm(Single):
    """The day on which a return is looked for."""

    day = DayField(label=said(Text(en="A return is looked for on", it="Un ritorno si cerca il")))
    why = WordsField(label=said(Text(en="Why not sooner", it="Perché non prima")))

    def value(self) -> body.Return:
        return body.Return(**self.cleaned_data)


@dataclass(frozen=True)
class _Part:
    """How a part is written: by a form, or by rows of a form."""

    form: Any
    rows: bool = False


def _rows(row: type[Row], blank: int = 2) -> _Part:
    made = formset_factory(
        row, formset=Rows, extra=blank, max_num=body.MOST, validate_max=True,
        absolute_max=body.MOST + blank,
    )  # fmt: skip
    return _Part(made, rows=True)


_FORMS = {
    "audiences": _rows(AudienceRow),
    "needs": _rows(NeedRow),
    "promise": _Part(PromiseForm),
    "mix": _Part(MixForm),
    "people": _rows(SomeoneRow, blank=1),
    "budget": _Part(BudgetForm),
    "not_yet": _rows(NotYetRow),
    "goals": _rows(GoalRow),
    "returns": _Part(ReturnForm),
}


def form_of(part: str, value: Any, data: Any, own: Mapping[str, str]) -> Any:
    """The form of a part, showing `value`, or what was sent in `data`; `own` is what the team
    calls needs, by name."""
    known = _FORMS[part]
    if known.rows:
        made = known.form(data, initial=[asdict(item) for item in value], prefix=part)
    else:
        shown = getattr(known.form, "initial_of", asdict)(value)
        made = known.form(data, initial=shown, prefix=part)
    for form in made.forms if known.rows else [made]:
        for field in form.fields.values():
            if isinstance(field, NeedField):
                field.own = own
    return made
