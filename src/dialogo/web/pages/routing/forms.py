"""The form of routing."""

from __future__ import annotations

from django import forms

from dialogo.records.text import Text
from dialogo.web.frame.said import said
from dialogo.web.models.team import TeamRules

CHOICES = {
    TeamRules.MANUAL: Text(
        en="by hand: whoever wants one takes it, or gives it to somebody",
        it="a mano: chi vuole la prende, o la affida a qualcuno",
    ),
    TeamRules.LEAST: Text(
        en="to whoever on shift has the fewest open", it="a chi è di turno e ne ha meno aperte"
    ),
    TeamRules.ROUND: Text(
        en="by turns, one each to everybody on shift", it="a turno, una per ciascuno in servizio"
    ),
}


class RoutingForm(forms.Form):
    """How conversations find their person."""

    routing = forms.ChoiceField(
        label=said(Text(en="What waits goes", it="Chi attende viene affidato")),
        choices=[(name, said(text)) for name, text in CHOICES.items()],
        widget=forms.RadioSelect,
    )
    hand_on = forms.BooleanField(
        required=False,
        label=said(
            Text(
                en="When a shift ends or somebody is away, what was given to them and still waits "
                "goes to somebody else",
                it="Quando un turno finisce o qualcuno è assente, ciò che gli era affidato e "
                "ancora attende passa ad altri",
            )
        ),
    )
