"""The forms of a person's page."""

from __future__ import annotations

from django import forms

from dialogo.records.text import Text
from dialogo.web.actions.community.contacts import LONGEST_NOTE, LONGEST_TAG
from dialogo.web.frame.said import said


class NoteForm(forms.Form):
    """What the team wants to remember of a person."""

    text = forms.CharField(
        max_length=LONGEST_NOTE,
        label=said(Text(en="Note", it="Nota")),
        help_text=said(
            Text(
                en="The person may ask to read it: write what you would say to their face.",
                it="La persona può chiedere di leggerla: scrivete ciò che le direste di persona.",
            )
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TagForm(forms.Form):
    """A word to file a person under."""

    tag = forms.CharField(
        max_length=LONGEST_TAG, label=said(Text(en="Add a tag", it="Aggiungi un'etichetta"))
    )


class JoinForm(forms.Form):
    """The account of somebody who is the same person."""

    name = forms.CharField(
        max_length=300,
        label=said(Text(en="Account", it="Profilo")),
        help_text=said(
            Text(en="Exactly as the network writes it.", it="Esattamente come lo scrive la rete.")
        ),
    )


class EraseForm(forms.Form):
    """The person's name, typed again."""

    name = forms.CharField(
        max_length=300,
        label=said(Text(en="The person's name", it="Il nome della persona")),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
