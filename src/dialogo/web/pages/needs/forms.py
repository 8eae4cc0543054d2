"""The form that names a need."""

from __future__ import annotations

from django import forms

from dialogo.records.text import Text
from dialogo.web.frame.said import said


class NameForm(forms.Form):
    """Empty: as the need is known."""

    title = forms.CharField(
        max_length=80,
        required=False,
        label=said(Text(en="What you call it", it="Come lo chiamate")),
        help_text=said(
            Text(
                en="For everybody in this workspace. Empty: its own name again.",
                it="Per tutti in questo spazio. Vuoto: di nuovo il suo nome.",
            )
        ),
    )
