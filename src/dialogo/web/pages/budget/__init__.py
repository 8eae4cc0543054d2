"""Budget: what the records say of money."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import TEAM

SEE = Permission("budget.see", Text(en="see what it costs", it="vedere quanto costa"), TEAM)
PAGE = Page("budget", Text(en="Budget", it="Budget"), 70, SEE, key="b")
