"""A video in an answer, by plain forms: it goes out with it as soon as it is ready, or stops it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dialogo.web.actions.films import keeping
from dialogo.web.jobs import film as films
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.films import Film, LetterFilm
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.films import where
from tests.web.films import film
from tests.web.pages.test_answers import PNG, SignedIn, place, post
from tests.web.talking import Talk


@pytest.fixture
def talk(workspace: Workspace, owner: Person, tmp_path: Path) -> Talk:
    return Talk(workspace, owner, tmp_path)


def clip(much: int | None = None) -> SimpleUploadedFile:
    """A video, or so much of its beginning."""
    return SimpleUploadedFile("drum.mp4", film(0.4)[:much], "video/mp4")


def test_a_video_goes_out_with_an_answer_as_soon_as_it_is_ready(
    talk: Talk, signed_in: SignedIn
) -> None:
    talk.says("Lia", "How does the drum turn?")
    client = signed_in()
    # Whatever else is wrong, it need not be sent along once more.
    silent = post(client, talk, "Lia", "Like this.", film=clip(), **{"film-alt": " "})
    kept = Film.objects.get()
    assert (silent.status_code, Letter.objects.count()) == (422, 0)
    assert "Say what the video drum.mp4 shows" in silent.content.decode()
    hung = {"film-number": str(kept.pk), "film-said": "The drum turns"}
    assert f'name="film-number" value="{kept.pk}"' in silent.content.decode()
    post(client, talk, "Lia", "Like this.", **hung, do="keep")
    letter = Letter.objects.get()
    assert (letter.state, LetterFilm.objects.get().alt) == (Letter.DRAFT, "The drum turns")
    page = client.get(place("conversation", number=talk.of("Lia").pk)).content.decode()
    assert f'name="film-number" value="{kept.pk}"' in page
    # What tells how far it is changes itself, and not the form that it stands in.
    assert f'id="film-{kept.pk}" hx-get="/w/aurora/calendar/film/{kept.pk}/"' in page
    assert 'hx-trigger="every 2s" hx-target="this"' in page
    bag = SimpleUploadedFile("bag.png", PNG, "image/png")
    both = {"picture-0": bag, "alt-0": "A bag", "draft": letter.pk}
    assert post(client, talk, "Lia", "Like this.", **hung, **both).status_code == 422
    post(client, talk, "Lia", "Like this.", **hung, draft=letter.pk)
    # It is on its way, and waits for its video; then for one that its network takes.
    talk.goes_out(letter)
    assert (letter.state, (letter.error or {})["en"].partition(".")[0], letter.tries) == (
        Letter.QUEUED, "Its video is still being made ready", 0,
    )  # fmt: skip
    assert letter.next_at and letter.next_at > timezone.now()
    talk.connection.limits = talk.connection.limits | {"film_rate": 10}
    talk.connection.save()
    run_until_idle({where.KIND: films.JOB})
    talk.goes_out(letter)
    assert letter.state == Letter.QUEUED
    run_until_idle({where.KIND: films.JOB})
    talk.goes_out(letter)
    assert (letter.state, letter.error) == (Letter.SENT, None)
    (there,) = talk.server.of(talk.server.join("aurora"))
    assert json.loads(there["pictures"]) == [["drum.mp4", "video/mp4", "The drum turns"]]
    sent = LetterFilm.objects.get().film
    assert (sent.source, round(sent.rate)) == (kept, 10)
    keeping.forget_unused([kept.pk])
    assert Film.objects.count() == 2  # what is out keeps its own


def test_a_video_that_is_none_stops_an_answer_and_goes_with_it(
    talk: Talk, signed_in: SignedIn
) -> None:
    talk.says("Lia", "How does the drum turn?")
    client = signed_in()
    notes = SimpleUploadedFile("notes.mp4", b"At 210 degrees", "video/mp4")
    refused = post(client, talk, "Lia", "Like this.", film=notes)
    assert "notes.mp4 is no video that can be read" in refused.content.decode()
    post(client, talk, "Lia", "Like this.", film=clip(1500), **{"film-alt": "A drum"})
    letter = Letter.objects.get()
    run_until_idle({where.KIND: films.JOB})
    talk.goes_out(letter)
    assert (letter.state, letter.error_code) == (Letter.REFUSED, "film")
    assert "drum.mp4 is damaged" in (letter.error or {})["en"]
    client.post(place("letter_rework", letter=letter.pk))
    kept = LetterFilm.objects.get().film_id
    without = {"film-number": str(kept), "film-without": "1", "draft": letter.pk}
    post(client, talk, "Lia", "Like this.", **without, do="keep")
    assert (LetterFilm.objects.exists(), Film.objects.exists()) == (False, False)
    again = {"film": clip(), "film-alt": "x", "draft": letter.pk}
    post(client, talk, "Lia", "And this.", **again)
    # What cannot be made ready here stops it, too, and says what is missing.
    says = {"en": "A part of Dialogo is missing.", "it": "Manca una parte di Dialogo."}
    Work.objects.filter(kind=where.KIND).update(state=Work.FAILED, error=says)
    talk.goes_out(letter)
    assert (letter.state, letter.error) == (Letter.REFUSED, says)
    client.post(place("letter_drop", letter=letter.pk))
    assert (Letter.objects.get().state, Film.objects.exists()) == (Letter.DROPPED, False)
