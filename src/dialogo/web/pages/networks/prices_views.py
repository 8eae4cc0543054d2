"""What a network's calls cost, as somebody of the company has read it there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from dialogo.networks.metered import DEAREST, Charges, prices_of, read_on
from dialogo.records.numbers import Unreadable, number
from dialogo.records.text import Text
from dialogo.web.actions.connections import states
from dialogo.web.actions.connections.pricing import price
from dialogo.web.frame.door import Request, may
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said
from dialogo.web.models.connections import Connection
from dialogo.web.pages.networks import CONNECT
from dialogo.web.pages.networks.standing import named
from dialogo.web.queries.metered import charges_of

KEPT = Text(
    en="The prices are kept, and calls are counted by them from now on.",
    it="I prezzi sono salvati, e d'ora in poi le chiamate si contano così.",
)
WRONG = Text(
    en="A price is between 0 and {most}, with four decimals at the most.",
    it="Un prezzo è tra 0 e {most}, con quattro decimali al massimo.",
)
_FINEST = Decimal("0.0001")


class Price(forms.CharField):
    """A price as the reader writes numbers."""

    def __init__(self, **more: Any) -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off", "class": "short"}
        super().__init__(max_length=20, widget=forms.TextInput(attributes), **more)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return f"{value:f}".replace(".", "," if lang() == "it" else ".")

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            found = number(text, "," if lang() == "it" else ".")
        except Unreadable as unreadable:
            raise forms.ValidationError(
                unreadable.reason.say(lang(), **unreadable.values)
            ) from None
        if not 0 <= found <= DEAREST or found != found.quantize(_FINEST):
            raise forms.ValidationError(said(WRONG, most=DEAREST))
        return found


class PricesForm(forms.Form):
    """One field for each line of the table."""

    def __init__(self, charges: Charges, data: Any, known: dict[str, Decimal]) -> None:
        super().__init__(data, initial=known)
        for one in charges.table:
            title = one.title.say(lang())
            self.fields[one.id] = Price(label=title[:1].upper() + title[1:])


@may(CONNECT)
@require_http_methods(["GET", "POST"])
def prices(request: Request, connection: int) -> HttpResponseBase:
    """The table of one account; of a network that charges nothing there is none."""
    rows = Connection.objects.select_related("workspace")
    one = get_object_or_404(rows, pk=connection, workspace=request.workspace)
    charges = charges_of(one.network)
    if charges is None:
        return redirect("networks", workspace=request.workspace.slug)
    data = request.POST if request.method == "POST" else None
    form = PricesForm(charges, data, prices_of(charges, one.settings))
    if form.is_valid():
        price(one, request.user, charges, form.cleaned_data)
        messages.success(request, KEPT.say(request.lang))
        return redirect("networks", workspace=request.workspace.slug)
    shown = {
        "one": one,
        "called": named(one),
        "network": states.called(one.network),
        "charges": charges,
        "read_on": read_on(charges, one.settings),
        "form": form,
    }
    return render(request, "networks/prices.html", shown, status=422 if data is not None else 200)
