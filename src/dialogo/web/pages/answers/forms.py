"""Forms of kept answers and documents."""

from __future__ import annotations

from babel import Locale
from django import forms

from dialogo.records.text import Text
from dialogo.web.actions import canned, documents
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said

ANY = Text(en="any language", it="qualsiasi lingua")


class CannedForm(forms.Form):
    """An answer to be used again."""

    title = forms.CharField(
        label=said(Text(en="Title", it="Titolo")),
        max_length=canned.LONGEST_TITLE,
        help_text=said(
            Text(
                en="What it is for, in a few words: whoever answers looks for it by this.",
                it="A che cosa serve, in poche parole: chi risponde la cerca così.",
            )
        ),
    )
    text = forms.CharField(
        label=said(Text(en="Text", it="Testo")),
        max_length=canned.LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=said(
            Text(
                en="Names in braces are filled in when it is used; the list stands below.",
                it="I nomi tra graffe vengono riempiti all'uso; l'elenco è qui sotto.",
            )
        ),
    )
    language = forms.ChoiceField(label=said(Text(en="Language", it="Lingua")), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        names = Locale(lang()).languages
        choices = [(code, names[code]) for code in canned.LANGUAGES if code]
        self.fields["language"] = forms.ChoiceField(
            label=self.fields["language"].label,
            required=False,
            choices=[("", said(ANY)), *choices],
        )


class DocumentForm(forms.Form):
    """A text of the company's own."""

    title = forms.CharField(
        label=said(Text(en="Title", it="Titolo")), max_length=documents.LONGEST_TITLE
    )
    text = forms.CharField(
        label=said(Text(en="Text", it="Testo")),
        max_length=documents.LONGEST,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=said(
            Text(
                en="As people may read it; an empty line ends a passage, and passages are what is "
                "proposed.",
                it="Come lo può leggere chiunque; una riga vuota chiude un brano, e ciò che si "
                "propone sono brani.",
            )
        ),
    )
    url = forms.CharField(
        label=said(Text(en="Where it can be read", it="Dove si può leggere")),
        required=False,
        max_length=2000,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        help_text=said(
            Text(
                en="The address of the page, where it stands on your site.",
                it="L'indirizzo della pagina, se è sul vostro sito.",
            )
        ),
    )
