"""Forms of Rehearsal: the answer, and what is taken from it."""

from __future__ import annotations

from django import forms

from dialogo.records.text import Text
from dialogo.web.actions.rehearsal import LONGEST, LONGEST_MINUTES
from dialogo.web.frame.said import said


class AnswerForm(forms.Form):
    """What its reader would have answered."""

    text = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6}),
        label=said(Text(en="Your answer", it="La vostra risposta")),
    )


class NoteForm(forms.Form):
    """What is worth remembering, and the minutes."""

    note = forms.CharField(
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        label=said(Text(en="What you take from it", it="Che cosa ne ricavate")),
    )
    minutes = forms.IntegerField(
        min_value=0,
        max_value=LONGEST_MINUTES,
        label=said(Text(en="Minutes it took", it="Minuti impiegati")),
    )
