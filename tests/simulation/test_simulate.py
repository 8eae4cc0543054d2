"""The imaginary company: always the same from the same seed, and a company that could be real."""

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest

from dialogo.audit.run import run
from dialogo.records.errors import BadInput
from dialogo.records.records import Records
from dialogo.records.schema import Table
from dialogo.records.tables import TABLES
from dialogo.records.text import LANGS
from dialogo.simulation.company import NETWORKS
from dialogo.simulation.knobs import Knobs
from dialogo.simulation.sample import SAMPLE, sample
from dialogo.simulation.simulate import simulate

ENDING = date(2026, 11, 22)
WRITTEN = [table for table in TABLES.values() if not table.name.endswith("_labels")]


@pytest.fixture(scope="module")
def company() -> Records:
    return simulate(7, ending=ENDING, weeks=13, size=0.5, lang="both")


def rows(records: Records, table: str) -> list[dict[str, Any]]:
    return list(arrow(records, table).to_pylist())


def arrow(records: Records, table: str) -> pa.Table:
    kept = records.tables[table]
    assert not isinstance(kept, list)
    return kept


def test_the_same_arguments_give_the_same_rows() -> None:
    first, second = (simulate(3, ending=ENDING, weeks=3, size=0.3) for _ in range(2))
    assert set(first.tables) == {table.name for table in WRITTEN}
    for table in WRITTEN:
        assert arrow(first, table.name).equals(arrow(second, table.name))


def test_another_seed_gives_other_words_and_other_hours() -> None:
    first, second = (simulate(seed, ending=ENDING, weeks=3, size=0.3) for seed in (3, 4))
    for column in ("sent_at", "text"):
        assert [row[column] for row in rows(first, "messages")] != [
            row[column] for row in rows(second, "messages")
        ]


def test_a_knob_of_one_part_leaves_the_other_parts_as_they_were() -> None:
    plain = simulate(3, ending=ENDING, weeks=3, size=0.3)
    stopped = simulate(3, Knobs(stopped_share=1), ending=ENDING, weeks=3, size=0.3)
    changed = {name for name in plain.tables if not arrow(plain, name).equals(arrow(stopped, name))}
    assert changed == {"plan"}


def test_every_table_has_rows_and_every_row_says_that_it_is_simulated(company: Records) -> None:
    for table in WRITTEN:
        written = rows(company, table.name)
        assert written, table.name
        assert {row["company"] for row in written} == {"Bottega Esempio (simulated)"}
        assert {row["extra"] for row in written} == {'{"simulated": true}'}


@pytest.mark.parametrize("table", WRITTEN, ids=lambda table: table.name)
def test_every_row_passes_its_schema(company: Records, table: Table) -> None:
    assert arrow(company, table.name).schema == table.arrow
    keys = set()
    for row in rows(company, table.name):
        for column in table.columns:
            value = row[column.name]
            assert not (column.required and value is None), (column.name, row)
            if value is not None and column.choices:
                assert value in column.choices
            if value is not None and column.lowest is not None:
                assert value >= column.lowest
        keys.add(tuple(row[name] for name in table.key))
    assert len(keys) == len(rows(company, table.name))


def test_nothing_has_happened_after_the_end_but_what_is_planned(company: Records) -> None:
    end = datetime(2026, 11, 22, 23, tzinfo=UTC)
    for table in WRITTEN:
        if table.moment is None or table.name == "shifts":
            continue
        for row in rows(company, table.name):
            moment = row[table.moment]
            assert (moment <= end) if isinstance(moment, datetime) else (moment <= ENDING)


def test_an_answer_stands_under_a_message_or_a_post_that_came_before_it(company: Records) -> None:
    said = {(row["network"], row["message_id"]): row for row in rows(company, "messages")}
    posts = {(row["network"], row["post_id"]): row for row in rows(company, "posts")}
    for row in said.values():
        if row["in_reply_to"] is None:
            continue
        above = (row["network"], row["in_reply_to"])
        if above in posts:
            assert posts[above]["published_at"] <= row["sent_at"]
        else:
            assert said[above]["sent_at"] <= row["sent_at"]


def test_private_messages_share_a_conversation_and_have_no_tree(company: Records) -> None:
    private = [row for row in rows(company, "messages") if row["kind"] == "direct"]
    assert {row["network"] for row in private} == {"instagram", "facebook"}
    for row in private:
        assert row["conversation"]
        assert row["in_reply_to"] is None
    both = {"company", "customer"}
    kinds: dict[str, set[str]] = {}
    for row in private:
        kinds.setdefault(row["conversation"], set()).add(row["author_kind"])
    assert sum(found == both for found in kinds.values()) > len(kinds) / 2


def test_the_size_says_how_many_people_write() -> None:
    for size in (0.2, 1.0):
        small = simulate(5, ending=ENDING, weeks=10, size=size)
        openings = [
            row
            for row in rows(small, "messages")
            if row["addressed"] and row["kind"] in ("mention", "comment")
        ]
        # Seven in ten conversations are public, and 60 a week begin at size 1.
        assert 0.5 * 600 * size < len(openings) < 600 * size


def test_what_is_spent_adds_up_to_the_budget_less_what_is_left() -> None:
    records = simulate(2, Knobs(unspent=0.5), ending=date(2026, 10, 31), weeks=13, size=0.5)
    (pay,) = {row["pay"] for row in rows(records, "members")}
    spent = sum(row["hours"] * pay for row in rows(records, "hours"))
    spent += sum(row["amount"] for row in rows(records, "expenses"))
    planned = sum(row["amount"] for row in rows(records, "budgets"))
    assert float(spent / planned) == pytest.approx(0.5, abs=0.01)  # budgets are set to the cent


def test_english_and_italian_companies_speak_their_language() -> None:
    for lang in LANGS:
        word, currency = {"en": (" the ", "GBP"), "it": (" di ", "EUR")}[lang]
        records = simulate(1, ending=ENDING, weeks=2, size=0.3, lang=lang)
        text = " ".join(row["text"] for row in rows(records, "posts"))
        assert word in text
        assert {row["currency"] for row in rows(records, "expenses")} == {currency}


@pytest.mark.parametrize("wrong", [{"weeks": 0}, {"size": 0.0}, {"size": float("nan")}])
def test_nothing_can_be_simulated_without_time_or_people(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="nothing can be simulated"):
        simulate(1, ending=ENDING, **wrong)


def test_one_week_of_a_tiny_company_is_still_a_company() -> None:
    tiny = simulate(1, ending=ENDING, weeks=1, size=0.01)
    assert tiny.span() is not None
    assert {row["network"] for row in rows(tiny, "audience")} == set(NETWORKS)


def test_the_sample_company_is_named_as_simulated() -> None:
    records = sample()
    assert records.companies() == [f"{SAMPLE} (simulated)"]
    assert {row["outcome"] for row in rows(records, "outcomes")} == {"vendite", "iscrizioni"}


def test_the_sample_company_lives_by_every_belief_and_does_most_things_well() -> None:
    findings = run(sample()).findings
    believed = {finding.check.belief for finding in findings if finding.verdict == "mistake"}
    assert believed == {"just-a-channel", "roi-right-away", "marketings-job", "its-free"}
    assert sum(finding.verdict == "ok" for finding in findings) > len(findings) / 2
