"""The form of a post: what is said everywhere, what is different on one account, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from babel import Locale
from django import forms

from dialogo.content.link_parameters import usual
from dialogo.records.text import Text
from dialogo.web.actions.content.making import Given, GivenVersion, KeptPicture, joined, split
from dialogo.web.frame import picture_field
from dialogo.web.frame.door import Request
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said
from dialogo.web.models.connections import Connection
from dialogo.web.models.content import Piece
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import needs
from dialogo.web.queries.content.accounts import postable
from dialogo.web.queries.content.words import PURPOSES
from dialogo.web.queries.team.wall_clock import Moment, moment
from dialogo.web.queries.team.zones import zone_of

SLOTS = 4
FIRST, SECOND = "first", "second"
NINE = time(9)
LANGUAGES = ("en", "it", "de", "es", "fr", "pt")
REPEATS = {
    "": Text(en="once", it="una volta"),
    "FREQ=WEEKLY": Text(en="every week", it="ogni settimana"),
    "FREQ=WEEKLY;INTERVAL=2": Text(en="every other week", it="ogni due settimane"),
    "FREQ=MONTHLY": Text(en="every month", it="ogni mese"),
}
NO_DAY = Text(en="Say on which day, too.", it="Va detto anche in quale giorno.")
TWICE = Text(
    en="The clock shows {time} twice that night. Say which of the two.",
    it="Quella notte l'orologio segna due volte le {time}. Va detto quale delle due.",
)


def _text(title: Text, hint: Text | None = None, *, rows: int = 3, most: int = 100_000) -> Any:
    return forms.CharField(
        label=said(title),
        help_text=said(hint) if hint else "",
        required=False,
        max_length=most,
        strip=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _line(title: Text, most: int) -> Any:
    return forms.CharField(label=said(title), required=False, max_length=most)


class PieceForm(forms.Form):
    """`text` holds the parts of a thread, with a line of dashes between them. No field is required;
    the page says once what it takes to go out."""

    all_optional = True

    title = _line(Text(en="Title, for the team", it="Titolo, per la squadra"), 200)
    text = _text(
        Text(en="What it says", it="Che cosa dice"),
        Text(
            en="On every account, unless it says something else below. A line of three dashes "
            "(---) begins the next part of a thread.",
            it="Su ogni profilo, se più sotto non dice altro. Una riga di tre trattini (---) "
            "comincia la parte successiva di un thread.",
        ),
        rows=7,
    )
    language = forms.ChoiceField(label=said(Text(en="Language", it="Lingua")), required=False)
    need = forms.ChoiceField(
        label=said(Text(en="The need it serves", it="Il bisogno a cui risponde")), required=False
    )
    purpose = forms.ChoiceField(
        label=said(Text(en="What it does", it="Che cosa fa")), required=False
    )
    day = forms.DateField(
        label=said(Text(en="Day", it="Giorno")),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    time = forms.TimeField(
        label=said(Text(en="Time", it="Ora")),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    which = forms.ChoiceField(
        label=said(Text(en="Which of the two", it="Quale delle due")),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (FIRST, said(Text(en="the first, before clocks go back", it="la prima, ora legale"))),
            (SECOND, said(Text(en="the second, after it", it="la seconda, ora solare"))),
        ],
    )
    repeats = forms.ChoiceField(label=said(Text(en="How often", it="Quante volte")), required=False)
    campaign = _line(Text(en="Campaign", it="Campagna"), 120)
    tracked = forms.BooleanField(
        label=said(
            Text(
                en="Say on links where visitors come from",
                it="Indica sui link da dove arrivano i visitatori",
            )
        ),
        help_text=said(
            Text(
                en="Adds utm_source (the network), utm_medium and utm_campaign, for the statistics "
                "of your site; never to links to accounts.",
                it="Aggiunge utm_source (la rete), utm_medium e utm_campaign, per le statistiche "
                "del vostro sito; mai ai link verso profili.",
            )
        ),
        required=False,
    )
    brief = _text(
        Text(en="Brief", it="Traccia"),
        Text(
            en="What it is about and for whom; never sent.",
            it="Di che cosa parla e per chi; non viene mai inviata.",
        ),
    )
    note = _text(Text(en="Notes for the team", it="Note per la squadra"), rows=2)

    when: Moment | None = None

    def __init__(self, *args: Any, workspace: Workspace, piece: Piece | None = None, **kw: Any):
        super().__init__(*args, **kw)
        self.workspace = workspace
        here = lang()
        none = {"en": "–", "it": "–"}[here]
        names = Locale(here).languages
        self._choose("language", [(code, str(names[code])) for code in LANGUAGES], none)
        self._choose("purpose", [(k, v.say(here)) for k, v in PURPOSES.items()], none)
        known = [(one.need.name, one.title.say(here)) for one in needs.needs(workspace)]
        need = piece.need if piece else str(self.initial.get("need") or "")
        known += [(need, need)] if need and need not in dict(known) else []
        self._choose("need", known, none)
        if piece and piece.series_id:  # an occurrence keeps where it stands in its series
            del self.fields["repeats"]
            return
        repeats = [(rule, title.say(here)) for rule, title in REPEATS.items()]
        if piece and piece.repeats and piece.repeats not in REPEATS:
            repeats.append((piece.repeats, piece.repeats))
        self.fields["repeats"].choices = repeats  # type: ignore[attr-defined]  # a ChoiceField

    def _choose(self, name: str, choices: Iterable[tuple[str, str]], none: str) -> None:
        self.fields[name].choices = [("", none), *choices]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, clock = cleaned.get("day"), cleaned.get("time")
        if clock and not day and "day" not in self.errors:
            self.add_error("day", said(NO_DAY))
        if day and "time" not in self.errors:
            second = cleaned.get("which") == SECOND
            clock = clock or NINE
            self.when = moment(day, clock, zone_of(self.workspace), second=second)
            if self.when.twice and not cleaned.get("which"):
                self.add_error("which", said(TWICE, time=f"{clock:%H:%M}"))
        return cleaned

    @property
    def due_at(self) -> datetime | None:
        return self.when.at if self.when else None

    @property
    def asks_which(self) -> bool:
        """Whether that time comes twice on that day."""
        return bool(self.errors.get("which") or self.data.get("which") or self.initial.get("which"))


@dataclass(frozen=True)
class AccountFields:
    """What is filled in for one account."""

    connection: Connection
    chosen: bool
    own: str = ""
    first_comment: str = ""
    language: str = ""
    link_parameters: Mapping[str, str] = field(default_factory=dict)


def filled(piece: Piece) -> dict[str, Any]:
    """The values of the form for a piece that there is."""
    values: dict[str, Any] = {
        name: getattr(piece, name)
        for name in ("title", "brief", "need", "purpose", "campaign", "note", "language", "repeats")
    }
    values["text"] = joined(piece.parts)
    values["tracked"] = any(one.link_parameters for one in piece.versions.all())
    if piece.due_at:
        here = piece.due_at.astimezone(zone_of(piece.workspace))
        values |= {"day": here.date(), "time": here.time().replace(microsecond=0)}
        if here.replace(fold=0).utcoffset() != here.replace(fold=1).utcoffset():
            values["which"] = SECOND if here.fold else FIRST
    return values


def accounts_of(workspace: Workspace, piece: Piece | None) -> list[AccountFields]:
    """Every account that takes posts, as a piece has it; of a new piece, and of an idea of which
    nobody has said where it goes out, all are chosen."""
    found = {one.connection_id: one for one in piece.versions.all()} if piece else {}
    return [
        AccountFields(
            one,
            one.pk in found or not piece or (piece.state == Piece.IDEA and not found),
            joined(found[one.pk].parts) if one.pk in found else "",
            found[one.pk].first_comment if one.pk in found else "",
            found[one.pk].language if one.pk in found else "",
            found[one.pk].link_parameters if one.pk in found else {},
        )
        for one in postable(workspace)
    ]


def accounts_posted(request: Request, piece: Piece | None) -> list[AccountFields]:
    """The same as somebody has filled it in, for a piece that there is or a new one."""
    kept = dict(piece.versions.values_list("connection", "link_parameters")) if piece else {}
    return [
        AccountFields(
            one,
            f"on-{one.pk}" in request.POST,
            request.POST.get(f"own-{one.pk}", ""),
            request.POST.get(f"comment-{one.pk}", ""),
            request.POST.get(f"language-{one.pk}", ""),
            _link_parameters(request, piece, one.network, kept.get(one.pk, {})),
        )
        for one in postable(request.workspace)
    ]


def given(form: PieceForm, accounts: Sequence[AccountFields], request: Request,
          piece: Piece | None) -> Given:  # fmt: skip
    """What was filled in; the form is valid."""
    told = form.cleaned_data
    names = ("title", "brief", "need", "purpose", "campaign", "note", "language", "repeats")
    words: dict[str, Any] = {name: told.get(name) or "" for name in names}
    if piece and piece.series_id:
        words["repeats"] = piece.repeats
    return Given(
        **words,
        parts=split(told.get("text") or ""),
        due_at=form.due_at,
        versions={
            one.connection.pk: GivenVersion(
                split(one.own), one.first_comment, one.language, one.link_parameters
            )
            for one in accounts
            if one.chosen
        },
        pictures=[*_kept(request, piece), *picture_field.given(request, SLOTS)],
    )


def _link_parameters(
    request: Request, piece: Piece | None, network: str, kept: Mapping[str, str]
) -> dict[str, str]:
    """The usual ones, if they are wanted; those that a program has set go on to hold."""
    if "tracked" not in request.POST:
        return {}
    campaign = " ".join(request.POST.get("campaign", "").split())
    found = usual(network, campaign)
    named = found.get("utm_campaign")
    found |= kept
    if piece is None or campaign != piece.campaign:
        found.pop("utm_campaign", None)
        found |= {"utm_campaign": named} if named else {}
    return found


def _kept(request: Request, piece: Piece | None) -> list[KeptPicture]:
    if piece is None:
        return []
    return [
        KeptPicture(number, request.POST.get(f"said-{number}", alt))
        for number, alt in piece.pictures.order_by("place").values_list("pk", "alt")
        if f"without-{number}" not in request.POST
    ]
