"""How the dialogue goes lately, as it was last counted: by stretch, by network, need and person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dialogo.audit.shelf import checks
from dialogo.language.needs import title_of
from dialogo.records.measure import Figure
from dialogo.records.network_names import network_name
from dialogo.records.text import Text
from dialogo.web.models.computed import Computed
from dialogo.web.models.needs import NeedChoice
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.live_counts import ANSWERED, KEPT, MEDIAN, NINE, OF_ALL, SPANS
from dialogo.web.queries.team.people import rules

KIND = "live"
PARTS = "live-parts"
# What the inbox and its page show unless somebody chooses another stretch.
USUAL = 30
# Fewer cases tell nothing: the line of the check that judges the same measure (a first reply's for
# waits), so that nothing is told here that the audit would not tell.
_JUDGES = {
    ANSWERED: "dialogue/questions-left-unanswered",
    MEDIAN: "dialogue/slow-first-reply",
    NINE: "dialogue/slow-first-reply",
    KEPT: "dialogue/promise-broken",
}


@dataclass(frozen=True)
class Reading:
    """A figure, and whether there are enough cases to tell it."""

    figure: Figure
    told: bool


@dataclass(frozen=True)
class Part:
    """A network, a need or a person with its figures, and what they had on their hands.

    `answers`, `people` and `hours` are a person's: how many answers, to how many people, and the
    hours booked on answering (None: none were).
    """

    name: str
    title: Text
    figures: Mapping[str, Reading]
    answers: int = 0
    people: int = 0
    hours: float | None = None


@dataclass(frozen=True)
class Parts:
    """The parts of one stretch; people by name. `unnamed`: answers that carry no name."""

    networks: tuple[Part, ...] = ()
    needs: tuple[Part, ...] = ()
    people: tuple[Part, ...] = ()
    unnamed: int = 0


@dataclass(frozen=True)
class Whole:
    """The figures of all dialogues in the last `days` up to `as_of`."""

    days: int
    as_of: datetime
    figures: Mapping[str, Reading]

    @property
    def answered(self) -> Reading:
        return self.figures[ANSWERED]

    @property
    def median(self) -> Reading:
        return self.figures[MEDIAN]

    @property
    def nine_in_ten(self) -> Reading:
        return self.figures[NINE]

    @property
    def kept(self) -> Reading:
        return self.figures[KEPT]


def whole(made: Computed | None, days: int = USUAL) -> Whole | None:
    """What `computed(workspace, KIND)` holds of a stretch; None where nothing is recorded."""
    if made is None or made.as_of is None or days not in SPANS:
        return None
    return Whole(days, made.as_of, _figures(made.figures.get(str(days), {}), OF_ALL))


def parts(workspace: Workspace, days: int = USUAL) -> Parts:
    """The same by network and need, and by person unless the owner has switched that off; in one
    small query more for the names of needs, and one for the switch."""
    made = Computed.objects.filter(workspace=workspace, kind=PARTS).first()
    kept: Mapping[str, Any] = made.figures.get(str(days), {}) if made else {}
    if not rules(workspace).people_figures:
        kept = {**kept, "people": (), "unnamed": 0}
    names = dict(
        NeedChoice.objects.filter(workspace=workspace)
        .exclude(title="")
        .values_list("name", "title")
    )
    return Parts(
        networks=tuple(
            _part(one, _plain(network_name(one["name"]))) for one in kept.get("networks", ())
        ),
        needs=tuple(_part(one, _need(one["name"], names)) for one in kept.get("needs", ())),
        people=tuple(_part(one, _plain(one["name"])) for one in kept.get("people", ())),
        unnamed=kept.get("unnamed", 0),
    )


def _part(kept: Mapping[str, Any], title: Text) -> Part:
    load = {name: kept[name] for name in ("answers", "people", "hours") if name in kept}
    return Part(kept["name"], title, _figures(kept["figures"], tuple(kept["figures"])), **load)


def _figures(kept: Mapping[str, Any], ids: tuple[str, ...]) -> dict[str, Reading]:
    return {id_: _reading(id_, kept.get(id_)) for id_ in ids}


def _reading(id_: str, kept: Mapping[str, Any] | None) -> Reading:
    figure = Figure(**{"value": None, **kept}) if kept else Figure(None, "count", 0)
    enough = checks()[_JUDGES[id_]].limit.at_least if id_ in _JUDGES else 0
    return Reading(figure, figure.value is not None and figure.n >= enough)


def _need(name: str, names: Mapping[str, str]) -> Text:
    return _plain(names[name]) if name in names else title_of(name)


def _plain(words: str) -> Text:
    """A name is the same for every reader; braces in it are braces."""
    literal = words.replace("{", "{{").replace("}", "}}")
    return Text(en=literal, it=literal)
