"""What corrections have taught is told, switched off and forgotten; the endpoint is the owner's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from dialogo.web.actions import teaching
from dialogo.web.actions.records import write_rows
from dialogo.web.models.language import Endpoint, EndpointMonth, OwnModel
from dialogo.web.models.ledger import Meter
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS, Message, Post
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.posts import does_of
from tests.web.completions import KEY, MODEL, completions
from tests.web.recorded import said

SignedIn = Callable[..., Client]
PLACE = "/w/aurora/settings/reading/"
ENDPOINT = PLACE + "endpoint/"
READ = 6  # questions to the database

TRIED = {"question": "act", "n": 40, "families": 31, "right": [10, 32], "wrong": [25, 4],
         "helps": True}  # fmt: skip
FEW = TRIED | {"question": "needs_answer", "families": 4, "n": 8, "right": [2, 2], "helps": False}


def learnt(workspace: Workspace, messages: int = 1) -> OwnModel:
    rows = [said(f"{n}", f"p{n}", f"two of us, lane on day {n} <b>") for n in range(messages)]
    write_rows(workspace, "messages", rows, fill=True)
    examples = [
        {"message": row.pk, "said": {"act": ["chat", "request"]}} for row in Message.objects.all()
    ]
    figures = {"tried": {"messages": [FEW, TRIED]}, "examples": examples, "changed": {"posts": 7}}
    return OwnModel.objects.create(
        workspace=workspace, number=2, corrections=41, helps=True, figures=figures,
        learnt_at=timezone.now() - timedelta(hours=1), learnt_from="x", table=b"",
    )  # fmt: skip


def test_without_corrections_it_says_what_they_would_teach(signed_in: SignedIn) -> None:
    page = signed_in(Role.ANALYST, "it").get(PLACE).content.decode()
    assert "Ancora nulla di imparato" in page
    assert "Spegni" not in page


@pytest.mark.parametrize("messages", [1, 3])
def test_what_was_learnt_is_told_with_what_it_changed(
    signed_in: SignedIn,
    workspace: Workspace,
    django_assert_num_queries: Any,
    messages: int,
) -> None:
    learnt(workspace, messages)
    client = signed_in(Role.STRATEGIST)
    client.get(PLACE)
    with django_assert_num_queries(READ):
        page = client.get(PLACE).content.decode()
    for words in ("41", "25\u202f%", "80\u202f%", "cannot tell yet", "helps: it counts", "7 texts",
                  "two of us, lane on day 0 &lt;b&gt;", "request", "Switch it off"):  # fmt: skip
        assert words in page
    assert "Let it count again" not in page


def test_it_is_switched_off_and_on_and_forgotten(signed_in: SignedIn, workspace: Workspace) -> None:
    learnt(workspace)
    client = signed_in(Role.STRATEGIST)
    client.post(PLACE + "switch/", {"on": "0"})
    assert not OwnModel.objects.get().wanted
    assert "Let it count again" in client.get(PLACE).content.decode()
    client.post(PLACE + "switch/", {"on": "1"})
    assert "cannot be undone" in client.get(PLACE + "forget/").content.decode()
    assert client.post(PLACE + "forget/").headers["Location"] == PLACE
    own = OwnModel.objects.get()
    assert (own.learnt_at, own.table, own.forgotten > 0) == (None, None, True)
    analyst = signed_in(Role.ANALYST)
    assert analyst.post(PLACE + "forget/").status_code == 403


def given(**other: Any) -> dict[str, Any]:
    return {
        "url": "https://llm.example/v1/", "model": MODEL, "key": KEY, "messages": "on",
        "price_in": "0,15", "price_out": "0.60", "limit": "5",
    } | other  # fmt: skip


def test_an_owner_sets_up_an_endpoint_and_its_key_is_never_shown(
    signed_in: SignedIn, workspace: Workspace
) -> None:
    client = signed_in(Role.OWNER, "it")
    page = client.get(ENDPOINT).content.decode()
    assert "Che cosa si invia" in page
    assert "Prova il collegamento" not in page
    assert client.post(ENDPOINT + "change/", given()).headers["Location"] == ENDPOINT
    kept = Endpoint.objects.get()
    assert (kept.on, kept.url, kept.key, kept.posts) == (True, "https://llm.example/v1", KEY, False)
    assert (kept.price_in, Meter.objects.get().cap) == (Decimal("0.15"), 5)
    page = client.get(ENDPOINT).content.decode()
    assert KEY not in page
    assert "Prova il collegamento" in page
    entry = TrailEntry.objects.get(verb="endpoint.change")
    assert entry.said_en.endswith("for at most €\xa05.00 a month")
    assert KEY not in entry.said_en
    client.post(ENDPOINT + "off/")
    assert (Endpoint.objects.get().on, Endpoint.objects.get().key) == (False, "")
    assert signed_in(Role.STRATEGIST).get(ENDPOINT).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"url": "http://llm.example/v1"}, "could read along"),
        ({"url": "no address"}, "begins with https://"),
        ({"limit": "-1"}, "0"),
        ({"price_in": "free"}, "number"),
        ({"model": ""}, "required"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    signed_in: SignedIn, wrong: dict[str, str], says: str
) -> None:
    answer = signed_in().post(ENDPOINT + "change/", given(**wrong))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Endpoint.objects.filter(on=True).exists()


def test_a_try_asks_once_and_is_paid_for(
    signed_in: SignedIn, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = replace(settings.OPTIONS, allowed_hosts=("127.0.0.1",))
    monkeypatch.setattr(settings, "OPTIONS", allowed)
    client = signed_in()
    with completions() as server:
        client.post(ENDPOINT + "change/", given(url=server.url))
        page = client.post(ENDPOINT + "try/", follow=True).content.decode()
        assert "It answers as it should." in page
        assert server.texts == ["When do you open tomorrow?"]
        assert EndpointMonth.objects.get().tokens_in == 400
        server.says = lambda text: "yes"
        assert "not with the JSON" in client.post(ENDPOINT + "try/", follow=True).content.decode()
        client.post(ENDPOINT + "change/", given(url=server.url, limit="0"))
        assert "could cost more" in client.post(ENDPOINT + "try/", follow=True).content.decode()
    client.post(ENDPOINT + "change/", given(url=server.url))
    assert "cannot be reached" in client.post(ENDPOINT + "try/", follow=True).content.decode()
    assert len(server.asked) == 2


def test_what_a_post_does_is_put_right_on_its_page(
    signed_in: SignedIn, workspace: Workspace, owner: Person
) -> None:
    post = {"network": "x", "post_id": "1", "text": "20% off all boots, buy now"}
    write_rows(
        workspace, "posts", [post | {"published_at": said("1", "a", "")["sent_at"]}], fill=True
    )
    row = Post.objects.get()
    place = f"/w/aurora/records/posts/{row.pk}/"
    client = signed_in()
    page = client.get(place).content.decode()
    assert "promotional" in page
    assert "buy" in page
    assert client.post(place + "does/", {"does": "useful"}).headers["Location"] == place
    assert (does_of(row).does, does_of(row).by is not None) == ("useful", True)
    assert "Take it back" in client.get(place).content.decode()
    assert client.post(place + "does/", {"does": "nonsense"}).status_code == 422
    client.post(place + "does/", {"do": "back"})
    assert ROWS["post_labels"].objects.count() == 0
    assert signed_in(Role.ANALYST).post(place + "does/", {"does": "useful"}).status_code == 403


def test_a_table_that_cannot_be_read_teaches_nothing(workspace: Workspace, owner: Person) -> None:
    own = learnt(workspace)
    OwnModel.objects.filter(pk=own.pk).update(table=b"torn")
    teaching.switch(owner, workspace, on=False)
    teaching.switch(owner, workspace, on=True)
    while teaching.settle_some(workspace) is not None:
        pass
    assert OwnModel.objects.get().settled is None
