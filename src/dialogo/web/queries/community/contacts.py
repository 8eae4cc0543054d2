"""Contacts as the team looks for them: lists by keyset, one person with all that is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db.models import Count, F, Q, QuerySet

from dialogo.community.recent import LAST
from dialogo.web.models.community import (
    Contact,
    ContactAccount,
    ContactNote,
    ContactTag,
    Joining,
    Likeness,
)
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace

KIND = "community"
PAGE = 30
MESSAGES = 20
MOST_LIKENESSES = 50
MOST_TAGS = 12

Which = Literal["", "back", "vouches", "new", "silent"]
WHICH: tuple[Which, ...] = ("", "back", "vouches", "new", "silent")


@dataclass(frozen=True)
class Place:
    """Where a page of a list ends: the moment and the number of its last row."""

    moment: datetime
    number: int

    def __str__(self) -> str:
        return f"{self.moment.isoformat()}~{self.number}"

    @classmethod
    def read(cls, text: str) -> Place | None:
        """The place that an address names; None where it names none."""
        moment, _, number = text.partition("~")
        try:
            found = cls(datetime.fromisoformat(moment), int(number))
        except (ValueError, OverflowError):
            return None
        return found if found.moment.tzinfo and abs(found.number) < 1 << 62 else None


@dataclass(frozen=True)
class Listed:
    """A contact in the list, with its networks and the words it is filed under."""

    contact: Contact
    accounts: tuple[ContactAccount, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the list."""

    which: Which = ""
    name: str = ""
    tag: str = ""
    after: Place | None = None


def contacts(
    workspace: Workspace, wanted: Wanted, as_of: datetime | None
) -> tuple[list[Listed], Place | None]:
    """A page of contacts, the latest to write first, and where the next one begins."""
    rows = Contact.objects.filter(workspace=workspace, root=None)
    rows = _among(rows, wanted.which, as_of)
    if wanted.name:
        named = ContactAccount.objects.filter(
            workspace=workspace, author__icontains=wanted.name
        ).values("contact")
        rows = rows.filter(pk__in=named)
    if wanted.tag:
        tagged = ContactTag.objects.filter(workspace=workspace, tag=wanted.tag)
        rows = rows.filter(
            Q(pk__in=tagged.values("contact")) | Q(pk__in=tagged.values("contact__root"))
        )
    found = list(_after(rows, "last_at", wanted.after)[: PAGE + 1])
    more = len(found) > PAGE
    found = found[:PAGE]
    place = Place(found[-1].last_at, found[-1].pk) if more else None
    return _listed(found), place


def _among(rows: QuerySet[Contact], which: Which, as_of: datetime | None) -> QuerySet[Contact]:
    since = as_of - LAST if as_of else None
    match which:
        case "back":
            return rows.filter(came_back=True)
        case "vouches":
            return rows.filter(vouches__gt=0)
        case "new" if since:
            return rows.filter(first_at__gte=since)
        case "silent" if since:
            return rows.filter(last_at__lt=since, months__gt=1)
    return rows


def _after(rows: QuerySet[Any], moment: str, place: Place | None) -> QuerySet[Any]:
    if place is not None:
        rows = rows.filter(**{f"{moment}__lte": place.moment}).filter(
            Q(**{f"{moment}__lt": place.moment}) | Q(pk__lt=place.number)
        )
    return rows.order_by(f"-{moment}", "-pk")


def _listed(found: Sequence[Contact]) -> list[Listed]:
    accounts: dict[int, list[ContactAccount]] = defaultdict(list)
    for account in ContactAccount.objects.filter(contact__in=found).order_by("-messages", "pk"):
        accounts[account.contact_id].append(account)
    tags = _tags(found)
    return [
        Listed(contact, tuple(accounts[contact.pk]), tuple(tags[contact.pk])) for contact in found
    ]


def _tags(found: Sequence[Contact]) -> dict[int, list[str]]:
    """The words each contact is filed under, those of what was joined to it among them."""
    rows = ContactTag.objects.filter(Q(contact__in=found) | Q(contact__root__in=found))
    tags: dict[int, list[str]] = defaultdict(list)
    for tag, own, root in rows.order_by("tag").values_list("tag", "contact", "contact__root"):
        of = tags[root or own]
        if tag not in of:
            of.append(tag)
    return tags


def tags(workspace: Workspace) -> list[str]:
    """The words that most contacts are filed under."""
    rows = ContactTag.objects.filter(workspace=workspace).values_list("tag")
    counted = rows.annotate(n=Count("pk")).order_by("-n", "tag")[:MOST_TAGS]
    return [tag for tag, _ in counted]


@dataclass(frozen=True)
class Known:
    """All that is known of a person: accounts, months ("2026-11": 4), notes, tags, joinings that
    can be undone, and accounts that may be theirs, too."""

    contact: Contact
    accounts: tuple[ContactAccount, ...]
    by_month: dict[str, int]
    notes: tuple[ContactNote, ...]
    tags: tuple[str, ...]
    joinings: tuple[Joining, ...]
    likenesses: tuple[Likeness, ...]


def contact(workspace: Workspace, number: int) -> Contact | None:
    """The contact of that number, or the one it was joined to."""
    found = Contact.objects.select_related("root").filter(workspace=workspace, pk=number).first()
    return found.root or found if found else None


def known(one: Contact) -> Known:
    """Everything about a contact that stands for itself."""
    accounts = tuple(ContactAccount.objects.filter(contact=one).order_by("-messages", "pk"))
    months: Counter[str] = Counter()
    for account in accounts:
        months.update(account.by_month)
    of = Q(contact=one) | Q(contact__root=one)
    homes = [account.home_id for account in accounts]
    return Known(
        contact=one,
        accounts=accounts,
        by_month=dict(sorted(months.items())),
        notes=tuple(ContactNote.objects.filter(of).order_by("-pk")),
        tags=tuple(_tags([one])[one.pk]),
        joinings=tuple(
            Joining.objects.select_related("joined")
            .filter(joined__in=homes, undone_at=None)
            .order_by("-pk")
        ),
        likenesses=tuple(
            once_each(open_likenesses(one.workspace).filter(Q(one__in=homes) | Q(other__in=homes)))
        ),
    )


def messages(
    workspace: Workspace, accounts: Sequence[ContactAccount], after: Place | None
) -> tuple[list[Any], Place | None]:
    """A page of what a person wrote, the latest first, and where the next one begins."""
    rows = Message.objects.filter(
        workspace=workspace, author_key__in=[bytes.fromhex(account.key) for account in accounts]
    )
    found = list(_after(rows, "sent_at", after)[: MESSAGES + 1])
    if len(found) <= MESSAGES:
        return found, None
    found = found[:MESSAGES]
    return found, Place(found[-1].sent_at, found[-1].pk)


def open_likenesses(workspace: Workspace) -> QuerySet[Likeness]:
    """Pairs of accounts that may be one person's, of which nobody has said anything yet."""
    rows = Likeness.objects.select_related("one__own_account", "other__own_account").filter(
        workspace=workspace, refused_at=None
    )
    return rows.exclude(one__own_account__contact=F("other__own_account__contact")).order_by(
        "reason", "pk"
    )


def once_each(likenesses: Iterable[Likeness]) -> list[Likeness]:
    """Of the pairs that stand for the same two people, joined accounts among them, the first."""
    found: dict[frozenset[int], Likeness] = {}
    for pair in likenesses:
        people = frozenset(one.own_account.contact_id for one in (pair.one, pair.other))
        found.setdefault(people, pair)
    return list(found.values())


def called(workspace: Workspace, name: str, but: Contact) -> list[Contact]:
    """The contacts, other than `but`, with an account of exactly this name, but for capitals."""
    rows = ContactAccount.objects.select_related("contact").filter(
        workspace=workspace, author__iexact=name.strip()
    )
    found = {account.contact_id: account.contact for account in rows}
    found.pop(but.pk, None)
    return list(found.values())
