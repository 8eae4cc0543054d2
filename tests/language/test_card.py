"""docs/language.md claims no more than what the judged texts bear out."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dialogo.language import message_rules, post_rules

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
NEEDED = ("corporate_messaging/corporate_messaging.csv", "twcs/twcs.csv")
AT_LEAST = 10  # verdicts of a family before its share is claimed

pytestmark = pytest.mark.skipif(
    not all((DATA / name).is_file() for name in NEEDED),
    reason="needs corporate_messaging and twcs in ../shared/data",
)


@pytest.fixture(scope="module")
def measuring() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "language_rules", ROOT / "benchmarks" / "language_rules.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["language_rules"] = module
    spec.loader.exec_module(module)
    return module


def test_every_table_of_the_card_is_what_is_measured(measuring: ModuleType) -> None:
    written = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
    for table in measuring.card(DATA):
        assert table in written


def test_a_rule_is_as_sure_as_it_was_right_and_no_surer(measuring: ModuleType) -> None:
    counted = measuring.families(DATA)
    for family in (*post_rules.FAMILIES, *message_rules.FAMILIES):
        right, said = counted.get(family.name, (0, 0))
        expected = round((right + 1) / (said + 2), 2) if said >= AT_LEAST else None
        assert family.right == expected, family.name


def test_precision_and_recall_are_counted_as_they_are_named(measuring: ModuleType) -> None:
    pairs = [("a", "a"), ("a", "b"), ("b", "b"), ("c", "b")]
    assert measuring.precision_and_recall(pairs) == {"a": (1, 1, 2), "b": (1, 3, 1), "c": (0, 0, 1)}


def test_most_verdicts_on_judged_texts_are_right(measuring: ModuleType) -> None:
    for pairs in (
        measuring.judged_post_pairs(DATA),
        measuring.judged_message_pairs(DATA)["needs_answer"],
    ):
        sure = [(true, said) for true, said in pairs if said != "unsure"]
        assert len(sure) > len(pairs) / 2
        assert sum(true == said for true, said in sure) > 0.8 * len(sure)
