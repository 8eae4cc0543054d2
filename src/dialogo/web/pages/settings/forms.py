"""Forms of the settings."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from babel.numbers import list_currencies
from django import forms

from dialogo.records.text import Text
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TITLES = {
    "mon": Text(en="Monday", it="Lunedì"),
    "tue": Text(en="Tuesday", it="Martedì"),
    "wed": Text(en="Wednesday", it="Mercoledì"),
    "thu": Text(en="Thursday", it="Giovedì"),
    "fri": Text(en="Friday", it="Venerdì"),
    "sat": Text(en="Saturday", it="Sabato"),
    "sun": Text(en="Sunday", it="Domenica"),
}
NO_ZONE = Text(
    en="There is no such zone. Choose one such as Europe/Rome.",
    it="Questo fuso non esiste. Se ne sceglie uno come Europe/Rome.",
)
NO_CURRENCY = Text(
    en="There is no such currency. Write three letters as EUR.",
    it="Questa valuta non esiste. Si scrivono tre lettere come EUR.",
)
WRONG_TIMES = Text(
    en="Write hours as 09:00-13:00, 14:00-18:00; leave it empty where nobody is there.",
    it="Le ore si scrivono come 09:00-13:00, 14:00-18:00; vuoto dove non c'è nessuno.",
)
WRONG_DAY = Text(
    en="{written} is no day. Write one day a line, as 2026-12-24.",
    it="{written} non è un giorno. Si scrive un giorno per riga, come 2026-12-24.",
)
WRONG_REGION = Text(
    en="This country has no such region. Those with holidays of their own: {regions}.",
    it="Questo paese non ha una regione così. Quelle con feste proprie: {regions}.",
)
NO_REGIONS = Text(
    en="This country has the same holidays everywhere. Leave it empty.",
    it="Questo paese ha ovunque le stesse feste. Va lasciato vuoto.",
)


class Company(forms.Form):
    """What the company is called and where it stands."""

    name = forms.CharField(label=said(Text(en="Name", it="Nome")), max_length=120)
    zone = forms.CharField(
        label=said(Text(en="Time zone", it="Fuso orario")),
        help_text=said(
            Text(
                en="Days begin and end by it, and times are shown in it.",
                it="Secondo questo fuso cominciano e finiscono i giorni e si leggono gli orari.",
            )
        ),
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
    )
    currency = forms.CharField(
        label=said(Text(en="Currency", it="Valuta")),
        min_length=3,
        max_length=3,
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
        help_text=said(
            Text(
                en="Three letters, for example EUR. Amounts are not converted when it changes.",
                it="Tre lettere, per esempio EUR. Se cambia, gli importi non vengono convertiti.",
            )
        ),
    )

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"].strip()
        if zone not in available_timezones():
            raise forms.ValidationError(said(NO_ZONE))
        return zone

    def clean_currency(self) -> str:
        currency: str = self.cleaned_data["currency"].strip().upper()
        if currency not in list_currencies():
            raise forms.ValidationError(said(NO_CURRENCY))
        return currency


def zones() -> list[str]:
    """The zones to choose from: those that places are named by."""
    return sorted(zone for zone in available_timezones() if "/" in zone and zone[:3] != "Etc")


class Typed(forms.Form):
    """The name of what is about to be deleted, typed by hand."""

    typed = forms.CharField(
        label=said(Text(en="Its name, to the letter", it="Il suo nome, alla lettera")),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class Hours(forms.Form):
    """Business hours: any number of stretches a day, public holidays, own days off."""

    country = forms.ChoiceField(
        label=said(Text(en="Public holidays of", it="Feste pubbliche di")), required=False
    )
    region = forms.CharField(
        label=said(Text(en="Region", it="Regione")),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
        help_text=said(
            Text(
                en="Where it has holidays of its own: its short form, as BZ or BY.",
                it="Dove ha feste proprie: la sua sigla, come BZ o BY.",
            )
        ),
    )
    open_on_holidays = forms.BooleanField(
        label=said(
            Text(en="We are there on public holidays too", it="Ci siamo anche nei giorni di festa")
        ),
        required=False,
    )
    closed = forms.CharField(
        label=said(Text(en="Own days off", it="Giorni di chiusura propri")),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=said(
            Text(en="One day a line, as 2026-12-24.", it="Un giorno per riga, come 2026-12-24.")
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"] = forms.ChoiceField(
            label=self.fields["country"].label, required=False, choices=countries()
        )
        for day in DAYS:
            self.fields[day] = forms.CharField(
                label=said(TITLES[day]), required=False, max_length=200
            )

    @property
    def week(self) -> list[forms.BoundField]:
        return [self[day] for day in DAYS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for day in DAYS:
            cleaned[day] = _in_full(cleaned.get(day) or "")
            if cleaned[day] and not _are_times(cleaned[day]):
                self.add_error(day, said(WRONG_TIMES))
        if "country" in cleaned:
            self._clean_region(cleaned)
        return cleaned

    def _clean_region(self, cleaned: dict[str, Any]) -> None:
        from holidays import list_supported_countries  # start-up: a large module

        region = (cleaned.get("region") or "").strip().upper()
        regions = list_supported_countries().get(cleaned.get("country") or "", [])
        if region and region not in regions:
            wrong = said(WRONG_REGION, regions=", ".join(regions)) if regions else said(NO_REGIONS)
            self.add_error("region", wrong)
        cleaned["region"] = region

    def clean_closed(self) -> list[str]:
        days = []
        for line in str(self.cleaned_data["closed"]).replace(",", "\n").split("\n"):
            written = line.strip()
            try:
                days += [date.fromisoformat(written).isoformat()] if written else []
            except ValueError:
                raise forms.ValidationError(said(WRONG_DAY, written=written)) from None
        return sorted(set(days))

    def written(self) -> dict[str, Any] | None:
        """What was filled in, as a policy file would have it; None where no hours are given."""
        week = {day: self.cleaned_data[day].strip() for day in DAYS if self.cleaned_data[day]}
        if not week:
            return None
        found: dict[str, Any] = {"week": week}
        if country := self.cleaned_data["country"]:
            found["holidays"] = "/".join(filter(None, [country, self.cleaned_data["region"]]))
        if self.cleaned_data["closed"]:
            found["closed"] = self.cleaned_data["closed"]
        if self.cleaned_data["open_on_holidays"]:
            found["open-on-holidays"] = True
        return found


def filled(written: dict[str, Any] | None) -> dict[str, Any]:
    """The values of the form for hours that are kept; keys like `mon-fri` are spread over days."""
    kept = written or {}
    country, _, region = str(kept.get("holidays", "")).partition("/")
    values: dict[str, Any] = {
        "country": country,
        "region": region,
        "open_on_holidays": kept.get("open-on-holidays", False),
        "closed": "\n".join(map(str, kept.get("closed", ()))),
    }
    for days, times in kept.get("week", {}).items():
        for day in _spread(days):
            values[day] = ", ".join(_in_order([values.get(day, ""), times]))
    return values


def _in_order(times: list[str]) -> list[str]:
    """The stretches of a day, the earliest first: a database keeps keys in an order of its own."""
    stretches = [part.strip() for part in ",".join(times).split(",")]
    return sorted(filter(None, stretches), key=lambda stretch: stretch.zfill(len("09:00-17:00")))


def countries() -> list[tuple[str, str]]:
    """Countries whose holidays are known, by their names in the reader's language."""
    from holidays import list_supported_countries  # start-up: a large module

    names = Locale(lang()).territories
    nowhere = {"en": "No country", "it": "Nessun paese"}[lang()]
    codes = (code for code in list_supported_countries() if code in names)  # not "ITA" or "UK"
    known = sorted((names[code], code) for code in codes)
    return [("", nowhere), *((code, name) for name, code in known)]


def _spread(days: str) -> list[str]:
    found: list[str] = []
    for part in days.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        begin, end = DAYS.index(first), DAYS.index(last or first)
        found += [DAYS[n % 7] for n in range(begin, end + 1 + (7 if end < begin else 0))]
    return found


def _in_full(written: str) -> str:
    """Times as people type them, `9-13, 14.30–18`, in the form that is kept: `9:00-13:00, …`."""
    stretches = re.sub(r"\s*[-–—]\s*", "-", written.strip()).split(",")
    return ", ".join(
        re.sub(r"(?<![\d:.])(\d\d?)(?:[:.](\d\d))?(?![\d:.])", _clock, stretch.strip())
        for stretch in stretches
    )


def _clock(time: re.Match[str]) -> str:
    return f"{time[1]}:{time[2] or '00'}"


def _are_times(written: str) -> bool:
    parts = written.replace(" ", "").split(",")
    return all(re.fullmatch(r"\d\d?:\d\d-\d\d?:\d\d", part) for part in parts)
