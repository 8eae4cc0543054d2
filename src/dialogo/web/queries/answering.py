"""What whoever answers has to know beside the words: where to read it, what did not go out."""

from __future__ import annotations

from dialogo.networks.shelf import networks
from dialogo.report.clean import link
from dialogo.web.models.connections import Delivered
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.letter_reasons import BEFORE


def away(conversation: Conversation) -> str | None:
    """The address on the network of the newest message that has one."""
    rows = Message.objects.filter(part_of=conversation.pk).exclude(url=None)
    newest = rows.order_by("-sent_at", "-id").values_list("author_kind", "url")[:20]
    found = [(kind, link(url)) for kind, url in newest]
    theirs = next((url for kind, url in found if url and kind != "company"), None)
    return theirs or next((url for _, url in found if url), None)


def is_unnamed(conversation: Conversation) -> bool:
    """Whether its network lets programs answer only people who have named or quoted the account,
    and whoever would be answered has not."""
    network = networks().get(conversation.network)
    if network is None or not network.named_only or conversation.connection_id is None:
        return False
    theirs = Message.objects.filter(part_of=conversation.pk).exclude(author_kind="company")
    newest = theirs.order_by("-sent_at", "-id").values_list("row_key", flat=True).first()
    told = Delivered.objects.filter(connection=conversation.connection_id, row_key=newest)
    return told.exclude(reply_forbidden=None).exists()


def not_sent(workspace: Workspace, most: int) -> list[Letter]:
    """Letters that could not be sent and need somebody, the newest first; those that a person sends
    by hand, and those that follow by themselves, are none of them; nor are parts of planned posts,
    which say so themselves."""
    stuck = Letter.objects.filter(workspace=workspace, state__in=(Letter.HELD, Letter.REFUSED))
    stuck = stuck.filter(assisted=False, version=None).exclude(error_code=BEFORE)
    return list(stuck.select_related("conversation").order_by("-pk")[:most])


def to_approve(workspace: Workspace, most: int) -> int:
    """How many letters wait for somebody's approval, `most` at the most."""
    asked = Letter.objects.filter(workspace=workspace, state=Letter.ASKED)
    return asked.values("pk")[:most].count()


def sent_back(workspace: Workspace, person: Person, most: int) -> list[Letter]:
    """Drafts of a person that came back instead of being approved, the newest first."""
    drafts = Letter.objects.filter(workspace=workspace, state=Letter.DRAFT, by=person)
    back = drafts.filter(steps__was=Letter.ASKED, steps__state=Letter.DRAFT).distinct()
    return list(back.select_related("conversation").order_by("-pk")[:most])
