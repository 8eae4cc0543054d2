"""The inbox: lists of conversations, a page at a time, and what was said in one of them."""

from dialogo.web.queries.inbox.counts import Counts, counts
from dialogo.web.queries.inbox.filters import Filters
from dialogo.web.queries.inbox.labels import Label
from dialogo.web.queries.inbox.listing import Page, Row, conversation, of_person, page, row
from dialogo.web.queries.inbox.thread import Thread, Turn, others, thread

__all__ = [
    "Counts",
    "Filters",
    "Label",
    "Page",
    "Row",
    "Thread",
    "Turn",
    "conversation",
    "counts",
    "of_person",
    "others",
    "page",
    "row",
    "thread",
]
