"""What the desk can do about a finding, in one click: each check's action, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import resolve, reverse

from dialogo.audit.check import Finding
from dialogo.records.text import Text
from dialogo.web.models.roles import Role

HERE = "evidence"


@dataclass(frozen=True)
class Action:
    """`title` stands on the button; `to` names the address, or `HERE` the evidence below.

    `meanwhile` says what that page cannot do yet, and how to do it until it can. `asks` is the
    query of the address: what of that page is meant.
    """

    title: Text
    to: str
    meanwhile: Text | None = None
    asks: str = ""


@dataclass(frozen=True)
class Offer:
    """An action as it is offered to a reader; `leads`: to another page."""

    title: Text
    url: str
    meanwhile: Text | None
    leads: bool = True


_PLAN_THERE = Text(
    en="Posts are planned where you publish them for now; the calendar shows what went out.",
    it="Per ora i post si programmano dove si pubblicano; il calendario mostra che cosa è uscito.",
)
_SHIFT_THERE = Text(
    en="Shifts come in with the table of shifts for now; the page shows who is on the records.",
    it="Per ora i turni arrivano con la tabella dei turni; la pagina mostra chi c'è nei dati.",
)

ACTIONS: Mapping[str, Action] = {
    "open-waiting": Action(
        Text(en="See who is waiting", it="Vedi chi aspetta"), "inbox", asks="asks=yes"
    ),
    "open-complaints": Action(
        Text(en="See the complaints that wait", it="Vedi le lamentele in attesa"),
        "inbox",
        asks="act=complaint",
    ),
    "open-answers": Action(Text(en="Read these answers", it="Leggi queste risposte"), HERE),
    "open-posts": Action(Text(en="Look at these posts", it="Guarda questi post"), HERE),
    "open-conversations": Action(
        Text(en="See who writes to you", it="Vedi chi vi scrive"), "community"
    ),
    "open-listening": Action(
        Text(en="See your networks", it="Vedi le vostre reti"),
        "networks",
        Text(
            en="The desk hears conversations of others once a network is connected live. Until "
            "then, look for your name and your subject on each network once a day.",
            it="Le conversazioni altrui si sentono da qui quando una rete è collegata dal vivo. "
            "Fino ad allora, cercate ogni giorno su ogni rete il vostro nome e il vostro tema.",
        ),
    ),
    "open-calendar": Action(
        Text(en="Open the calendar", it="Apri il calendario"), "calendar", _PLAN_THERE
    ),
    "plan-posts": Action(
        Text(en="Open the calendar", it="Apri il calendario"), "calendar", _PLAN_THERE
    ),
    "draft-for-need": Action(
        Text(en="Choose a need to write for", it="Scegli il bisogno per cui scrivere"), "needs"
    ),
    "propose-shift": Action(
        Text(en="Look at the team", it="Guarda la squadra"), "team", _SHIFT_THERE
    ),
    "set-hours": Action(
        Text(en="Name people in the plan", it="Indica le persone nel piano"), "strategy"
    ),
    "name-owner": Action(
        Text(en="Name who answers for it", it="Indica chi ne risponde"), "strategy"
    ),
    "name-stand-in": Action(
        Text(en="Name a second person", it="Indica una seconda persona"), "strategy"
    ),
    "plan-learning": Action(
        Text(
            en="Set time to learn aside in the plan", it="Prevedi nel piano il tempo per imparare"
        ),
        "strategy",
    ),
    "plan-effort": Action(
        Text(en="Write in the plan how long it runs", it="Scrivi nel piano quanto dura"), "strategy"
    ),
    "rewrite-goal": Action(
        Text(en="Rewrite the goal in the plan", it="Riscrivi l'obiettivo nel piano"), "strategy"
    ),
    "move-verdict": Action(
        Text(en="Move the day of the verdict", it="Sposta il giorno del verdetto"), "strategy"
    ),
    "add-budget-line": Action(
        Text(en="Put it into the plan's budget", it="Metti nel budget del piano"), "strategy"
    ),
    "open-ledger": Action(Text(en="See what was spent", it="Vedi che cosa si è speso"), "budget"),
    "review-pay": Action(
        Text(en="See what the work costs", it="Vedi quanto costa il lavoro"), "budget"
    ),
    "ask-how-found": Action(
        Text(en="Bring in what customers answered", it="Porta le risposte dei clienti"),
        "import_files",
        Text(
            en="Ask everybody who buys how they found you, and write it into the table of "
            "outcomes.",
            it="Chiedete a chi compra come vi ha trovato, e scrivetelo nella tabella dei "
            "risultati.",
        ),
    ),
    "open-measure": Action(Text(en="Look at its measure", it="Guarda la sua misura"), "measure"),
}


def offer(finding: Finding, workspace: str, role: Role, measure: str | None) -> Offer | None:
    """What to offer for a finding; None where nothing is wrong, or where the reader may not go.

    `measure` is the one that an own mistake stands on.
    """
    known = ACTIONS.get(finding.check.action)
    if known is None or finding.judged not in ("watch", "mistake"):
        return None
    if known.to == HERE:
        found = Offer(known.title, f"#{HERE}", known.meanwhile, leads=False)
        return found if finding.reading.evidence else None
    url = _address(known.to, workspace, measure)
    if url is None or role not in resolve(url).func.permission.roles:  # type: ignore[attr-defined]  # every view of a workspace has a permission
        return None
    asked = f"{url}?{known.asks}" if known.asks else url
    return Offer(known.title, asked, known.meanwhile)


def _address(to: str, workspace: str, measure: str | None) -> str | None:
    if to != "measure":
        return reverse(to, kwargs={"workspace": workspace})
    if measure is None:
        return None
    subject, _, name = measure.partition("/")
    return reverse(to, kwargs={"workspace": workspace, "subject": subject, "name": name})
