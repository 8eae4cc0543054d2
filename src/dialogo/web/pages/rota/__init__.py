"""Rota: who is on shift when, what a shift breaks, swaps, on call, calendars."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.frame.team_tab import TeamTab
from dialogo.web.models.roles import STRATEGY, TEAM

SEE = Permission("rota.see", Text(en="see who is on shift", it="vedere chi è di turno"), TEAM)
CHANGE = Permission(
    "rota.change",
    Text(en="write the rota and agree to swaps", it="scrivere i turni e approvare i cambi"),
    STRATEGY,
)
SWAP = Permission(
    "rota.swap", Text(en="offer and take shifts", it="offrire e prendere turni"), TEAM
)
TEAM_TAB = TeamTab(20, Text(en="Rota", it="Turni"), "rota")
