"""Settings: what the company is called, when it is there, who may what; and its end."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import OWNERS, STRATEGY, TEAM

SEE = Permission("settings.see", Text(en="see the settings", it="vedere le impostazioni"), TEAM)
CHANGE = Permission(
    "settings.change",
    Text(en="change the company, or delete it", it="modificare l'azienda, o eliminarla"),
    OWNERS,
)
HOURS = Permission(
    "settings.hours",
    Text(en="change the business hours", it="modificare l'orario"),
    STRATEGY,
)
PAGE = Page("settings", Text(en="Settings", it="Impostazioni"), 130, SEE, key="x")
