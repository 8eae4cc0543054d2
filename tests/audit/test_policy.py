"""A company's own lines, mistakes, waivers and hours, and errors that name the key."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from dialogo.audit import policy_file
from dialogo.audit.policy import Policy
from dialogo.audit.shelf import checks, measures
from dialogo.records.errors import BadInput
from dialogo.records.records import Records
from tests.dialogue.plain import START, Said, records, whole

OWN = """
checks:
  - id: own/we-talk-too-much
    title: {en: We talk too much, it: Parliamo troppo}
    measure: dialogue/posts-per-reply
    watch: 1
    mistake: 2.5
    says: {en: "{value} posts an answer, we said {watch}", it: "{value} post a risposta, {watch}"}
    advice: Be quiet.
"""


def policy(tmp_path: Path, text: str) -> Policy:
    file = tmp_path / "policy.yaml"
    file.write_text(text, encoding="utf-8")
    return policy_file.read(file)


def refusal(tmp_path: Path, text: str) -> str:
    with pytest.raises(BadInput) as caught:
        read = policy(tmp_path, text)
        read.own_checks(measures())
        read.lines(Records({}), checks())
    assert caught.value.say("it") != caught.value.say("en")
    return caught.value.say("en")


def test_the_example_in_the_documentation_is_a_policy(tmp_path: Path) -> None:
    page = Path(__file__).resolve().parents[2] / "docs/policy.md"
    example = page.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    read = policy(tmp_path, example)

    assert [check.id for check in read.own_checks(measures())] == ["own/too-few-posts"]
    assert read.hours is not None
    assert read.hours.week[5] == [(time(9), time(12, 30))]
    assert read.hours.is_closed(date(2026, 12, 25))
    lines = read.lines(Records({}), checks())
    slow = lines["dialogue/slow-first-reply"]
    assert (slow.watch, slow.mistake) == (2 * 3600, 8 * 3600)
    barrage = lines["content/advert-barrage"]
    assert (barrage.watch, barrage.mistake, barrage.at_least) == (0.3, 0.5, 20)


def test_an_own_mistake_is_judged_like_any_other(tmp_path: Path) -> None:
    (check,) = policy(tmp_path, OWN).own_checks(measures())
    said = [Said("1", "ada", 0, names_us=True), Said("2", "us", 5, to="1")]
    finding = check(records(said, {f"p{k}": k for k in range(3)}), whole(60))
    assert (finding.verdict, finding.check.belief) == ("mistake", "your-own")
    sentence, values = finding.says
    assert sentence.say("en", **values) == "3 posts an answer, we said 1"


def test_a_waiver_holds_until_its_day_and_hides_nothing(tmp_path: Path) -> None:
    waiving = OWN + (
        "waivers:\n  - {check: own/we-talk-too-much, reason: August,"
        " date: 2026-01-01, until: 2026-03-31}\n"
    )
    read = policy(tmp_path, waiving)
    (check,) = read.own_checks(measures())
    said = [Said("1", "ada", 0, names_us=True), Said("2", "us", 5, to="1")]
    finding = check(records(said, {f"p{k}": k for k in range(3)}), whole(60))

    waived = read.waive(finding, datetime(2026, 3, 31, 23, tzinfo=UTC))
    assert (waived.verdict, waived.judged) == ("waived", "mistake")
    assert waived.waiver is not None
    assert waived.waiver.reason == "August"
    assert read.waive(finding, datetime(2026, 4, 1, tzinfo=UTC)).verdict == "mistake"


def test_what_the_plan_promises_moves_the_line_and_the_policy_has_the_last_word(
    tmp_path: Path,
) -> None:
    plan = [
        {
            "company": "us",
            "kind": kind,
            "subject": subject,
            "value": value,
            "from_day": START.date(),
        }
        for kind, subject, value in (("promise", "reply-time", 60.0), ("mix", "promotional", 0.25))
    ]
    kept = records([Said("1", "ada", 0, names_us=True)], plan=plan)

    lines = Policy().lines(kept, checks())
    slow, barrage = lines["dialogue/slow-first-reply"], lines["content/advert-barrage"]
    assert (slow.watch, slow.mistake) == (3600, 7200)
    assert (barrage.watch, barrage.mistake) == (0.25, 0.5)

    own = policy(tmp_path, "lines:\n  dialogue/slow-first-reply: {watch: 30 min, mistake: 2 h}\n")
    moved = own.lines(kept, checks())["dialogue/slow-first-reply"]
    assert (moved.watch, moved.mistake) == (1800, 7200)


def test_a_plan_that_allows_more_than_half_for_promotion_draws_the_mistake_at_all_of_it() -> None:
    mix = {"company": "us", "kind": "mix", "subject": "promotional", "value": 0.6}
    kept = records([Said("1", "ada", 0)], plan=[{**mix, "from_day": START.date()}])
    barrage = Policy().lines(kept, checks())["content/advert-barrage"]
    assert (barrage.watch, barrage.mistake) == (0.6, 1.0)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("lines: [", "not a readable YAML file"),
        ("colour: red", 'key "colour": this key is not known here'),
        ("lines:\n  dialogue/slow: {watch: 1}", 'there is no check "dialogue/slow"'),
        (
            "lines:\n  dialogue/slow-first-reply: {watch: fast}",
            '"fast" is not a quantity for this measure. Write a number, or 4 h.',
        ),
        (
            "lines:\n  dialogue/slow-first-reply: {watch: 9 h, mistake: 2 h}",
            "the mistake must begin after watching does",
        ),
        (
            OWN.replace("posts-per-reply", "post-per-reply"),
            'Did you mean "dialogue/posts-per-reply"?',
        ),
        (OWN.replace("2.5", "0.5"), "the mistake must begin after watching does"),
        (OWN.replace("advice", "advise"), 'key "checks[1].advise": this key is not known'),
        (OWN.replace("own/we", "Own We"), "write an id as own/too-few-videos"),
        ("waivers:\n  - {check: a/b, reason: x, date: soon}", "write a day as 2026-12-31"),
        ("waivers:\n  - {check: a/b, date: 2026-01-01}", 'key "waivers[1].reason": this key is'),
        ("business-hours: {zone: Rome, week: {mon: 9:00-10:00}}", "write a zone as Europe/Rome"),
        (
            "business-hours: {zone: Europe/Rome, week: {mon: '18:00-09:00'}}",
            "write hours as 09:00-13:00, 14:00-18:00",
        ),
        (
            "business-hours: {zone: Europe/Rome, week: {}, holidays: Padania}",
            "write a country as IT",
        ),
    ],
)
def test_an_error_names_the_key_and_says_what_fits(tmp_path: Path, text: str, says: str) -> None:
    message = refusal(tmp_path, text)
    assert message.startswith("policy.yaml")
    assert says in message


def test_words_from_a_policy_are_never_a_template(tmp_path: Path) -> None:
    hostile = OWN.replace("We talk too much", "'{value.__class__}'").replace(
        "{value} posts an answer", "{n.__class__} {value} posts"
    )
    (check,) = policy(tmp_path, hostile).own_checks(measures())
    assert check.title.say("en") == "{value.__class__}"
    assert check.says.say("en", value=1, n=2, watch=3, mistake=4).startswith("{n.__class__} 1 ")
