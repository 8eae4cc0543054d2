"""Today: what needs an answer, what is late, what the audit says."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import EVERYONE

SEE = Permission(
    "today.see", Text(en="see what today brings", it="vedere che cosa porta oggi"), EVERYONE
)
PAGE = Page("today", Text(en="Today", it="Oggi"), 10, SEE, key="t")
