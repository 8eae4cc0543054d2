"""Forms of Training: a course, who took it, a certificate, a step, a newcomer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import URLValidator

from dialogo.records.text import Text
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said
from dialogo.web.models.team import Colleague
from dialogo.web.models.training import Course

KINDS = {
    Course.COURSE: Text(en="course", it="corso"),
    Course.CONFERENCE: Text(en="conference", it="convegno"),
    Course.READING: Text(en="reading", it="lettura"),
    Course.PRACTICE: Text(en="practice", it="pratica"),
}
MOST_MINUTES = 24 * 60
_LINK = Text(en="Link", it="Link")
_DATE = {"type": "date"}


def _link() -> forms.CharField:
    return forms.CharField(
        max_length=500,
        required=False,
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.URLInput(),
        label=said(_LINK),
    )


def _date(label: Text, *, required: bool = True, hint: Text | None = None) -> forms.DateField:
    return forms.DateField(
        required=required,
        widget=forms.DateInput(_DATE, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        label=said(label),
        help_text=said(hint) if hint else "",
    )


class CourseForm(forms.Form):
    """A course that is offered."""

    title = forms.CharField(max_length=160, label=said(Text(en="Title", it="Titolo")))
    kind = forms.ChoiceField(label=said(Text(en="What it is", it="Che cos'è")))
    url = _link()
    minutes = forms.IntegerField(
        min_value=1,
        max_value=MOST_MINUTES,
        initial=60,
        label=said(Text(en="Minutes it takes", it="Minuti che richiede")),
    )
    about = forms.CharField(
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        label=said(Text(en="What one learns", it="Che cosa si impara")),
    )
    people = forms.ModelMultipleChoiceField(
        queryset=Colleague.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=said(Text(en="For whom", it="Per chi")),
        help_text=said(Text(en="Nobody ticked: for everybody.", it="Nessuna spunta: per tutti.")),
    )
    certificate_months = forms.IntegerField(
        min_value=0,
        max_value=240,
        initial=0,
        label=said(Text(en="Months its certificate holds", it="Mesi di validità dell'attestato")),
        help_text=said(Text(en="0: it certifies nothing.", it="0: non dà attestati.")),
    )

    def __init__(self, team: Sequence[Colleague], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, people = self.fields["kind"], self.fields["people"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101  (narrowing only)
        assert isinstance(people, forms.ModelMultipleChoiceField)  # noqa: S101  (narrowing only)
        kind.choices = [(name, text.say(lang())) for name, text in KINDS.items()]
        people.queryset = among(team)

    @property
    def wanted(self) -> dict[str, Any]:
        """The course as its model has it, its people aside."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "people"}
        return told | {"url": told["url"] or None}


class TakenForm(forms.Form):
    """Who took a course, when, and for how long; only oneself, where nobody else may be chosen."""

    colleague = forms.ModelChoiceField(
        queryset=Colleague.objects.none(), empty_label=None, label=said(Text(en="Who", it="Chi"))
    )
    day = _date(Text(en="Day", it="Giorno"))
    minutes = forms.IntegerField(
        min_value=1,
        max_value=MOST_MINUTES,
        label=said(Text(en="Minutes it took", it="Minuti impiegati")),
    )

    def __init__(self, who: Sequence[Colleague], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["colleague"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (narrowing only)
        field.queryset = among(who)


class CertificateForm(forms.Form):
    """What somebody was certified, and until when."""

    colleague = forms.ModelChoiceField(
        queryset=Colleague.objects.none(),
        empty_label=None,
        label=said(Text(en="Whose", it="Di chi")),
    )
    title = forms.CharField(
        max_length=160, label=said(Text(en="What it certifies", it="Che cosa attesta"))
    )
    issued_on = _date(Text(en="Issued on", it="Rilasciato il"))
    expires_on = _date(
        Text(en="Holds until", it="Vale fino al"),
        required=False,
        hint=Text(en="Empty: for ever.", it="Vuoto: per sempre."),
    )
    url = _link()

    def __init__(self, team: Sequence[Colleague], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["colleague"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (narrowing only)
        field.queryset = among(team)


class StepForm(forms.Form):
    """A step for newcomers."""

    text = forms.CharField(max_length=200, label=said(Text(en="Step", it="Passo")))
    minutes = forms.IntegerField(
        min_value=0,
        max_value=MOST_MINUTES,
        initial=0,
        label=said(Text(en="Minutes of learning", it="Minuti di aggiornamento")),
        help_text=said(Text(en="0: it counts for none.", it="0: non conta come aggiornamento.")),
    )
    url = _link()


class NewcomerForm(forms.Form):
    """Who begins."""

    colleague = forms.ModelChoiceField(
        queryset=Colleague.objects.none(),
        empty_label=None,
        label=said(Text(en="Who begins", it="Chi comincia")),
    )

    def __init__(self, who: Sequence[Colleague], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["colleague"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (narrowing only)
        field.queryset = among(who)


def among(some: Sequence[Colleague]) -> Any:
    """Those to choose from, by name."""
    return Colleague.objects.filter(pk__in=[one.pk for one in some]).order_by("name")
