"""Contacts are kept as they were counted, and their figures are those of the measures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest

from dialogo.audit.shelf import measures
from dialogo.community.members import counts
from dialogo.language.label import labelled
from dialogo.records.records import Records
from dialogo.records.tables import TABLES
from dialogo.simulation.sample import sample
from dialogo.web.actions.community import contacts, likenesses
from dialogo.web.actions.community import counts as people_counts
from dialogo.web.models.community import Contact, ContactAccount, Likeness
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.community.counts import count_people

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
LATER = datetime(2026, 12, 1, tzinfo=UTC)


def said(author: str, days_ago: int = 0, network: str = "x", text: str = "Buongiorno") -> dict:
    return {
        "company": "Aurora",
        "network": network,
        "message_id": f"{author}-{days_ago}",
        "sent_at": NOON - timedelta(days=days_ago),
        "author": author,
        "author_kind": "customer",
        "addressed": True,
        "text": text,
    }


def recorded(*rows: dict) -> Records:
    return Records({"messages": pa.Table.from_pylist(list(rows), TABLES["messages"].arrow)})


def keep(workspace: Workspace, records: Records, revision: int = 1) -> int:
    return people_counts.keep(workspace, revision, count_people(records, LATER))


def test_members_coming_back_and_vouching_are_the_figures_of_the_measures(
    workspace: Workspace,
) -> None:
    records = labelled(sample("it"))
    window = records.span()
    assert window is not None
    keep(workspace, records)
    accounts = ContactAccount.objects.filter(workspace=workspace)
    counted, shelf = counts(records, window), measures()
    returning = shelf["community/returning-share"](records, window)
    assert {
        "members": accounts.filter(recent__gt=0).count(),
        "returned": accounts.filter(came_back=True).count(),
        "had time": accounts.filter(had_time=True).count(),
        "came back": accounts.filter(had_time=True, came_back=True).count(),
        "vouching": accounts.filter(vouches__gt=0).count(),
    } == {
        "members": shelf["community/active-members"](records, window).value,
        "returned": counted["returned"],
        "had time": returning.n,
        "came back": returning.parts["came_back"],
        "vouching": shelf["community/vouching-members"](records, window).value,
    }


def test_a_new_account_becomes_a_contact_of_its_own(workspace: Workspace) -> None:
    keep(workspace, recorded(said("anna", 40), said("anna", 2), said("bruno")))
    anna, bruno = Contact.objects.order_by("name")
    assert (anna.name, anna.messages, anna.months, anna.came_back) == ("anna", 2, 2, True)
    assert (anna.first_at, anna.last_at) == (NOON - timedelta(days=40), NOON - timedelta(days=2))
    assert (bruno.name, bruno.messages, bruno.months, bruno.came_back) == ("bruno", 1, 1, False)


def test_the_same_count_again_changes_nothing(workspace: Workspace) -> None:
    records = recorded(said("anna"), said("bruno", 3))
    assert keep(workspace, records) == 2
    assert keep(workspace, records, 2) == 0


def test_what_was_joined_stays_joined_when_new_words_come_in(
    workspace: Workspace, owner: Person
) -> None:
    keep(workspace, recorded(said("anna"), said("anna_rossi", network="facebook")))
    anna, rossi = Contact.objects.order_by("name")
    contacts.join(owner, anna, rossi)
    more = recorded(
        said("anna"),
        said("anna_rossi", 9, "facebook"),
        said("anna_rossi", network="facebook"),
    )
    assert keep(workspace, more, 2) == 1
    anna.refresh_from_db()
    assert (anna.messages, anna.first_at) == (3, NOON - timedelta(days=9))


def test_an_account_that_left_the_records_goes_unless_the_team_wrote_about_it(
    workspace: Workspace, owner: Person
) -> None:
    keep(workspace, recorded(said("anna"), said("bruno"), said("carla")))
    contacts.note(owner, Contact.objects.get(name="bruno"), "Prefers the phone.")
    keep(workspace, recorded(said("anna")), 2)
    assert list(Contact.objects.order_by("name").values_list("name", "messages")) == [
        ("anna", 1),
        ("bruno", 0),
    ]


def test_nothing_recorded_is_no_contacts(workspace: Workspace) -> None:
    assert keep(workspace, Records({})) == 0


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("@Anna.Rossi", "anna.rossi", "handle"),
        ("anna.rossi@mastodon.example", "anna.rossi", "handle"),
        ("Anna Rossi", "anna_rossi_77", "name"),
        ("Zoë Müller", "zoe.muller", "name"),
    ],
)
def test_accounts_called_alike_on_two_networks_are_suggested(
    workspace: Workspace, one: str, other: str, reason: str
) -> None:
    keep(workspace, recorded(said(one), said(other, network="facebook")))
    likenesses.suggest(workspace)
    likenesses.suggest(workspace)
    assert [found.reason for found in Likeness.objects.all()] == [reason]


@pytest.mark.parametrize(
    ("one", "other", "network"),
    [
        ("anna", "anna1", "x"),
        ("user", "user", "x"),
        ("ann", "ann", "facebook"),
        ("anna_rossi_1971", "anna_rossi_2004", "facebook"),
    ],
)
def test_short_names_and_one_network_say_nothing(
    workspace: Workspace, one: str, other: str, network: str
) -> None:
    keep(workspace, recorded(said(one), said(other, 1, network)))
    likenesses.suggest(workspace)
    assert list(Likeness.objects.all()) == []
