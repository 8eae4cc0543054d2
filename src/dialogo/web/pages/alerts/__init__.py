"""Alerts: who is told when a promise is about to break, and what was told."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.frame.team_tab import TeamTab
from dialogo.web.models.roles import OWNERS, STRATEGY, TEAM, WRITERS

SEE = Permission(
    "alerts.see", Text(en="see alerts, and one's own", it="vedere gli avvisi, e i propri"), TEAM
)
ANSWER = Permission(
    "alerts.answer", Text(en="say that one sees to it", it="dire che se ne occupa"), WRITERS
)
CHANGE = Permission(
    "alerts.change",
    Text(en="choose who is told of promises", it="scegliere chi è avvisato delle promesse"),
    STRATEGY,
)
HOOK = Permission(
    "alerts.hook",
    Text(en="have alerts sent to an address", it="far inviare gli avvisi a un indirizzo"),
    OWNERS,
)
TEAM_TAB = TeamTab(60, Text(en="Alerts", it="Avvisi"), "alerts")
