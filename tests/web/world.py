"""One of everything that a workspace may hold, for the tests that walk over all addresses."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache

from allauth.mfa.models import Authenticator
from django.utils import timezone

from dialogo.audit.policy import Policy
from dialogo.audit.run import Audit, run
from dialogo.audit.shelf import checks
from dialogo.networks.letter import Ref
from dialogo.networks.seen import Author, Message
from dialogo.records.records import Records
from dialogo.records.window import Window
from dialogo.web.actions import (
    audits,
    canned,
    comments,
    documents,
    own_mistakes,
    people,
    tokens,
)
from dialogo.web.actions.community import contacts
from dialogo.web.actions.content import links as approval_links
from dialogo.web.actions.content import making as pieces
from dialogo.web.actions.conversations import notes, saved_views, triage
from dialogo.web.actions.conversations.threading import thread_new
from dialogo.web.actions.ledger import expenses, receipts
from dialogo.web.actions.ledger.expenses import Expense
from dialogo.web.actions.ledger.follow import follow
from dialogo.web.actions.letters import write as letters
from dialogo.web.actions.plan import drafts as plan
from dialogo.web.actions.plan import links as reader_links
from dialogo.web.actions.receiving.content import content_of
from dialogo.web.actions.records import write_rows
from dialogo.web.actions.returns import experiments, outcomes
from dialogo.web.models.alerts import Alert
from dialogo.web.models.api import Scope
from dialogo.web.models.community import Contact, ContactAccount, Likeness
from dialogo.web.models.connections import Connection
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.films import Film, FilmChunk, LetterFilm, PieceFilm
from dialogo.web.models.imports import Import
from dialogo.web.models.ledger import Agreed, BudgetWarning, ReportChoice
from dialogo.web.models.letters import Letter
from dialogo.web.models.needs import Need
from dialogo.web.models.outward import OutwardFind, OutwardSearch
from dialogo.web.models.person import Person
from dialogo.web.models.plan import Plan
from dialogo.web.models.push import PushDevice
from dialogo.web.models.records import ROWS
from dialogo.web.models.results import PostResult
from dialogo.web.models.roles import Role
from dialogo.web.models.team import Absence, Colleague, OnCall, Swap
from dialogo.web.models.training import (
    Certificate,
    Course,
    CourseDone,
    Newcomer,
    OnboardingStep,
    Rehearsal,
)
from dialogo.web.models.watch import WatchItem, WatchNote, WatchRead, WatchSource
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.result_counts import Replies


def fill(workspace: Workspace, owner: Person, *, plans: int = 1) -> None:
    """Makes one of each."""
    people.invite(owner, workspace, f"somebody@{workspace.slug}.example", Role.GUEST)
    tokens.make(workspace, "A program", [Scope.RECORDS_READ], by=owner)
    Import.objects.create(workspace=workspace, by=owner, state=Import.DONE, intake=[])
    Need.objects.create(workspace=workspace, name="delivery", messages=3, people=2)
    Connection.objects.create(
        workspace=workspace, network="mastodon", way="token", external_id="1", handle="@company"
    )
    _people_who_write(workspace, owner)
    for number in range(plans):
        _talk(workspace, owner, f"asked-{number}")
    ROWS["hours"].objects.create(
        workspace=workspace, row_key=b"k", revision=1, day=date(2026, 11, 1), hours=2
    )
    Work.objects.create(kind="audit", workspace=workspace, key="audit", state=Work.FAILED)
    for number in range(plans):
        day = date(2026, 11, 2) + timedelta(weeks=number)
        outcomes.enter(owner, workspace, ("sales", "EUR"), day, 1200.0)
        about = experiments.About("answers", "sales (EUR)", "holdout", day, day)
        experiments.enter(owner, workspace, about, None)
    for _ in range(plans):
        canned.keep(owner, workspace, "Opening hours", "Hello {name}, we are there from 8 to 18.")
        documents.keep(owner, workspace, "Returns", "Within 14 days, unopened.")
    _content(workspace, owner, plans)
    _money(workspace, owner, plans)
    _watch(workspace, owner, plans)
    _rota(workspace, plans)
    for _ in range(plans):
        _training(workspace, owner)
    _plans(workspace, owner, plans)
    _mistakes(workspace, owner)
    Authenticator.objects.get_or_create(
        user=owner, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "none"}}
    )


# A picture of one pixel.
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63"
    "f8f5fd230005d102e32fb3e4bd0000000049454e44ae426082"
)


def _talk(workspace: Workspace, owner: Person, asked: str) -> None:
    """Somebody asks; there is a note on it, a draft with a picture, a decision, a way to look."""
    message = {
        "network": "mastodon", "account": "@company", "message_id": asked, "author": asked,
        "sent_at": timezone.now() - timedelta(hours=2), "author_kind": "customer",
        "addressed": True, "text": "Are you open on Sunday?", "kind": "mention",
    }  # fmt: skip
    write_rows(workspace, "messages", [message], fill=True)
    post = {"network": "mastodon", "post_id": f"p-{asked}", "text": "How to brew it at home"}
    write_rows(workspace, "posts", [post | {"published_at": message["sent_at"]}], fill=True)
    stored = ROWS["posts"].objects.filter(workspace=workspace).latest("pk")
    PostResult.objects.create(
        workspace=workspace, row_key=stored.row_key, published_at=stored.published_at,
        told={"does": "useful", "replies": asdict(Replies()), "line": [], "band": []},
    )  # fmt: skip
    thread_new(workspace)
    talk = Conversation.objects.filter(workspace=workspace).latest("pk")
    talk.connection = Connection.objects.filter(workspace=workspace).latest("pk")
    talk.save(update_fields=["connection"])
    notes.write(owner, talk, "Ask the roastery.")
    letters.answer(
        talk, owner, "Yes, from 9 to 13.", basis=talk.last_message, may_send=True, as_draft=True,
        pictures=[letters.GivenPicture("door.png", DOT, "The door, open")],
    )  # fmt: skip
    triage.decide(workspace, owner, [talk.pk], "assign", person=owner)
    saved_views.save(owner, workspace, f"Mine {asked}", {"whose": "mine"}, everybody=True)
    Alert.objects.create(
        workspace=workspace, conversation=talk, since=talk.opened_at, step=0, to="owner",
        due_at=timezone.now(), made_at=timezone.now(),
    )  # fmt: skip
    PushDevice.objects.create(
        person=owner, name="Firefox, Android", mark=f"{owner.pk} {asked}", made_at=timezone.now(),
        endpoint="https://push.example/1", p256dh="x", auth="x",
    )  # fmt: skip


def _content(workspace: Workspace, owner: Person, many: int) -> None:
    """Drafts with a picture, each before somebody outside; and a video."""
    film = Film.objects.create(
        workspace=workspace, name="roast.mp4", state=Film.READY, take=1, size=4, width=2, height=2,
        poster=DOT,
    )  # fmt: skip
    FilmChunk.objects.create(film=film, take=1, number=0, content=b"film")
    soon = timezone.now() + timedelta(days=2)
    for number in range(many):
        piece = pieces.start(
            workspace, None, title=f"Piece {number}", texts=["How we roast"], campaign="Autumn",
            due_at=soon + timedelta(hours=2 * number),
            pictures=[letters.GivenPicture("roast.png", DOT, "A drum roaster")],
        )  # fmt: skip
        approval_links.make(piece, owner, "The client", until=soon)
    said = [{"lang": "it", "text": "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nChicchi"}]
    hung = {"film": film, "alt": "The drum turns", "captions": said}
    PieceFilm.objects.create(piece=piece, **hung)
    letter = Letter.objects.filter(workspace=workspace).latest("pk")
    LetterFilm.objects.create(letter=letter, **hung)


def _money(workspace: Workspace, owner: Person, many: int) -> None:
    """An expense with its receipt, an agreement, a budget that will not hold."""
    for number in range(many):
        told = Expense(date(2026, 11, 2), "creating", "tools", Decimal(9), "EUR", f"R-{number}")
        expenses.enter(owner, workspace, told)
        row = ROWS["expenses"].objects.get(workspace=workspace, expense_id=f"R-{number}")
        receipts.keep(owner, row, "receipt.png", DOT)
        Agreed.objects.create(
            workspace=workspace, what="Planner", kind="tools", activity="creating",
            amount=Decimal(9), currency="EUR", first_day=date(2026, 12, 1),
        )  # fmt: skip
        BudgetWarning.objects.create(
            workspace=workspace, first_day=date(2026, 1, 1), last_day=date(2026, 12, 31),
            level="likely", currency="EUR", planned=Decimal(9), foreseen=Decimal(10),
            network=str(number),
        )  # fmt: skip
        ReportChoice.objects.create(
            workspace=workspace, network="x", campaign=f"Campaign {number}", counts="widest"
        )
    follow(workspace)


def _watch(workspace: Workspace, owner: Person, many: int) -> None:
    """A source that brought something, which the owner read and shared."""
    now = timezone.now()
    search = OutwardSearch.objects.create(
        workspace=workspace, connection=Connection.objects.filter(workspace=workspace).latest("pk"),
        kind=OutwardSearch.TAG, what="coffee", title="#coffee",
    )  # fmt: skip
    OutwardFind.objects.create(
        workspace=workspace, search=search, connection=search.connection, key="k", who="w",
        handle="@bea", text="Which #coffee?", sent_at=timezone.now(), alone="nobot",
        content=content_of(Message(Ref("1"), Author("2", "@bea"), timezone.now(), "?", "mention")),
    )  # fmt: skip
    source = WatchSource.objects.create(
        workspace=workspace,
        kind=WatchSource.FEED,
        address="https://a.example/rss",
        title="Gazette",
        check_at=now + timedelta(days=1),
    )
    for number in range(many):
        item = WatchItem.objects.create(
            workspace=workspace, source=source, key=str(number), title="Prices", published_at=now
        )
        WatchRead.objects.create(item=item, person=owner, day=now.date(), minutes=2)
        WatchNote.objects.create(workspace=workspace, item=item, by=owner, text="Look.")


def _training(workspace: Workspace, owner: Person) -> None:
    """The owner, newly there, took a course and was certified, and rehearsed."""
    day = timezone.localdate()
    number = Course.objects.filter(workspace=workspace).count()
    course = Course.objects.create(workspace=workspace, title=f"Course {number}")
    who, _ = Colleague.objects.get_or_create(
        workspace=workspace, person=owner, defaults={"name": owner.name}
    )
    CourseDone.objects.create(course=course, colleague=who, day=day, minutes=60)
    Certificate.objects.create(colleague=who, title="First aid", issued_on=day)
    OnboardingStep.objects.create(workspace=workspace, place=1, text="Read the strategy")
    Newcomer.objects.get_or_create(colleague=who, defaults={"since": day})
    talk = Conversation.objects.filter(workspace=workspace).latest("pk")
    Rehearsal.objects.create(workspace=workspace, person=owner, conversation=talk)


def _rota(workspace: Workspace, many: int) -> None:
    """Freelancers, each with a shift that is on offer, on call, and away one day."""
    begins = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=8)
    for number in range(many):
        who = Colleague.objects.create(workspace=workspace, name=f"Freelancer {number}")
        ends = begins + timedelta(hours=4)
        shift = {"person": who.name, "starts_at": begins, "ends_at": ends}
        write_rows(workspace, "shifts", [shift], fill=True)
        Swap.objects.create(workspace=workspace, person=who.name, starts_at=begins)
        OnCall.objects.create(
            workspace=workspace, colleague=who, starts_at=begins, ends_at=ends, rank=1
        )
        day = timedelta(days=10)
        Absence.objects.create(colleague=who, starts_at=begins + day, ends_at=ends + day)


def _people_who_write(workspace: Workspace, owner: Person) -> None:
    found = [_contact(workspace, name) for name in ("Bea", "Bea B.", "Cleo", "Dina")]
    Likeness.objects.create(workspace=workspace, one=found[0], other=found[2], reason="name")
    contacts.join(owner, found[0], found[1])
    contacts.note(owner, found[3], "Prefers to be called.")


def _contact(workspace: Workspace, name: str) -> Contact:
    now = timezone.now()
    contact = Contact.objects.create(workspace=workspace, name=name, first_at=now, last_at=now)
    ContactAccount.objects.create(
        workspace=workspace,
        contact=contact,
        home=contact,
        key=hashlib.sha256(f"{workspace.pk} {name}".encode()).hexdigest(),
        network="mastodon",
        author=name,
        first_at=now,
        last_at=now,
        messages=1,
    )
    return contact


def _plans(workspace: Workspace, owner: Person, plans: int) -> None:
    for _ in range(plans):
        plan.lay_aside(plan.draft(workspace, owner), owner)
    plan.draft(workspace, owner)
    reader_links.make(
        workspace,
        Plan.objects.filter(workspace=workspace).last(),
        owner,
        until=timezone.now() + timedelta(days=7),
    )


CHECK = "dialogue/slow-first-reply"


def _mistakes(workspace: Workspace, owner: Person) -> None:
    audits.keep(workspace, date(2026, 11, 1), 0, _audit_of_nothing(), [])
    wanted = own_mistakes.Wanted(
        title="Too quiet",
        measure="dialogue/answered-share",
        watch=0.9,
        mistake=0.5,
        at_least=1,
        worse="below",
        advice="Answer.",
        belief="your-own",
    )
    own_mistakes.add(owner, workspace, wanted)
    about = comments.Subject(workspace, f"mistake:{CHECK}", checks()[CHECK].title)
    comments.add(owner, about, "Let us see.", [])


@cache
def _audit_of_nothing() -> Audit:
    """Every check, with nothing to say yet."""
    year = Window(datetime(2025, 11, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC))
    return run(Records({}), year, Policy())
