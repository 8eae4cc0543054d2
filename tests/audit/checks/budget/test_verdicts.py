"""The verdicts of the checks about budget, as stories in the YAML files beside this one."""

from pathlib import Path

import pytest

from dialogo.audit.shelf import checks
from dialogo.records.text import LANGS
from tests.audit.checks.stories import VERDICTS_TOLD, Story, stories, verdicts

HERE = Path(__file__).parent


@pytest.mark.parametrize("story", stories(HERE), ids=str)
def test_the_verdict_is_the_storys(story: Story) -> None:
    finding = story.find()

    assert finding.verdict == story.told["verdict"]
    if "value" in story.told:
        assert finding.reading.figure.value == pytest.approx(story.told["value"])


@pytest.mark.parametrize("story", stories(HERE), ids=str)
def test_its_sentence_can_be_said_and_its_alarm_shown(story: Story) -> None:
    finding = story.find()
    sentence, values = finding.says

    for lang in LANGS:
        assert "{" not in sentence.say(lang, **values)
        for evidence in finding.reading.evidence:
            assert evidence.note is None or evidence.note.say(lang)
    assert len(finding.reading.evidence) == story.told.get(
        "evidence", len(finding.reading.evidence)
    )


def test_every_check_has_stories_of_the_mistake_of_its_absence_and_of_too_little() -> None:
    told = verdicts(HERE)
    assert sorted(told) == [check for check in checks() if check.startswith("budget/")]
    assert {check: VERDICTS_TOLD - those for check, those in told.items()} == dict.fromkeys(
        told, set()
    )
