"""The form of a shift: whose, when on the wall clock, what for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from dialogo.records.network_names import network_name
from dialogo.records.text import Text
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said
from dialogo.web.models.connections import Connection
from dialogo.web.models.team import Colleague, Skill
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.rota import words
from dialogo.web.queries.language_names import language_name
from dialogo.web.queries.team.rota import LONGEST, Shift
from dialogo.web.queries.team.wall_clock import Moment, moment, stretch
from dialogo.web.queries.team.zones import today, zone_named, zone_of

FIRST, SECOND = "first", "second"
A_DAY = timedelta(days=1)
WHICH = Text(
    en="The clock shows {time} twice that night. Say which of the two.",
    it="Quella notte l'orologio segna due volte le {time}. Va detto quale delle due.",
)
NO_TIME = Text(
    en="A shift ends after it begins. Choose another end.",
    it="Un turno finisce dopo il suo inizio. Va scelta un'altra fine.",
)


def _which(title: Text) -> forms.ChoiceField:
    choices = [
        (FIRST, said(Text(en="the first, before clocks go back", it="la prima, con l'ora legale"))),
        (SECOND, said(Text(en="the second, after it", it="la seconda, con l'ora solare"))),
    ]
    return forms.ChoiceField(
        label=said(title), choices=choices, required=False, widget=forms.RadioSelect
    )


class ShiftForm(forms.Form):
    """`ends` at or before `starts` is on the next day. `zone` is the one that times are told in."""

    name = forms.ChoiceField(label=said(Text(en="Who", it="Chi")))
    day = forms.DateField(
        label=said(Text(en="Day", it="Giorno")),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    starts = forms.TimeField(
        label=said(Text(en="From", it="Dalle")),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    ends = forms.TimeField(
        label=said(Text(en="Until", it="Alle")),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    zone = forms.ChoiceField(
        label=said(Text(en="Times are those of", it="Gli orari sono quelli di")), required=False
    )
    network = forms.ChoiceField(label=said(Text(en="Only for", it="Solo per")), required=False)
    language = forms.ChoiceField(label=said(Text(en="Only in", it="Solo in")), required=False)
    skill = forms.ChoiceField(
        label=said(Text(en="Needs the skill", it="Richiede la competenza")), required=False
    )
    weeks = forms.IntegerField(
        label=said(Text(en="Repeat for further weeks", it="Ripeti per altre settimane")),
        required=False,
        min_value=0,
        max_value=52,
        widget=forms.NumberInput(attrs={"min": 0, "max": 52}),
    )
    which_start = _which(Text(en="Which start", it="Quale inizio"))
    which_end = _which(Text(en="Which end", it="Quale fine"))
    reason = forms.CharField(
        label=said(Text(en="Why it stands all the same", it="Perché resta comunque")),
        required=False,
        max_length=200,
        help_text=said(Text(en="It is kept with the shift.", it="Viene conservato con il turno.")),
    )

    begun: Moment
    done: Moment

    def __init__(self, *args: Any, workspace: Workspace, former: Shift | None = None,
                 **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.workspace, self.former = workspace, former
        people = list(Colleague.objects.filter(workspace=workspace).order_by("name"))
        here = today(workspace)
        names = [one.name for one in people if one.left_on is None or one.left_on >= here]
        if former is not None and former.name not in names:
            names.append(former.name)
        self.fields["name"].choices = [("", "–"), *((name, name) for name in names)]  # type: ignore[attr-defined]  # a ChoiceField
        self._choices("zone", self._zones(people))
        self._choices("network", self._networks(people))
        self._choices("language", self._languages(people))
        skills = Skill.objects.filter(colleague__workspace=workspace).order_by("name")
        found = set(skills.values_list("name", flat=True))
        none = {"en": "none", "it": "nessuna"}[lang()]
        kept = {former.skill} if former and former.skill else set()
        self._choices("skill", [("", none), *((s, s) for s in sorted(found | kept))])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        if len(choices) < 2:
            del self.fields[name]
        else:
            field.choices = choices

    def _zones(self, people: list[Colleague]) -> list[tuple[str, str]]:
        own = self.workspace.zone
        others = sorted({one.zone for one in people if one.zone} - {own})
        return [("", words.place(own)), *((zone, words.place(zone)) for zone in others)]

    def _networks(self, people: list[Colleague]) -> list[tuple[str, str]]:
        live = Connection.objects.filter(workspace=self.workspace)
        found = {network for one in people for network in one.networks}
        found |= set(live.values_list("network", flat=True))
        found |= {self.former.network} if self.former and self.former.network else set()
        named = [(one, network_name(one, lang())) for one in sorted(found)]
        return [("", words.ANY_NETWORK.say(lang())), *named]

    def _languages(self, people: list[Colleague]) -> list[tuple[str, str]]:
        found = {language for one in people for language in one.languages}
        found |= {self.former.language} if self.former and self.former.language else set()
        named = [(one, language_name(one, lang())) for one in sorted(found)]
        return [("", words.ANY_LANGUAGE.say(lang())), *named]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not {"day", "starts", "ends"} <= cleaned.keys():
            return cleaned
        zone = zone_named(cleaned.get("zone") or self.workspace.zone)
        seconds = (cleaned.get("which_start") == SECOND, cleaned.get("which_end") == SECOND)
        self.begun, self.done = stretch(
            cleaned["day"], cleaned["starts"], cleaned["ends"], zone, seconds=seconds
        )
        if self.former is not None and self.former.length >= A_DAY:
            self.done = self._days_later(cleaned["day"], cleaned["ends"], zone, seconds[1])
        for name, at, clock in (
            ("which_start", self.begun, "starts"),
            ("which_end", self.done, "ends"),
        ):
            if at.twice and not cleaned.get(name):
                self.add_error(name, said(WHICH, time=f"{cleaned[clock]:%H:%M}"))
        if not self.errors and not timedelta(0) < self.done.at - self.begun.at <= LONGEST:
            self.add_error("ends", said(NO_TIME))
        return cleaned

    def _days_later(self, day: date, ends: time, zone: ZoneInfo, second: bool) -> Moment:
        """The end of a shift of days, which only records bring: it keeps as many."""
        assert self.former is not None  # noqa: S101  (narrowing only: it is asked before)
        begun, done = (at.astimezone(zone) for at in (self.former.starts_at, self.former.ends_at))
        return moment(day + (done.date() - begun.date()), ends, zone, second=second)

    def shift(self) -> Shift:
        """The shift that was filled in."""
        told = self.cleaned_data
        former = self.former
        return Shift(
            told["name"], self.begun.at, self.done.at, told.get("network", ""),
            told.get("language", ""), told.get("skill", ""), told["reason"].strip(),
            former.uid if former else "",
        )  # fmt: skip

    @property
    def more(self) -> list[forms.BoundField]:
        """What may be said beside who and when; what there is only one choice of is not asked."""
        names = ["zone", "network", "language", "skill"]
        names += [] if self.former else ["weeks"]
        return [self[name] for name in names if name in self.fields]

    @property
    def asks_which(self) -> list[forms.BoundField]:
        """The questions to be answered because a time comes twice."""
        return [self[name] for name in ("which_start", "which_end") if self._is_asked(name)]

    def _is_asked(self, name: str) -> bool:
        return bool(self.errors.get(name) or self.data.get(name) or self.initial.get(name))


def filled(shift: Shift, workspace: Workspace) -> dict[str, Any]:
    """The values of the form for a shift that there is."""
    zone = zone_of(workspace)
    begun, done = shift.starts_at.astimezone(zone), shift.ends_at.astimezone(zone)
    values = {
        "name": shift.name, "day": begun.date(), "starts": begun.time(), "ends": done.time(),
        "network": shift.network, "language": shift.language, "skill": shift.skill,
        "reason": shift.reason,
    }  # fmt: skip
    for name, at in (("which_start", begun), ("which_end", done)):
        if at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset():
            values[name] = SECOND if at.fold else FIRST
    return values


def posted(shift: Shift, workspace: Workspace, given: Mapping[str, str]) -> dict[str, str]:
    """The form as posted for a shift that somebody moved: what they changed, and all the rest.

    A time that comes twice is asked about anew where it was changed.
    """
    kept = filled(shift, workspace)
    written = {
        **kept, "day": kept["day"].isoformat(),
        "starts": f"{kept['starts']:%H:%M}", "ends": f"{kept['ends']:%H:%M}",
    }  # fmt: skip
    moved = ("name", "day", "starts", "ends", "network", "language")
    told = {name: str(given[name]) for name in moved if name in given}
    if any(told.get(name, written[name]) != written[name] for name in ("day", "starts", "ends")):
        written.pop("which_start", None)
        written.pop("which_end", None)
    return written | told
