"""Kept answers and documents are tabs of the settings: whoever answers keeps them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from dialogo.web.actions import canned, documents
from dialogo.web.models.conversations import Canned, Document
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace

SignedIn = Callable[..., Client]
ANSWERS, DOCUMENTS = "/w/aurora/settings/answers/", "/w/aurora/settings/documents/"


def test_empty_both_say_what_they_are_for(signed_in: SignedIn, workspace: Workspace) -> None:
    client = signed_in(lang="it")
    assert "Non c'è ancora nessuna risposta pronta" in client.get(ANSWERS).content.decode()
    assert "Ancora nessun documento" in client.get(DOCUMENTS).content.decode()


def test_an_answer_is_kept_with_its_variables_explained(
    signed_in: SignedIn, workspace: Workspace
) -> None:
    client = signed_in(Role.RESPONDER)
    assert "{account}" in client.get(ANSWERS + "new/").content.decode()
    sent = {"title": "Hours", "text": "At eight, {name}.", "language": ""}
    assert client.post(ANSWERS + "new/", sent)["Location"] == ANSWERS
    kept = Canned.objects.get()
    assert (kept.title, kept.text, str(kept.by)) == ("Hours", "At eight, {name}.", "Responder")
    wrong = client.post(f"{ANSWERS}{kept.pk}/", {**sent, "text": "At {nine}."})
    assert wrong.status_code == 422
    assert "{nine}" in wrong.content.decode()
    client.post(f"{ANSWERS}{kept.pk}/drop/")
    assert "Hours" not in client.get(ANSWERS).content.decode().partition("offered any more")[2]


def test_a_document_is_kept_changed_and_removed(signed_in: SignedIn, workspace: Workspace) -> None:
    client = signed_in()
    sent = {"title": "Returns", "text": "Within 14 days.", "url": "javascript:alert(1)"}
    wrong = client.post(DOCUMENTS + "new/", sent)
    assert wrong.status_code == 422
    assert "is no address of a page" in wrong.content.decode()
    client.post(DOCUMENTS + "new/", {**sent, "url": "https://aurora.example/returns"})
    kept = Document.objects.get()
    client.post(f"{DOCUMENTS}{kept.pk}/", {**sent, "text": "Within 30 days.", "url": ""})
    kept.refresh_from_db()
    assert (kept.text, kept.url) == ("Within 30 days.", "")
    client.post(f"{DOCUMENTS}{kept.pk}/drop/")
    assert not Document.objects.exists()


@pytest.mark.parametrize("place", [ANSWERS, DOCUMENTS])
def test_whoever_only_reads_sees_them_and_no_way_to_change_them(
    signed_in: SignedIn, workspace: Workspace, owner: Person, place: str
) -> None:
    canned.keep(owner, workspace, "Hours", "At eight.")
    documents.keep(owner, workspace, "Returns", "Within 14 days.")
    page = signed_in(Role.ANALYST).get(place).content.decode()
    assert "At eight." in page or "Within 14 days." in page
    assert f"{place}new/" not in page
    assert "/drop/" not in page


def test_the_lists_cost_the_same_for_one_and_for_three(
    signed_in: SignedIn, workspace: Workspace, owner: Person,
    django_assert_num_queries: Callable[..., object],
) -> None:  # fmt: skip
    client = signed_in()
    client.get(ANSWERS)
    for number in (1, 2, 3):
        canned.keep(owner, workspace, f"Hours {number}", "At eight.")
        documents.keep(owner, workspace, f"Returns {number}", "Within 14 days.")
        if number != 2:
            for place in (ANSWERS, DOCUMENTS):
                with django_assert_num_queries(LIST):
                    client.get(place)


LIST = 5  # questions to the database
