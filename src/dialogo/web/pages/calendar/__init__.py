"""Calendar: what went out and when; planning comes with its own work."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import TEAM

SEE = Permission(
    "calendar.see",
    Text(en="see what went out and when", it="vedere che cosa è uscito e quando"),
    TEAM,
)
PAGE = Page("calendar", Text(en="Calendar", it="Calendario"), 30, SEE, key="c")
