"""The forms of Joining in: what to look for, with which account; how many a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from dialogo.records.network_names import network_name
from dialogo.records.text import Text
from dialogo.web.actions.outward.searches import MOST_A_DAY
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said
from dialogo.web.models.connections import Connection
from dialogo.web.models.outward import OutwardSearch

KINDS = {
    OutwardSearch.TAG: Text(en="a tag (#coffee)", it="un'etichetta (#caffè)"),
    OutwardSearch.WORDS: Text(en="words (Bluesky only)", it="parole (solo Bluesky)"),
    OutwardSearch.ACCOUNT: Text(en="posts of an account", it="i post di un profilo"),
    OutwardSearch.LIST: Text(
        en="a list of yours: its name on Mastodon, its address on Bluesky",
        it="una vostra lista: il nome su Mastodon, l'indirizzo su Bluesky",
    ),
}


class SearchForm(forms.Form):
    """Something to look for."""

    account = forms.ChoiceField(label=said(Text(en="With which account", it="Con quale profilo")))
    kind = forms.ChoiceField(label=said(Text(en="Look for", it="Cercare")))
    what = forms.CharField(
        max_length=300,
        label=said(Text(en="Which", it="Quale")),
        help_text=said(
            Text(
                en="Of your trade or your town: where people talk about what you know well.",
                it="Del vostro mestiere o della vostra città: dove si parla di ciò che conoscete "
                "bene.",
            )
        ),
    )

    def __init__(self, *args: Any, accounts: Sequence[Connection], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"] = forms.ChoiceField(
            label=self.fields["account"].label,
            choices=[
                (str(one.pk), f"{one.handle} ({network_name(one.network, lang())})")
                for one in accounts
            ],
        )
        self.fields["kind"] = forms.ChoiceField(
            label=self.fields["kind"].label,
            choices=[(kind, title.say(lang())) for kind, title in KINDS.items()],
        )


class LimitForm(forms.Form):
    """How many conversations of others may be joined a day."""

    a_day = forms.IntegerField(
        min_value=0,
        max_value=MOST_A_DAY,
        label=said(Text(en="Joined a day, at most", it="Al giorno, al massimo")),
        help_text=said(
            Text(
                en="For everybody together. Ten is a house rule: whoever speaks everywhere is "
                "taken for an advert.",
                it="Per tutti insieme. Dieci è una regola della casa: chi parla dappertutto viene "
                "preso per pubblicità.",
            )
        ),
    )
