"""The forms that name a need, and that join it to another."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from dialogo.records.text import Text
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said
from dialogo.web.queries.needs import Shown

CHOOSE = Text(en="choose a need", it="scegliete un bisogno")


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


class JoinForm(forms.Form):
    """The need that another is to be counted as part of, by the number of its row."""

    into = forms.TypedChoiceField(
        coerce=int, label=said(Text(en="Count it as part of", it="Contarlo come parte di"))
    )

    def __init__(self, *args: object, others: Sequence[Shown], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        self.others = others
        listed = sorted((one.title.say(lang()), one.need.pk) for one in others)
        self.fields["into"] = forms.TypedChoiceField(
            coerce=int,
            label=self.fields["into"].label,
            choices=[("", CHOOSE.say(lang())), *((pk, title) for title, pk in listed)],
        )
