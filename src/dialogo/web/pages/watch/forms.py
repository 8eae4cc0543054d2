"""Forms of Watch: a source's address, a list of sources, a note, a draft, minutes."""

from __future__ import annotations

from typing import Any

from django import forms

from dialogo.networks.feeds.opml import MOST_BYTES, TOO_LARGE
from dialogo.records.network_names import network_name
from dialogo.records.text import Text
from dialogo.web.actions.watch.addresses import LONGEST
from dialogo.web.actions.watch.notes import LONGEST as LONGEST_NOTE
from dialogo.web.actions.watch.reads import MOST_MINUTES
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said
from dialogo.web.models.connections import Connection


class AddressForm(forms.Form):
    """What to watch, as people know it."""

    address = forms.CharField(
        max_length=LONGEST,
        label=said(Text(en="What to watch", it="Che cosa seguire")),
        help_text=said(
            Text(
                en="The address of a site or its feed; @name@server or #tag@server of Mastodon; "
                "@name.bsky.social, a #tag or “words” to look for on Bluesky.",
                it="L'indirizzo di un sito o del suo feed; @nome@server o #tag@server di Mastodon; "
                "@nome.bsky.social, un #tag o «parole» da cercare su Bluesky.",
            )
        ),
    )


class ListForm(forms.Form):
    """A file from another feed reader."""

    file = forms.FileField(
        label=said(Text(en="OPML file", it="File OPML")),
        help_text=said(
            Text(
                en="Feed readers offer it under “export”. Sources that are here already stay as "
                "they are.",
                it="I lettori di feed lo offrono alla voce «esporta». Le fonti che ci sono già "
                "restano come sono.",
            )
        ),
    )

    def clean_file(self) -> bytes:
        """Its bytes, as far as a list may be long."""
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE.say(lang()))
        data: bytes = given.read()
        return data


class NoteForm(forms.Form):
    """What the others should take from it."""

    text = forms.CharField(
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 3}),
        label=said(
            Text(en="What the others should know of it", it="Che cosa gli altri ne devono sapere")
        ),
    )


class DraftForm(forms.Form):
    """A post made of a note: from which account, in which words."""

    connection = forms.ModelChoiceField(
        queryset=Connection.objects.none(),
        empty_label=None,
        label=said(Text(en="Account", it="Profilo")),
    )
    text = forms.CharField(
        widget=forms.Textarea({"rows": 8}),
        label=said(Text(en="Text of the post", it="Testo del post")),
        help_text=said(
            Text(
                en="In your own words: say what it means to your readers, and link the source.",
                it="Con parole vostre: dite che cosa significa per chi vi legge, e citate la "
                "fonte con un link.",
            )
        ),
    )

    def __init__(self, accounts: list[Connection], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["connection"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (narrowing only)
        field.queryset = Connection.objects.filter(pk__in=[one.pk for one in accounts])
        field.label_from_instance = _called  # type: ignore[method-assign, assignment]  # as its guide has it


class MinutesForm(forms.Form):
    """How long it really took."""

    minutes = forms.IntegerField(
        min_value=0, max_value=MOST_MINUTES, label=said(Text(en="Minutes", it="Minuti"))
    )


def _called(account: Connection) -> str:
    return f"{account.handle}, {network_name(account.network, lang())}"
