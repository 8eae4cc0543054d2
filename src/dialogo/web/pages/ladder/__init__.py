"""The ladder: which rungs are reached, and what the next one takes."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import EVERYONE

SEE = Permission("ladder.see", Text(en="see the ladder", it="vedere la scala"), EVERYONE)
PAGE = Page("ladder", Text(en="Ladder", it="Scala"), 80, SEE, key="l")
