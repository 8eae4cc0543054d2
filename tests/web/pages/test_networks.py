"""Networks: what is on record of each account, how fresh it is, and which export comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dialogo.web.actions import account_counts
from dialogo.web.actions.records import write_rows
from dialogo.web.models.imports import Import
from dialogo.web.models.networks import NetworkAccount
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.account_counts import count_accounts
from dialogo.web.queries.networks import exports_of, last_imports, others
from tests.web.recorded import BEGAN, NOW, records_of, said

SignedIn = Callable[..., Client]
PLACE = "/w/aurora/networks/"
LIST = 8  # questions to the database


def counted(workspace: Workspace, **tables: Sequence[dict[str, Any]]) -> None:
    """Stores the rows, counts the accounts in them and keeps the counts."""
    for table, rows in tables.items():
        write_rows(workspace, table, list(rows), fill=True)
    window, accounts = count_accounts(records_of(workspace, **tables), NOW)
    account_counts.keep(workspace, workspace.revision, window, accounts)


def followed(number: int, *, network: str = "x", account: str | None = "aurora") -> dict[str, Any]:
    day = (BEGAN + timedelta(weeks=number)).date()
    return {"network": network, "account": account, "day": day, "followers": 100 + number}


def post(number: int, network: str = "x") -> dict[str, Any]:
    at = NOW - timedelta(days=number)
    return {
        "network": network, "account": "aurora", "post_id": f"p{number}", "published_at": at,
        "text": "Buongiorno",
    }  # fmt: skip


def test_an_account_is_counted_from_everything_recorded_of_it(workspace: Workspace) -> None:
    ask = said("q", "anna", "A che ora aprite?", hours=48)
    answer = said("a", "aurora", "Alle 8!", hours=50, in_reply_to="q")
    counted(
        workspace,
        posts=[post(0), post(7)],
        messages=[ask, answer, said("w", "bruno", "E domenica siete aperti?", hours=60)],
        audience=[followed(n) for n in range(3)],
    )
    account = NetworkAccount.objects.get()
    assert (account.posts, account.received, account.sent) == (2, 2, 1)
    assert (account.asked, account.answered) == (2, 1)
    assert [total for _, total in account.followers] == [100, 101, 102]
    assert account.last_at == NOW
    assert account.posts_a_week == pytest.approx(2 / (40.5 / 7))


def test_what_names_no_account_belongs_to_the_only_one_there_is(workspace: Workspace) -> None:
    counted(
        workspace,
        posts=[post(0)],
        messages=[said("q", "anna", "Ciao", account=None)],
        audience=[followed(0, account=None)],
    )
    account = NetworkAccount.objects.get()
    assert (account.account, account.received, account.followers[0][1]) == ("aurora", 1, 100)


def test_old_records_ask_for_the_newest_export(workspace: Workspace, signed_in: SignedIn) -> None:
    counted(workspace, posts=[post(0)])
    fresh = timezone.now() - timedelta(days=1)
    NetworkAccount.objects.create(
        workspace=workspace, network="facebook", account="aurora", first_at=fresh, last_at=fresh
    )
    en = signed_in().get(PLACE).content.decode()
    it = signed_in(lang="it").get(PLACE).content.decode()
    assert "2 accounts are on record; for 1 of them the newest export is missing." in en
    assert "import the newest export." in en
    assert "2 profili registrati; per 1 manca l&#x27;esportazione più recente." in it
    assert en.count("up to date") == 1


def test_each_network_has_the_exports_it_gives() -> None:
    assert {one.id for one in exports_of("instagram")} == {
        "instagram-download", "meta-days", "meta-instagram-content",
    }  # fmt: skip
    assert {one.id for one in exports_of("x")} == {
        "x-ads", "x-archive", "x-analytics-content", "x-analytics-days",
    }  # fmt: skip
    assert [one.id for one in exports_of("tiktok")] == ["tiktok-ads"]
    assert exports_of("toggl") == []
    assert list(others({"x", "facebook", "instagram", "youtube"})) == [
        "bluesky", "linkedin", "mastodon", "tiktok",
    ]  # fmt: skip


def test_the_import_that_last_brought_something_is_named(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    first, second = (
        Import.objects.create(workspace=workspace, state=Import.DONE) for _ in range(2)
    )
    write_rows(workspace, "posts", [post(3)], fill=True, brought_by=first)
    write_rows(workspace, "posts", [post(1)], fill=True, brought_by=second)
    write_rows(workspace, "posts", [post(2, "facebook")], fill=True)
    assert last_imports(workspace) == {"x": second.pk}
    rows = [post(1), post(2, "facebook"), post(3)]
    window, accounts = count_accounts(records_of(workspace, posts=rows), NOW)
    account_counts.keep(workspace, workspace.revision, window, accounts)
    facebook, x = signed_in().get(PLACE).context["networks"]
    assert (facebook.one.brought, x.one.brought) == (None, second)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_database_the_same_few_times(
    workspace: Workspace, signed_in: SignedIn, number: int, django_assert_num_queries: Any
) -> None:
    names = ["x", "facebook", "youtube"][:number]
    counted(workspace, posts=[post(n, name) for n, name in enumerate(names)])
    client = signed_in()
    client.get(PLACE)
    with django_assert_num_queries(LIST):
        page = client.get(PLACE)
    assert len(page.context["networks"]) == number


def test_followers_are_drawn_with_their_table(workspace: Workspace, signed_in: SignedIn) -> None:
    counted(workspace, audience=[followed(n) for n in range(5)])
    page = signed_in(lang="it").get(PLACE).content.decode()
    assert "Quanti seguono?" in page
    assert "<polyline" in page
    assert "+4 dal 24 set 2025." in page
    assert "Il fondo del disegno è il valore più basso (100), non lo zero." in page


def test_without_records_it_tells_what_can_be_brought(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    page = signed_in(Role.AUTHOR).get(PLACE).content.decode()
    assert "Nothing is recorded yet" in page
    assert "Download CAR file" in page
    assert signed_in(Role.GUEST).get(PLACE).status_code == 403
