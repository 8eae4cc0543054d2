"""Kept answers: what their variables become, and how often their words went out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.web.actions import canned as actions
from dialogo.web.actions.records import write_rows
from dialogo.web.models.person import Person
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.canned import canned, fill, first_name, left, repeated

KNOWN = {"name": "Lia", "account": "@lia", "company": "Aurora", "me": "", "network": "X"}


@pytest.mark.parametrize(
    ("text", "filled", "missing"),
    [
        ("Hello {name}, {company} here.", "Hello Lia, Aurora here.", ()),
        ("Ciao { nome }, qui {azienda}.", "Ciao Lia, qui Aurora.", ()),
        ("Bye. {me}", "Bye. {me}", ("me",)),
        ('{"json": 1} {other} {}', '{"json": 1} {other} {}', ()),
    ],
)
def test_what_is_known_is_filled_in_and_the_rest_is_left(
    text: str, filled: str, missing: tuple[str, ...]
) -> None:
    found = fill(text, KNOWN)
    assert (found.text, found.left) == (filled, missing)
    assert left(found.text) == missing


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Lia Delle Rose", "Lia"),
        ("☕ Lia ☕", "Lia"),
        ("“Lia”", "Lia"),
        ("lia@example.org", ""),
        ("42", ""),
        ("", ""),
    ],
)
def test_the_first_name_is_the_first_word_that_is_one(name: str, first: str) -> None:
    assert first_name(name.replace("“", '"').replace("”", '"')) == first


@pytest.mark.django_db
def test_the_last_hundred_answers_are_looked_at_for_the_same_words(workspace: Workspace) -> None:
    same = "Hello {who}, your parcel leaves the roastery today, thank you for waiting."
    texts = [same.format(who=who) for who in ("Lia", "Marco", "Nina")]
    texts += [f"Another answer, which speaks of matter {'x' * n} and no other." for n in range(99)]
    _say(workspace, texts)
    found = repeated(workspace, same.format(who="Otto"))
    assert (found.times, found.of, found.too_often) == (1, 100, False)
    _say(workspace, [same.format(who="Pia")], after=200)
    assert repeated(workspace, same.format(who="Otto")).times == 1
    assert repeated(workspace, "Thank you!").times == 0


@pytest.mark.django_db
def test_automatic_answers_and_what_others_say_do_not_count(workspace: Workspace) -> None:
    text = "Your parcel leaves the roastery today, thank you for waiting."
    _say(workspace, [text], automated=True)
    _say(workspace, [text], after=5, author_kind="customer", author="lia")
    assert repeated(workspace, text).times == 0
    _say(workspace, [text, text], after=9)
    found = repeated(workspace, text)
    assert (found.times, found.of, found.too_often) == (2, 2, True)


@pytest.mark.django_db
def test_a_kept_answer_is_changed_dropped_and_told_in_the_trail(
    workspace: Workspace, owner: Person
) -> None:
    kept = actions.keep(owner, workspace, "  Opening \n hours ", "At eight, {nome}.", "it")
    other = actions.keep(owner, workspace, "Again", "At eight.", "en")
    assert [one.title for one in canned(workspace, "it")] == ["Opening hours", "Again"]
    actions.change(owner, kept, "Orari", "Alle otto.", "it")
    actions.drop(owner, other)
    assert [(one.title, one.text) for one in canned(workspace)] == [("Orari", "Alle otto.")]
    verbs = TrailEntry.objects.filter(verb__startswith="answers.").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "answers.keep", "answers.keep", "answers.change", "answers.drop",
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("", "x", ""), "needs a title"),
        (("x", " ", ""), "needs a title"),
        (("x", "y" * 5001, ""), "5,001 characters"),
        (("x", "Hello {nmae}", ""), "{nmae}"),
        (("x", "Hello", "xx"), "no such language"),
    ],
)
def test_what_could_not_be_used_is_not_kept(
    workspace: Workspace, owner: Person, given: tuple[str, str, str], says: str
) -> None:
    with pytest.raises(BadInput) as wrong:
        actions.keep(owner, workspace, *given)
    assert says in wrong.value.say("en")
    assert canned(workspace) == []


def _say(workspace: Workspace, texts: list[str], *, after: int = 0, **more: object) -> None:
    began = timezone.now() - timedelta(days=1)
    rows = [
        {
            "network": "x", "account": "aurora", "message_id": f"{after + n}-{text[:9]}",
            "sent_at": began + timedelta(minutes=after + n), "author": "aurora",
            "author_kind": "company", "addressed": False, "text": text, "kind": "reply", **more,
        }
        for n, text in enumerate(texts)
    ]  # fmt: skip
    write_rows(workspace, "messages", rows, fill=True)
