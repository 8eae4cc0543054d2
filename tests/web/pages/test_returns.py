"""Returns: from an outcome entered by hand to a return, or to what is missing before it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
import time_machine
from django.test import Client

from dialogo.audit.run import Audit
from dialogo.ladder.climb import Said
from dialogo.records.text import Text
from dialogo.web.actions import audits
from dialogo.web.actions.records import write_rows
from dialogo.web.actions.returns import keeping
from dialogo.web.jobs import audit, returns, returns_question
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.computed import Computed
from dialogo.web.models.records import ROWS
from dialogo.web.models.returns import ReturnExperiment
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.findings import latest
from dialogo.web.queries.returns.kept import measured
from tests.ladder.test_climb import WINDOW, figure, plenty

SignedIn = Callable[..., Client]
PAGE = "/w/aurora/returns/"
NOW = datetime(2026, 6, 3, 9, tzinfo=UTC)
FIRST = date(2024, 12, 30)
WEEKS = [FIRST + timedelta(weeks=n) for n in range(70)]
QUERIES = 9

pytestmark = pytest.mark.django_db


def told(client: Client, address: str = PAGE) -> str:
    with time_machine.travel(NOW, tick=False):
        answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def record(
    workspace: Workspace, *, weeks: int = 70, outcomes: tuple[str, ...] = ("sales",)
) -> None:
    """Promotion drawn by lot, which works at once and in the two weeks after it."""
    dice = np.random.default_rng(5)
    spent = np.where(dice.random(70) < 0.5, dice.uniform(100, 900, 70), 0.0)
    brought = np.convolve(spent, [1.2, 0.6, 0.2])[:70]
    value = 4000 + brought + dice.normal(0, 40, 70)
    days = WEEKS[:weeks]
    for name in outcomes:
        rows = [
            {"day": day, "outcome": name, "value": round(float(one), 2), "currency": "EUR"}
            for day, one in zip(days, value, strict=False)
        ]
        write_rows(workspace, "outcomes", rows, fill=False)
    clicks = {"day": WEEKS[0], "outcome": "sales", "value": 500.0, "currency": "EUR",
              "credited_to": "meta", "credited_by": "last-click"}  # fmt: skip
    write_rows(workspace, "outcomes", [clicks], fill=False)
    adverts = [
        {"expense_id": f"m{n}", "day": day, "activity": "promoting", "network": "meta",
         "amount": Decimal(str(round(float(one), 2))), "currency": "EUR"}
        for n, (day, one) in enumerate(zip(days, spent, strict=False)) if one
    ]  # fmt: skip
    write_rows(workspace, "expenses", adverts, fill=False)


def estimated() -> None:
    with time_machine.travel(NOW, tick=False):
        run_until_idle({"returns": returns.JOB})


def audited(workspace: Workspace, *names: Text, lacking: str = "") -> None:
    """Kept as the audit of today: four rungs stand, but for what is `lacking`; the fifth on the
    activities of these names."""
    measures = {name: one for name, one in plenty().items() if name != lacking}
    if lacking:
        measures[lacking] = figure(lacking, 0.0)
    found = Audit("Aurora", WINDOW, measures, ())
    told_of = [Said("returns", audit.MEASURED, {"name": name}) for name in names]
    day = date(2026, 6, 3)
    audits.keep(workspace, day, workspace.revision, found, [], measured=told_of)


def believed(workspace: Workspace) -> dict[str, Any]:
    """The estimate that was made, as if nothing stood against it: what the gate asks for is the
    library's affair."""
    made = Computed.objects.get(workspace=workspace, kind="returns")
    (table,) = made.figures["tables"]
    table["estimate"]["measurable"] = True
    for one in table["estimate"]["activities"]:
        one |= {"verdict": "measurable", "reasons": [], "weeks_until_measurable": None}
    share = {"mean": 0.1, "p5": 0.05, "p95": 0.2}
    table["through"] = [{"name": "promotion:meta", "direct": share, "through": share}]
    keeping.keep(workspace, made.revision, None, [table], returns.drawings(workspace, [table]))
    Computed.objects.filter(kind="returns").update(as_of=NOW)
    found: dict[str, Any] = table
    return found


def test_a_weeks_outcome_is_entered_corrected_and_taken_away(
    signed_in: SignedIn, workspace: Workspace
) -> None:
    client, address = signed_in(Role.ANALYST), f"{PAGE}outcomes/"
    sent = {"outcome": "sales", "day": "2026-06-03", "value": "1.234,50", "currency": "eur"}
    with time_machine.travel(NOW, tick=False):
        assert client.post(address, {**sent, "value": "lots"}).status_code == 422
        assert client.post(address, {**sent, "currency": "€"}).status_code == 422
        client.post(address, {**sent, "value": "900"})
        client.post(address, sent)
        client.post(address, {**sent, "day": "2026-05-13"})
    rows = ROWS["outcomes"].objects.filter(workspace=workspace).order_by("day")
    assert list(rows.values_list("day", "value", "currency")) == [
        (date(2026, 5, 11), 1234.5, "EUR"), (date(2026, 6, 1), 1234.5, "EUR"),
    ]  # fmt: skip
    words = told(client, address)
    assert "day=2026-05-18" in words
    assert "day=2026-05-25" in words, "the weeks between are missing"
    client.post(f"{address}{rows[0].pk}/remove/")
    assert rows.count() == 1
    assert client.post(f"{address}{rows[0].pk + 99}/remove/").status_code == 404
    verbs = TrailEntry.objects.filter(workspace=workspace, verb="returns.outcome")
    assert [one.said_en for one in verbs.order_by("id")][-1] == (
        "took away sales of the week of 11 May 2026: €\u00a01,234"
    )


def test_from_weeks_to_a_return_once_the_rungs_stand(
    signed_in: SignedIn, workspace: Workspace
) -> None:
    assert "/w/aurora/import/" not in told(signed_in(Role.GUEST))
    client = signed_in()
    nothing = told(client)
    assert "Not yet: nothing is recorded" in nothing
    assert 'href="/w/aurora/import/"' in nothing
    record(workspace)
    estimated()
    assert "cannot be told how far up the ladder" in told(client)
    table = believed(workspace)

    audited(workspace, lacking="content/useful-share")
    words = told(client)
    assert "Not yet: first comes the rung “Useful content”." in words
    assert "/ladder/#rung-1" in words
    assert "The weeks would carry an estimate" in words
    for hidden in ("came back", "drawing", "of “sales”", "through new followers"):
        assert hidden not in words

    audited(workspace)
    words = told(client)
    assert "Promotion on Meta: for each € 1 of cost, people included," in words
    band = table["estimate"]["activities"][0]["return"]
    assert band["p5"] < 2.0 < band["p95"], "1.2 + 0.6 + 0.2 for each 1"
    assert words.count('class="drawing"') == 6, "four of the result, two of what was assumed"
    assert "Meta</th><td" in words, "what the last click says"
    assert "through new followers" in words
    assert "per ogni € 1 di costo, persone comprese" in told(signed_in(lang="it"))
    client = signed_in()
    rows = list(csv.DictReader(io.StringIO(client.get(f"{PAGE}weeks.csv").content.decode())))
    assert len(rows) == 70
    assert float(rows[5]["brought"]) > 0
    assert (rows[5]["cost"], rows[5]["cost_currency"]) == (rows[5]["effort"], "EUR")
    audited(workspace, lacking="content/useful-share")
    rows = list(csv.DictReader(io.StringIO(client.get(f"{PAGE}weeks.csv").content.decode())))
    assert {row["brought"] for row in rows} == {""}

    names = measured(workspace)
    assert [name.it for name in names] == ["Promozione su Meta"]
    audited(workspace, *names)
    found = latest(workspace)
    assert found is not None
    assert found.ladder.height == 5
    assert "What “Promotion on Meta” brings can be measured." in told(client, "/w/aurora/ladder/")

    before = Computed.objects.get(workspace=workspace, kind="returns").figures
    write_rows(workspace, "hours", [{"day": FIRST, "hours": 1, "activity": "learning",
                                     "person": "Bea"}], fill=False)  # fmt: skip
    estimated()
    after = Computed.objects.get(workspace=workspace, kind="returns")
    assert after.revision > before["tables"][0].get("revision", 0)
    assert after.figures["tables"][0]["made_at"] == before["tables"][0]["made_at"], "the same weeks"


def test_what_would_shorten_the_wait_is_told_in_weeks_and_steps(
    signed_in: SignedIn, workspace: Workspace
) -> None:
    record(workspace)
    estimated()
    table = believed(workspace)
    (one,) = table["estimate"]["activities"]
    one |= {"verdict": "not-yet", "weeks_until_measurable": {"low": 182}}
    table["estimate"]["measurable"] = False
    varied = {"weeks": 26, "wait": {"low": 39}, "saved": 143, "block": 4, "held": None}
    held = {"weeks": 6, "wait": {"low": 97}, "saved": None, "block": None,
            "held": {"part": 0.35}}  # fmt: skip
    table["ahead"]["sooner"] = {"promotion:meta": {"varied": varied, "held": held}}
    keeping.keep(workspace, workspace.revision, None, [table], {})
    Computed.objects.filter(kind="returns").update(as_of=NOW)
    words = told(signed_in())
    assert "Vary promotion on Meta for 26 weeks: double in some weeks, none in others" in words
    assert "in 39 weeks from now at the earliest: 143 weeks sooner" in words
    assert "Cut the next 26 weeks into pieces of 4 weeks" in words
    assert "for 6 weeks in regions, shops or lists with 35 % of “sales”" in words
    assert "in 97 weeks from now at the earliest; at this plan, hardly within four years" in words
    table["ahead"]["sooner"] = {}
    keeping.keep(workspace, workspace.revision, None, [table], {})
    Computed.objects.filter(kind="returns").update(as_of=NOW)
    assert "would bring the day nearer. That is an answer" in told(signed_in())


def test_an_experiment_is_planned_told_and_withdrawn(
    signed_in: SignedIn, workspace: Workspace
) -> None:
    record(workspace, weeks=30)
    estimated()
    client, address = signed_in(Role.STRATEGIST), f"{PAGE}experiments/"
    sent = {
        "activity": "promotion:meta", "outcome": "sales (EUR)", "kind": "holdout", "level": "0.9",
        "since": "2025-03-03", "until": "2025-03-30", "effect": "", "low": "", "high": "",
    }  # fmt: skip
    assert client.post(address, {**sent, "until": "2025-03-01"}).status_code == 422
    assert client.post(address, {**sent, "effect": "3"}).status_code == 422
    assert client.post(address, {**sent, "activity": "tea"}).status_code == 422
    client.post(address, sent)
    one = ReturnExperiment.objects.get(workspace=workspace)
    assert one.effect is None
    assert "planned" in told(client, address)
    result = {"effect": "4000", "low": "3.500,5", "high": "4500", "level": "0.8"}
    assert client.post(f"{address}{one.pk}/result/", {**result, "low": "5000"}).status_code == 422
    client.post(f"{address}{one.pk}/result/", result)
    said = ReturnExperiment.objects.values_list("effect", "low", "high", "level")
    assert said.get() == (4000.0, 3500.5, 4500.0, 0.8)
    client.post(f"{address}{one.pk}/result/", {**result, "effect": "4100"})
    assert said.get()[0] == 4000.0, "what was said is not said again"
    later = {"since": "2025-12-01", "until": "2025-12-28", "effect": "1", "low": "0", "high": "2"}
    with time_machine.travel(NOW, tick=False):
        saved = client.post(address, {**sent, **later}, follow=True).content.decode()
    assert "It counts once the weeks of its days are recorded; now they go from 30 Dec" in saved
    estimated()
    assert "Experiments beside the estimate" in told(client), "the later one is in nobody's way"
    why = "An experiment on Promotion on Meta, from 1 Dec 2025 to 28 Dec 2025, lies outside"
    assert told(client, address).count("does not count yet") == 1
    assert why in told(client, address)
    ReturnExperiment.objects.exclude(pk=one.pk).delete()
    client.post(f"{address}{one.pk}/withdraw/")
    estimated()
    assert "Experiments beside the estimate" not in told(client)
    noted = TrailEntry.objects.filter(verb="returns.experiment").order_by("id")
    assert [entry.said_en.split(" ")[0] for entry in noted] == [
        "planned", "entered", "entered", "withdrew",
    ]  # fmt: skip
    assert signed_in(Role.RESPONDER).get(address).status_code == 403


def test_next_quarter_is_divided_changed_and_held_out_only_as_far_as_it_can_be_told(
    signed_in: SignedIn, workspace: Workspace
) -> None:
    record(workspace, weeks=40)
    estimated()
    audited(workspace)
    client, address = signed_in(), f"{PAGE}next/"
    words = told(client, address)
    assert "Not yet: money is divided only on what is measurable" in words
    about = {"outcome": "sales (EUR)", "activity": "promotion:meta"}
    wrong = client.post(f"{address}holdout/", {**about, "regions": "North"})
    assert wrong.status_code == 422
    assert client.post(f"{address}tea/", about).status_code == 404
    regions = "North 60\nSouth 30,5\nIslands 9.5"
    with time_machine.travel(NOW, tick=False):
        client.post(f"{address}holdout/", {**about, "regions": regions})
        run_until_idle({"returns-question": returns_question.JOB})
    kept = Computed.objects.get(workspace=workspace, kind="returns-question").figures["holdout"]
    assert kept["wrong"] is None
    assert kept["asked"]["regions"] == {"North": 60.0, "South": 30.5, "Islands": 9.5}
    assert "promotion on Meta" in told(client, address)

    believed(workspace)
    band = {"mean": 900.0, "p5": 300.0, "p95": 1500.0}
    part = {"name": "promotion:meta", "money": 5200.0, "money_now": 5000.0, "hours": 12.5,
            "hours_now": 12.0, "times": 1.04, "outcome": band, "kept": ""}  # fmt: skip
    divided = {"parts": [part], "gain": band, "better": 1.0, "money": 6000.0, "hours": 40.0,
               "floor": 0.25, "set_aside": {"money": 800.0}, "left": {"money": 0.0}}  # fmt: skip
    changed = {"change": band, "cost": 500.0, "likely": 0.9, "worth": 0.8,
               "times": {"promotion:meta": 0.5}}  # fmt: skip
    asked = {"asked": about, "wrong": None}
    for name, answer in (("divide", divided), ("change", changed)):
        keeping.keep_answer(workspace, workspace.revision, name, {**asked, "told": answer})
    words = told(client, address)
    for said in (
        "€ 6,000 bring € 900 more of “sales” in the quarter than going on as now (€ 300 to",
        "with a chance of 99 %",
        "€ 800 more is set aside for answering people, so that answering has 25 %.",
        "€ 5,000, 12 h</td>",
        "Promotion on Meta −50 %",
        "It would be more by more than it costs with a chance of 80 %.",
    ):
        assert said in words
    less = {"mean": -900.0, "p5": -1500.0, "p95": -300.0}
    unpriced = part | {"name": "hours:answering", "money": 0.0, "money_now": 0.0, "times": 1.0,
                       "kept": "unpriced"}  # fmt: skip
    divided |= {"gain": less, "parts": [part, unpriced]}
    changed["times"] = {"promotion:meta": 0.5, "hours:answering": 2.0}
    for name, answer in (("divide", divided), ("change", changed)):
        keeping.keep_answer(workspace, workspace.revision, name, {**asked, "told": answer})
    words = told(client, address)
    for said in (
        "€ 800 for answering people is taken from the rest: in the quarter that brings about € 900",
        "What answering costs now is not recorded, so all of its part is set aside here.",
        "cost not recorded: stays as it is",
        "cost cannot be told: not all of its cost is recorded.",
    ):
        assert said in words
    assert "more than it costs" not in words
    assert client.post(f"{address}divide/", {**about, "floor": "0"}).status_code == 422
    assert client.post(f"{address}change/", {**about, "times-0": "0"}).status_code == 422
    assert signed_in(Role.RESPONDER).post(f"{address}divide/", about).status_code == 403
    guest = signed_in(Role.GUEST)
    assert [guest.get(f"{PAGE}{place}").status_code for place in ("next/", "weeks.csv")] == [
        403
    ] * 2
    assert "cost in all" not in told(guest)
    assert "cost in all" in told(signed_in(Role.RESPONDER))


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_the_same_for_one_outcome_and_for_three(
    signed_in: SignedIn,
    workspace: Workspace,
    many: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    record(workspace, weeks=20, outcomes=("sales", "leads", "visits")[:many])
    estimated()
    audited(workspace)
    client = signed_in()
    assert "20 weeks without a gap" in told(client)
    with django_assert_num_queries(QUERIES):
        told(client, f"{PAGE}?outcome=sales%20%28EUR%29")
