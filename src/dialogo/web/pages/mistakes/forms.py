"""The forms of Mistakes: a line, an acceptance, a mistake of one's own, a comment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from dialogo.audit.check import BELIEFS, Limit
from dialogo.records.errors import BadInput
from dialogo.records.measure import Unit
from dialogo.records.text import Lang, Text
from dialogo.report.vocabulary import BELIEF_WORDS
from dialogo.web.frame.said import said
from dialogo.web.models.person import Person
from dialogo.web.pages.mistakes.quantities import Scale

SIDES = {
    "above": (
        Text(en="Watch above", it="Da tenere d'occhio oltre"),
        Text(en="Mistake above", it="Errore oltre"),
    ),
    "below": (
        Text(en="Watch below", it="Da tenere d'occhio sotto"),
        Text(en="Mistake below", it="Errore sotto"),
    ),
}
IN_UNIT = Text(en="{side} ({unit})", it="{side} ({unit})")
TOO_SOON = {
    "above": Text(
        en="Here more is worse: the mistake must begin at the same number as watching, or at a "
        "higher one.",
        it="Qui di più è peggio: l'errore deve cominciare allo stesso numero o a uno più alto.",
    ),
    "below": Text(
        en="Here less is worse: the mistake must begin at the same number as watching, or at a "
        "lower one.",
        it="Qui di meno è peggio: l'errore deve cominciare allo stesso numero o a uno più basso.",
    ),
}
PASSED = Text(
    en="This day has passed. Choose today or a later one, or leave it empty.",
    it="Questo giorno è passato. Si sceglie oggi o un giorno futuro, o si lascia vuoto.",
)


class QuantityField(forms.CharField):
    """A number in the unit in which people think of the measure."""

    def __init__(self, scale: Scale, unit: Unit, lang: Lang, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.scale, self.unit, self.lang = scale, unit, lang
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "class": "short"}

    def clean(self, value: Any) -> float:
        written = super().clean(value)
        try:
            return self.scale.read(written, self.unit, self.lang)
        except BadInput as wrong:
            said_ = wrong.text.say(self.lang, **wrong.values)
            raise forms.ValidationError(said_[:1].upper() + said_[1:]) from None


class LineForm(forms.Form):
    """Where watching begins, where the mistake does, and from how many cases on it can be told."""

    def __init__(
        self, *args: Any, limit: Limit, unit: Unit, scale: Scale, lang: Lang, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        now = {
            "watch": scale.shown(limit.watch, lang),
            "mistake": scale.shown(limit.mistake, lang),
            "at_least": limit.at_least,
        }
        self.initial = now | dict(self.initial or {})
        self.limit, self.lang = limit, lang
        watch, mistake = (_labelled(side, scale, lang) for side in SIDES[limit.worse])
        self.fields["watch"] = QuantityField(scale, unit, lang, label=watch)
        self.fields["mistake"] = QuantityField(scale, unit, lang, label=mistake)
        self.fields["at_least"] = forms.IntegerField(
            min_value=1,
            max_value=1_000_000,
            label=said(Text(en="Cases it takes to tell", it="Casi necessari per dirlo")),
        )
        self.fields["reason"] = forms.CharField(
            max_length=500,
            required=False,
            label=said(Text(en="Why", it="Perché")),
            help_text=said(
                Text(
                    en="Stands beside the line for whoever asks later.",
                    it="Resta accanto alla soglia per chi lo chiederà.",
                )
            ),
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.in_order(values, self.limit.worse)
        return values

    def in_order(self, values: Mapping[str, Any], worse: str) -> None:
        """Tells where the mistake would begin before watching does."""
        watch, mistake = values.get("watch"), values.get("mistake")
        if watch is None or mistake is None or worse not in TOO_SOON:
            return
        if watch > mistake if worse == "above" else watch < mistake:
            self.add_error("mistake", TOO_SOON[worse].say(self.lang))


def _labelled(side: Text, scale: Scale, lang: Lang) -> str:
    unit = scale.name.say(lang)
    return IN_UNIT.say(lang, side=side, unit=unit) if unit else side.say(lang)


class AcceptForm(forms.Form):
    """Why a finding is accepted, and until when."""

    reason = forms.CharField(
        max_length=500,
        label=said(Text(en="Why it is accepted", it="Perché si accetta")),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    until = forms.DateField(
        required=False,
        label=said(Text(en="Until", it="Fino al")),
        help_text=said(
            Text(
                en="That day included. Empty: until somebody ends it.",
                it="Quel giorno compreso. Vuoto: finché qualcuno non vi mette fine.",
            )
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, today: date, lang: Lang, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.lang = today, lang
        self.fields["until"].widget.attrs["min"] = today.isoformat()

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < self.today:
            raise forms.ValidationError(PASSED.say(self.lang))
        return until


class OwnForm(LineForm):
    """A mistake of one's own: what it is called, where its line lies, what helps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]
        self.fields["title"] = forms.CharField(
            max_length=120,
            label=said(Text(en="What you call it", it="Come lo chiamate")),
            help_text=said(Text(en="As in: We talk too much.", it="Per esempio: Parliamo troppo.")),
        )
        self.fields["worse"] = forms.ChoiceField(
            label=said(Text(en="What is worse", it="Che cosa è peggio")),
            choices=[("above", said(MORE)), ("below", said(LESS))],
            widget=forms.RadioSelect,
        )
        self.fields["advice"] = forms.CharField(
            max_length=500,
            label=said(Text(en="What helps", it="Che cosa aiuta")),
            help_text=said(
                Text(
                    en="What to do when it happens, in one or two sentences.",
                    it="Che cosa fare quando succede, in una o due frasi.",
                )
            ),
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields["belief"] = forms.ChoiceField(
            label=said(Text(en="Where it belongs", it="Dove va")),
            choices=[(belief, said(BELIEF_WORDS[belief].held)) for belief in reversed(BELIEFS)],
        )
        self.order_fields(["title", "worse", "watch", "mistake", "at_least", "advice", "belief"])
        self.fields["watch"].label = _labelled(WATCH_FROM, self.scale, self.lang)
        self.fields["mistake"].label = _labelled(MISTAKE_FROM, self.scale, self.lang)

    @property
    def scale(self) -> Scale:
        field = self.fields["watch"]
        assert isinstance(field, QuantityField)  # noqa: S101  (narrowing only: it is made above)
        return field.scale

    def clean(self) -> dict[str, Any]:
        values = forms.Form.clean(self) or {}
        self.in_order(values, values.get("worse", ""))
        return values


MORE = Text(en="The more, the worse", it="Più è alto, peggio è")
LESS = Text(en="The less, the worse", it="Più è basso, peggio è")
WATCH_FROM = Text(en="Watch beyond", it="Da tenere d'occhio oltre")
MISTAKE_FROM = Text(en="Mistake beyond", it="Errore oltre")


class CommentForm(forms.Form):
    """What to say, and whom to tell."""

    text = forms.CharField(
        max_length=5_000,
        label=said(Text(en="Say something", it="Dite qualcosa")),
        help_text=said(
            Text(
                en="Whoever is named by @ and their name finds it on Today.",
                it="Chi è nominato con @ e il suo nome lo trova nella pagina Oggi.",
            )
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    tell = forms.MultipleChoiceField(
        required=False,
        label=said(Text(en="Tell also", it="Avvisa anche")),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        field = self.fields["tell"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  (narrowing only)
        field.choices = [(number, str(person)) for number, person in self.people.items()]
        if not self.people:
            del self.fields["tell"]

    @property
    def told(self) -> list[Person]:
        """Those who were ticked."""
        return [self.people[number] for number in self.cleaned_data.get("tell", ())]
