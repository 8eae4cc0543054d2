"""Needs: what people ask for, whether they are answered, and which posts serve them."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import EVERYONE, STRATEGY, WRITERS

SEE = Permission("needs.see", Text(en="see what people need", it="vedere i bisogni"), EVERYONE)
CHANGE = Permission(
    "needs.change",
    Text(
        en="rename, hide, join and split needs",
        it="rinominare, nascondere, unire e dividere bisogni",
    ),
    STRATEGY,
)
DRAFT = Permission(
    "needs.draft",
    Text(en="begin a post for a need", it="iniziare un post per un bisogno"),
    WRITERS,
)
PAGE = Page("needs", Text(en="Needs", it="Bisogni"), 40, SEE, key="n")
