"""Real customers and brands: the audit's figures against loops over the raw file."""

import csv
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path

import pytest

from dialogo.audit.run import run
from dialogo.importers.bring_in import bring_in
from dialogo.importers.format import Context
from dialogo.records.records import Records
from dialogo.records.store import read
from tests.dialogue.plain import kaplan_meier

FILE = Path(__file__).resolve().parents[3] / "shared/data/twcs/twcs.csv"
pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the shared data is not here")

Row = dict[str, str]


def rows() -> list[Row]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def busiest() -> list[str]:
    brands = Counter(row["author_id"] for row in rows() if row["inbound"] == "False")
    return [brand for brand, _ in brands.most_common(10)]


def second(row: Row) -> float:
    return datetime.strptime(row["created_at"], "%a %b %d %H:%M:%S %z %Y").timestamp()


def names(brand: str, text: str) -> bool:
    """Whether @brand stands in the text, and is not the beginning of a longer name."""
    lowered, wanted = text.lower(), "@" + brand.lower()
    place = lowered.find(wanted)
    while place >= 0:
        after = lowered[place + len(wanted) : place + len(wanted) + 1]
        if not (after.isalnum() or after == "_"):
            return True
        place = lowered.find(wanted, place + 1)
    return False


def counted(brand: str) -> tuple[int, int, int, list[tuple[float, float | None]]]:
    """Openings, threads, answered, and (second asked, second answered) by a loop over the file."""
    said = rows()
    by_id = {row["tweet_id"]: row for row in said}
    below = defaultdict(list)
    for row in said:
        below[row["in_response_to_tweet_id"]].append(row)

    def root(row: Row) -> str:
        while row["in_response_to_tweet_id"] in by_id:
            row = by_id[row["in_response_to_tweet_id"]]
        return row["tweet_id"]

    first: dict[tuple[str, str], Row] = {}
    for row in sorted(said, key=lambda row: (second(row), int(row["tweet_id"]))):
        if row["inbound"] == "True":
            first.setdefault((root(row), row["author_id"]), row)
    waits = []
    threads = set()
    for (thread, _), row in first.items():
        answers, waiting = [], list(below[row["tweet_id"]])
        while waiting:
            reply = waiting.pop()
            waiting += below[reply["tweet_id"]]
            if reply["author_id"] == brand:
                answers.append(second(reply))
        if answers or names(brand, row["text"]):
            threads.add(thread)
            waits.append((second(row), min(answers, default=None)))
    return len(waits), len(threads), sum(at is not None for _, at in waits), waits


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Records:
    folder = tmp_path_factory.mktemp("twcs") / "records"
    bring_in([FILE], folder, Context(company="nobody"))
    return read(folder)


@pytest.mark.parametrize("brand", busiest() if FILE.exists() else [])
def test_the_ten_busiest_brands_equal_a_loop_over_the_file(records: Records, brand: str) -> None:
    audit = run(records.of_company(brand))
    openings, threads, answered, waits = counted(brand)

    figures = audit.measures
    assert figures["dialogue/openings"].value == openings
    assert figures["dialogue/threads"].value == threads
    assert figures["dialogue/answered-share"].value == answered / openings
    end = audit.window.as_of.timestamp()
    censored = [((at if at is not None else end) - asked, at is not None) for asked, at in waits]
    for name, p in (("p50", 0.5), ("p90", 0.9)):
        assert figures[f"dialogue/first-reply-{name}"].value == kaplan_meier(censored, p)


def test_every_brand_of_the_file_is_a_company(records: Records) -> None:
    brands = {row["author_id"] for row in rows() if row["inbound"] == "False"}
    assert set(records.companies()) == brands
