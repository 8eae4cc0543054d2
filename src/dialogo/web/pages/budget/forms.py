"""The forms of Budget: an expense, an agreement, what silence may cost, a hour's price, a rate."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from dialogo.budget.accounts import ACCOUNTS, KINDS
from dialogo.budget.ledger import THE_FOUR
from dialogo.budget.loaded_rate import HOURS_OF_A_YEAR, of_employee, of_month
from dialogo.records.schema import ACTIVITIES
from dialogo.records.text import Text
from dialogo.web.frame.activities import ACTIVITY_WORDS
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said
from dialogo.web.models.ledger import Agreed
from dialogo.web.pages.budget.fields import Amount, Currency, Day, Words

EVERY = {
    Agreed.ONCE: Text(en="once", it="una volta"),
    Agreed.MONTH: Text(en="every month", it="ogni mese"),
    Agreed.QUARTER: Text(en="every quarter", it="ogni trimestre"),
    Agreed.YEAR: Text(en="every year", it="ogni anno"),
}
WAYS = {
    "employee": Text(en="employed: by what a year costs", it="dipendente: per il costo annuo"),
    "hour": Text(en="by the hour: freelance or agency", it="a ore: collaboratore o agenzia"),
    "month": Text(en="by the month, so many hours", it="al mese, per un certo numero di ore"),
}
NEEDED = Text(en="This is needed for the way you chose.", it="Serve per il modo scelto.")
NO_HOURS = Text(en="Without hours there is no price of one.", it="Senza ore non c'è costo orario.")
WRONG_ORDER = Text(
    en="The least is larger than the most.", it="Il minimo è più grande del massimo."
)
BEFORE = Text(en="It ends before it begins.", it="Finisce prima di cominciare.")
NOTHING = Text(en="An amount of nothing says nothing.", it="Un importo di zero non dice nulla.")


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field: Any = form.fields[name]
    field.choices = choices


class ExpenseForm(forms.Form):
    """An expense."""

    day = Day(label=said(Text(en="Day", it="Giorno")))
    amount = Amount(
        below=True,
        label=said(Text(en="Amount", it="Importo")),
        help_text=said(Text(en="Below zero: it came back.", it="Sotto zero: è stato restituito.")),
    )
    currency = Currency()
    kind = forms.ChoiceField(label=said(Text(en="What it is", it="Che cos'è")))
    activity = forms.ChoiceField(label=said(Text(en="What for", it="Per che cosa")))
    network = Words(required=False, max_length=80, label=said(Text(en="Network", it="Rete")))
    supplier = Words(
        required=False, max_length=160, label=said(Text(en="Who was paid", it="Chi è stato pagato"))
    )
    number = Words(
        required=False,
        max_length=120,
        label=said(Text(en="Number of the document", it="Numero del documento")),
        help_text=said(Text(en="Empty: one is drawn.", it="Vuoto: ne viene dato uno.")),
    )
    campaign = Words(required=False, max_length=160, label=said(Text(en="Campaign", it="Campagna")))
    note = Words(required=False, max_length=300, label=said(Text(en="Note", it="Nota")))

    def __init__(self, *args: Any, numbered: bool = False, **kwargs: Any) -> None:
        """`numbered`: it has its number already, which stays."""
        super().__init__(*args, **kwargs)
        _choose(self, "kind", [(kind, ACCOUNTS[kind].title.say(lang())) for kind in KINDS])
        _choose(self, "activity", [(one, ACTIVITY_WORDS[one].say(lang())) for one in ACTIVITIES])
        if numbered:
            del self.fields["number"]

    def clean_amount(self) -> Decimal:
        amount: Decimal = self.cleaned_data["amount"]
        if not amount:
            raise forms.ValidationError(said(NOTHING))
        return amount

    def clean_network(self) -> str:
        return str(self.cleaned_data["network"]).lower()


class AgreedForm(forms.Form):
    """Money that is promised."""

    what = Words(max_length=160, label=said(Text(en="What", it="Che cosa")))
    amount = Amount(label=said(Text(en="Amount each time", it="Importo ogni volta")))
    currency = Currency()
    every = forms.ChoiceField(required=False, label=said(Text(en="How often", it="Ogni quanto")))
    first_day = Day(label=said(Text(en="First day", it="Primo giorno")))
    until = Day(
        required=False,
        label=said(Text(en="Until", it="Fino al")),
        help_text=said(Text(en="Empty: until it is ended.", it="Vuoto: finché non si chiude.")),
    )
    kind = forms.ChoiceField(label=said(Text(en="What it is", it="Che cos'è")))
    activity = forms.ChoiceField(label=said(Text(en="What for", it="Per che cosa")))
    network = Words(required=False, max_length=80, label=said(Text(en="Network", it="Rete")))
    supplier = Words(
        required=False, max_length=160, label=said(Text(en="Who is paid", it="Chi viene pagato"))
    )
    by_itself = forms.BooleanField(
        required=False,
        label=said(
            Text(
                en="Becomes an expense by itself on its day",
                it="Diventa una spesa da sé nel suo giorno",
            )
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "every", [(name, text.say(lang())) for name, text in EVERY.items()])
        _choose(self, "kind", [(kind, ACCOUNTS[kind].title.say(lang())) for kind in KINDS])
        _choose(self, "activity", [(one, ACTIVITY_WORDS[one].say(lang())) for one in ACTIVITIES])

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        first, until = told.get("first_day"), told.get("until")
        if first and until and until < first:
            self.add_error("until", said(BEFORE))
        if not told.get("amount") and "amount" not in self.errors:
            self.add_error("amount", said(NOTHING))
        return told

    def clean_network(self) -> str:
        return str(self.cleaned_data["network"]).lower()


class SpendForm(forms.Form):
    """What one day of an agreement really cost."""

    day = Day(widget=forms.HiddenInput)
    amount = Amount(label=said(Text(en="Amount", it="Importo")))


class CapForm(forms.Form):
    """What calls of a kind may cost in a month."""

    cap = Amount(
        decimals=2,
        required=False,
        label=said(Text(en="At most a month", it="Al massimo al mese")),
    )


class WhyForm(forms.Form):
    """Why nothing is set aside for an activity."""

    activity = forms.ChoiceField(
        choices=[(name, name) for name in THE_FOUR], widget=forms.HiddenInput
    )
    first = Day(widget=forms.HiddenInput)
    last = Day(widget=forms.HiddenInput)
    why = Words(max_length=500, label=said(Text(en="Why nothing", it="Perché niente")))


class SilenceForm(forms.Form):
    """What the company takes not answering to cost."""

    value = Amount(
        decimals=2,
        label=said(
            Text(en="What a customer is worth in a year", it="Quanto vale un cliente in un anno")
        ),
    )
    least = Amount(
        decimals=1,
        most=Decimal(100),
        label=said(Text(en="Stay away at the least (%)", it="Se ne va almeno (%)")),
    )
    most = Amount(
        decimals=1,
        most=Decimal(100),
        label=said(Text(en="Stay away at the most (%)", it="Se ne va al massimo (%)")),
    )

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        least, most = told.get("least"), told.get("most")
        if least is not None and most is not None and least > most:
            self.add_error("most", said(WRONG_ORDER))
        return told


class PayForm(forms.Form):
    """What an hour of somebody costs: `way` decides which numbers it is made of."""

    person = Words(max_length=120, label=said(Text(en="Who", it="Chi")))
    since = Day(label=said(Text(en="From", it="Dal")))
    way = forms.ChoiceField(label=said(Text(en="How", it="Come")))
    gross = Amount(
        required=False, label=said(Text(en="Gross pay of a year", it="Retribuzione lorda annua"))
    )
    contributions = Amount(
        required=False,
        label=said(
            Text(en="The company's contributions of a year", it="Contributi annui dell'azienda")
        ),
    )
    hours_year = Amount(
        required=False,
        label=said(Text(en="Hours worked in a year", it="Ore lavorate in un anno")),
        help_text=said(
            Text(
                en="Without leave and holidays. Empty: {hours}, as the Union's funds count a year "
                "of full time (Regulation (EU) 2021/1060, article 55).",
                it="Senza ferie e festività. Vuoto: {hours}, come i fondi dell'Unione contano un "
                "anno a tempo pieno (regolamento (UE) 2021/1060, articolo 55).",
            ),
            hours=HOURS_OF_A_YEAR,
        ),
    )
    price = Amount(
        required=False,
        label=said(Text(en="Price of an hour, or of a month", it="Prezzo di un'ora, o di un mese")),
    )
    hours_month = Amount(
        required=False, label=said(Text(en="Hours of a month", it="Ore di un mese"))
    )
    currency = Currency()
    least = Amount(
        required=False,
        label=said(
            Text(
                en="The least that an hour must cost for this role",
                it="Il minimo che un'ora deve costare per questo ruolo",
            )
        ),
    )
    source = Words(
        required=False,
        max_length=200,
        label=said(
            Text(
                en="Where that stands: contract, policy, law",
                it="Dove sta scritto: contratto, regola interna, legge",
            )
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "way", [(name, text.say(lang())) for name, text in WAYS.items()])

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        needed = {
            "employee": ("gross", "contributions"),
            "hour": ("price",),
            "month": ("price", "hours_month"),
        }.get(told.get("way", ""), ())
        for name in needed:
            if told.get(name) is None and name not in self.errors:
                self.add_error(name, said(NEEDED))
        for name in ("hours_year", "hours_month"):
            if told.get(name) == 0:
                self.add_error(name, said(NO_HOURS))
        return told

    @property
    def pay(self) -> Decimal:
        """What an hour costs by the numbers given; once the form is valid."""
        told = self.cleaned_data
        if told["way"] == "employee":
            hours = told["hours_year"] or Decimal(HOURS_OF_A_YEAR)
            return of_employee(told["gross"], told["contributions"], hours)
        if told["way"] == "month":
            return of_month(told["price"], told["hours_month"])
        price: Decimal = told["price"]
        return price

    @property
    def how(self) -> dict[str, str]:
        """The numbers that it was made of."""
        names = {
            "employee": ("gross", "contributions", "hours_year"),
            "hour": ("price",),
            "month": ("price", "hours_month"),
        }[self.cleaned_data["way"]]
        told = {name: self.cleaned_data[name] for name in names}
        if "hours_year" in told and told["hours_year"] is None:
            told["hours_year"] = Decimal(HOURS_OF_A_YEAR)
        return {"by": self.cleaned_data["way"]} | {name: f"{one:f}" for name, one in told.items()}


class RateForm(forms.Form):
    """What one euro was worth."""

    currency = Currency()
    day = Day(label=said(Text(en="Day", it="Giorno")))
    per_euro = Amount(decimals=9, label=said(Text(en="For one euro", it="Per un euro")))
    source = Words(max_length=80, label=said(Text(en="Source", it="Fonte")))

    def clean_per_euro(self) -> Decimal:
        rate: Decimal = self.cleaned_data["per_euro"]
        if not rate:
            raise forms.ValidationError(said(NOTHING))
        return rate
