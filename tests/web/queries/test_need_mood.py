"""Of those who voice a need it is counted how many are annoyed, and whether that changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from scipy.stats import fisher_exact  # type: ignore[import-untyped]  # it has no types

from dialogo.language.label import labelled
from dialogo.web.actions import computed
from dialogo.web.actions import needs as actions
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.need_counts import count_needs
from dialogo.web.queries.need_mood import KIND, Heads, Mood, count_moods, fisher, moods
from tests.web.recorded import NOW, records_of, said

CALM, CROSS = "Quando arriva la consegna?", "Consegna pessima, vergogna, quando arriva il pacco?"


@pytest.mark.parametrize("table", [(0, 8, 8, 8), (3, 9, 1, 12), (5, 40, 5, 40), (0, 9, 0, 9)])
def test_chance_is_reckoned_exactly(table: tuple[int, int, int, int]) -> None:
    some, n, others, of = table
    both = [[some, n - some], [others, of - others]]
    assert fisher(*table) == pytest.approx(fisher_exact(both).pvalue)


def test_a_course_is_told_only_of_enough_people_and_beyond_chance() -> None:
    whole = Heads(9, 60)
    told = {
        lately: Mood(whole, Heads(lately, n), Heads(before, 20)).trend
        for lately, n, before in ((9, 10, 2), (1, 20, 12), (3, 20, 2), (7, 7, 1))
    }
    assert told == {9: "more", 1: "less", 3: "same", 7: "few"}


@pytest.mark.django_db
def test_the_pages_of_needs_tell_the_mood(
    workspace: Workspace, signed_in: Callable[..., Client]
) -> None:
    rows = [said(f"m{n}", f"p{n}", CALM, hours=n) for n in range(12)]
    rows += [said(f"c{n}", f"p{n}", CROSS, hours=n + 0.5) for n in (0, 1, 2)]
    records = records_of(workspace, messages=rows)
    found = count_moods(labelled(records), NOW)
    assert found["delivery"]["whole"] == [3, 12, 0]  # people, not messages
    assert found["delivery"]["lately"] == [3, 12, 0]
    assert "before" not in found["delivery"]
    counted = count_needs(records, None, NOW)
    actions.keep(workspace, workspace.revision, counted)
    computed.keep(KIND, workspace, workspace.revision, counted.window, found)
    assert moods(workspace)["delivery"].trend == "few"
    english = signed_in().get("/w/aurora/needs/").content.decode()
    assert "3 of 12 people are annoyed, 25\u202f% (" in english
    italian = signed_in(lang="it").get("/w/aurora/needs/").content.decode()
    assert "Sono infastidite 3 persone su 12, 25\u202f% (" in italian
