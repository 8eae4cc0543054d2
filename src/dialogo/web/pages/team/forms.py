"""The forms of a colleague and of an absence."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from django import forms

from dialogo.records.errors import BadInput
from dialogo.records.network_names import network_name
from dialogo.records.text import Text
from dialogo.web.actions.team.colleagues import Wanted
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said
from dialogo.web.models.connections import Connection
from dialogo.web.models.team import Colleague
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.team.words import KINDS
from dialogo.web.queries import hours
from dialogo.web.queries.team.people import colleagues
from dialogo.web.queries.team.wall_clock import midnight, moment
from dialogo.web.queries.team.zones import today, zone_of

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NAMES = (
    Text(en="Monday", it="Lunedì"), Text(en="Tuesday", it="Martedì"),
    Text(en="Wednesday", it="Mercoledì"), Text(en="Thursday", it="Giovedì"),
    Text(en="Friday", it="Venerdì"), Text(en="Saturday", it="Sabato"),
    Text(en="Sunday", it="Domenica"),
)  # fmt: skip
_MOST_SKILLS = 30

NO_ZONE = Text(
    en="There is no such zone. Choose one such as Europe/Rome.",
    it="Questo fuso non esiste. Se ne sceglie uno come Europe/Rome.",
)
WRONG_TIMES = Text(
    en="Write hours as 09:00-13:00, 14:00-18:00; leave it empty for a free day.",
    it="Le ore si scrivono come 09:00-13:00, 14:00-18:00; vuoto per un giorno libero.",
)
WRONG_SKILL = Text(
    en="Write one skill a line with its level, 1 to 3: complaints 2. This one is not so: {line}",
    it="Si scrive una competenza per riga con il livello, da 1 a 3: reclami 2. Questa non è così: "
    "{line}",
)
UNKNOWN_LANGUAGE = Text(
    en="{code} is no code of a language. Write codes of two letters, as it, en, de.",
    it="{code} non è il codice di una lingua. Si scrivono codici di due lettere, come it, en, de.",
)
ENDS_BEFORE = Text(
    en="It ends before it begins. Choose a later day.",
    it="Finisce prima di cominciare. Va scelto un giorno successivo.",
)


class ColleagueForm(forms.Form):
    """What is known of a colleague."""

    name = forms.CharField(
        label=said(Text(en="Name", it="Nome")), max_length=120,
        help_text=said(Text(
            en="As rota, hours and learning call them. When it is changed, what is stored follows; "
            "a file that still has the former name brings that one back.",
            it="Come si chiama in turni, ore e aggiornamento. Se cambia, i dati già registrati si "
            "adeguano; un file che ha ancora il nome di prima lo riporta.",
        )),
    )  # fmt: skip
    dedicated = forms.BooleanField(
        label=said(Text(en="Social media is their job, not an extra",
                        it="I social sono il suo lavoro, non un'aggiunta")),
        required=False,
    )  # fmt: skip
    weekly_hours = forms.DecimalField(
        label=said(Text(en="Hours a week for social media", it="Ore settimanali per i social")),
        required=False, min_value=0, max_value=168, decimal_places=2,
        widget=forms.NumberInput(attrs={"min": 0, "max": 168, "step": "0.5"}),
    )  # fmt: skip
    networks = forms.MultipleChoiceField(
        label=said(Text(en="Answers on", it="Risponde su")), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=said(Text(en="None ticked: on any.", it="Nessuna scelta: su tutte.")),
    )  # fmt: skip
    languages = forms.CharField(
        label=said(Text(en="Answers in", it="Risponde in")), required=False, max_length=200,
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
        help_text=said(Text(en="Codes, as it, en, de. Empty: in any.",
                            it="Codici, come it, en, de. Vuoto: in tutte.")),
    )  # fmt: skip
    skills = forms.CharField(
        label=said(Text(en="Skills", it="Competenze")), required=False, max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=said(Text(
            en="One a line with its level: 1 a little, 2 well, 3 others ask them. "
            "For example: complaints 2",
            it="Una per riga con il livello: 1 un po', 2 bene, 3 gli altri chiedono a questa "
            "persona. Per esempio: reclami 2",
        )),
    )  # fmt: skip
    may_decide = forms.CharField(
        label=said(Text(en="May decide alone", it="Può decidere in autonomia")), required=False,
        max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=said(Text(
            en="What they may promise or settle without asking: refunds up to € 50, another date.",
            it="Che cosa può promettere o sistemare senza chiedere: rimborsi fino a 50 €, un'altra "
            "data.",
        )),
    )  # fmt: skip
    cover = forms.ModelChoiceField(
        label=said(Text(en="Cover when away", it="Chi copre le assenze")),
        queryset=Colleague.objects.none(), required=False,
        empty_label=said(Text(en="nobody", it="nessuno")),
    )  # fmt: skip
    at_once = forms.IntegerField(
        label=said(Text(en="Open conversations at once, at most",
                        it="Conversazioni aperte insieme, al massimo")),
        required=False, min_value=0, max_value=30_000,
        widget=forms.NumberInput(attrs={"min": 0}),
        help_text=said(Text(en="Empty: no limit.", it="Vuoto: senza limite.")),
    )  # fmt: skip
    zone = forms.CharField(
        label=said(Text(en="Own time zone", it="Fuso orario proprio")), required=False,
        max_length=64, widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
        help_text=said(Text(en="Empty: the company's.", it="Vuoto: quello dell'azienda.")),
    )  # fmt: skip
    left_on = forms.DateField(
        label=said(Text(en="Last day in the team", it="Ultimo giorno nella squadra")),
        required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, workspace: Workspace, colleague: Colleague | None = None,
                 **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        others = colleagues(workspace, today(workspace))
        cover: Any = self.fields["cover"]
        cover.queryset = others.exclude(pk=colleague.pk) if colleague else others
        networks = set(
            Connection.objects.filter(workspace=workspace).values_list("network", flat=True)
        )
        networks |= {network for one in others for network in one.networks}
        networks |= set(colleague.networks) if colleague else set()
        choices: Any = self.fields["networks"]
        choices.choices = [(one, network_name(one, lang())) for one in sorted(networks)]
        if not networks:
            del self.fields["networks"]
        for day, name in zip(DAYS, NAMES, strict=True):
            self.fields[day] = forms.CharField(label=said(name), required=False, max_length=100)

    @property
    def week(self) -> list[forms.BoundField]:
        """The days of the week, in which hours can be agreed."""
        return [self[day] for day in DAYS]

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"].strip()
        if zone and zone not in available_timezones():
            raise forms.ValidationError(said(NO_ZONE))
        return zone

    def clean_languages(self) -> list[str]:
        known = Locale("en").languages
        codes = (
            self.cleaned_data["languages"].replace(",", " ").replace(";", " ").casefold().split()
        )
        for code in codes:
            if code not in known:
                raise forms.ValidationError(said(UNKNOWN_LANGUAGE, code=code))
        return sorted(set(codes))

    def clean_skills(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for line in self.cleaned_data["skills"].splitlines()[: _MOST_SKILLS + 1]:
            name, _, level = line.strip().rpartition(" ")
            if not line.strip():
                continue
            if level not in ("1", "2", "3"):
                name, level = line.strip(), "2"
            if not name or len(name) > 60 or len(found) >= _MOST_SKILLS:
                raise forms.ValidationError(said(WRONG_SKILL, line=line.strip()[:80]))
            found[name] = int(level)
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for day in DAYS:
            written = (cleaned.get(day) or "").strip()
            if not written:
                continue
            try:
                hours.read({"week": {day: written}}, "UTC")
            except BadInput:
                self.add_error(day, said(WRONG_TIMES))
        return cleaned

    def wanted(self) -> Wanted:
        """What was filled in."""
        told = self.cleaned_data
        week = {day: told[day].strip() for day in DAYS if told.get(day)}
        return Wanted(
            zone=told["zone"], languages=told["languages"], networks=told.get("networks", ()),
            weekly_hours=told["weekly_hours"], dedicated=told["dedicated"], week=week or None,
            may_decide=told["may_decide"], cover=told["cover"], at_once=told["at_once"] or 0,
            left_on=told["left_on"], skills=told["skills"],
        )  # fmt: skip


def filled(colleague: Colleague) -> dict[str, Any]:
    """The values of the form for a colleague there is."""
    return {
        "name": colleague.name,
        "dedicated": colleague.dedicated,
        "weekly_hours": colleague.weekly_hours,
        "networks": colleague.networks,
        "languages": ", ".join(colleague.languages),
        "skills": "\n".join(f"{one.name} {one.level}" for one in colleague.skills.all()),
        "may_decide": colleague.may_decide,
        "cover": colleague.cover_id,
        "at_once": colleague.at_once or None,
        "zone": colleague.zone,
        "left_on": colleague.left_on,
        **(colleague.week or {}),
    }


class AbsenceForm(forms.Form):
    """Days, and whether the first and the last are half ones."""

    since = forms.DateField(
        label=said(Text(en="First day", it="Primo giorno")),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=said(Text(en="Last day", it="Ultimo giorno")), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=said(Text(en="Empty: that day alone.", it="Vuoto: solo quel giorno.")),
    )  # fmt: skip
    from_noon = forms.BooleanField(
        label=said(Text(en="The first day from noon on", it="Il primo giorno da mezzogiorno")),
        required=False,
    )
    to_noon = forms.BooleanField(
        label=said(Text(en="The last day until noon", it="L'ultimo giorno fino a mezzogiorno")),
        required=False,
    )
    kind = forms.ChoiceField(
        label=said(Text(en="Why", it="Perché")),
        choices=[(kind, said(text)) for kind, text in KINDS.items()],
        help_text=said(Text(
            en="Others only see that somebody is away, on holiday or on a course.",
            it="Gli altri vedono solo che la persona è assente, in ferie o a un corso.",
        )),
    )  # fmt: skip
    note = forms.CharField(
        label=said(Text(en="A word about it", it="Due parole")), required=False, max_length=200
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since: date | None = cleaned.get("since")
        until: date | None = cleaned.get("until") or since
        if since is None or until is None:
            return cleaned
        whole = since == until and cleaned.get("from_noon") and cleaned.get("to_noon")
        if until < since or whole:
            self.add_error("until", said(ENDS_BEFORE))
        return cleaned | {"until": until}

    def span(self, workspace: Workspace, colleague: Colleague) -> tuple[datetime, datetime]:
        """From when to when, by the clocks where the colleague is."""
        told, zone = self.cleaned_data, zone_of(workspace, colleague)
        noon = time(12)
        begun = moment(told["since"], noon, zone).at if told["from_noon"] else None
        done = moment(told["until"], noon, zone).at if told["to_noon"] else None
        return (
            begun or midnight(told["since"], zone),
            done or midnight(told["until"] + timedelta(days=1), zone),
        )
