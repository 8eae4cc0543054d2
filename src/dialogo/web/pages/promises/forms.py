"""The form of the urgent words."""

from __future__ import annotations

from django import forms

from dialogo.records.text import Text
from dialogo.web.frame.said import said


class UrgentForm(forms.Form):
    """A word, or a few, on each line."""

    words = forms.CharField(
        required=False,
        max_length=10_000,
        label=said(Text(en="Urgent words, one on each line", it="Parole urgenti, una per riga")),
        help_text=said(
            Text(
                en="A message in which one of them stands is urgent. Capitals and accents do not "
                "matter; the whole word must be there: “gas” does not find “gasoline”.",
                it="Un messaggio in cui ce n'è una è urgente. Maiuscole e accenti non contano; la "
                "parola dev'esserci intera: «gas» non trova «gasolio».",
            )
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    @property
    def said(self) -> list[str]:
        """The words, one by one."""
        return str(self.cleaned_data["words"]).replace("\0", "").splitlines()
