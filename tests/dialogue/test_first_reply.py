"""First replies and openings, against plain loops and by hand."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.dialogue.first_reply import P50, P90, first_reply
from dialogo.dialogue.openings import ANSWERED_SHARE, ANSWERED_WITHIN_A_DAY, OPENINGS, THREADS
from tests.dialogue.plain import Said, kaplan_meier, openings, records, whole

WHO = st.sampled_from(["us", "us", "bot", "ada", "bea", "carlo"])


@st.composite
def conversations(draw: st.DrawFn) -> list[Said]:
    """Up to 25 messages, each under an earlier one, under a post, under nothing or who knows."""
    said: list[Said] = []
    for number in range(draw(st.integers(1, 25))):
        parents = [None, "post", "gone", *(s.id for s in said[-6:])]
        minute = (said[-1].minute if said else 0) + draw(st.integers(0, 300))
        said.append(
            Said(
                str(number + 1),
                draw(WHO),
                minute,
                draw(st.sampled_from(parents)),
                draw(st.booleans()),
            )
        )
    return said


@settings(max_examples=60, deadline=None)
@given(conversations())
def test_openings_and_waits_equal_a_plain_loop(said: list[Said]) -> None:
    window = whole(said[-1].minute + 60)
    kept = records(said, {"post": 0})
    expected = openings(said)

    assert OPENINGS(kept, window).value == len(expected)
    assert THREADS(kept, window).value == len({root for root, _ in expected})

    answered = [at for _, at in expected.values() if at is not None]
    share = ANSWERED_SHARE(kept, window)
    assert share.value == (len(answered) / len(expected) if expected else None)

    waits = [
        (((at or window.as_of) - first.at).total_seconds(), at is not None)
        for first, at in expected.values()
    ]
    for measure, p in ((P50, 0.5), (P90, 0.9)):
        figure = measure(kept, window)
        quantile = kaplan_meier(waits, p)
        assert figure.n == len(expected)
        assert figure.more_than == (quantile is None and bool(expected))
        if quantile is not None:
            assert figure.value == quantile


def test_whoever_has_no_answer_still_waits_and_moves_the_quantile() -> None:
    answered = [Said(str(k), f"c{k}", 0, names_us=True) for k in range(10)] + [
        Said(str(k + 10), "us", 10 + k, to=str(k)) for k in range(10)
    ]
    ignored = [Said(str(k), f"c{k}", 0, names_us=True) for k in range(20, 40)]

    alone = P50(records(answered), whole(600))
    with_ignored = P50(records(answered + ignored), whole(600))

    assert (alone.value, alone.more_than) == (14 * 60, False)
    assert (with_ignored.value, with_ignored.more_than) == (600 * 60, True)


def test_an_automatic_reply_is_no_answer() -> None:
    said = [
        Said("1", "ada", 0, names_us=True),
        Said("2", "bot", 1, to="1"),
        Said("3", "us", 45, to="2"),
    ]
    assert P50(records(said), whole(600)).value == 45 * 60


def test_an_answer_to_another_branch_does_not_answer_mine() -> None:
    said = [
        Said("1", "ada", 0),
        Said("2", "bea", 5, to="1", names_us=True),
        Said("3", "carlo", 6, to="1", names_us=True),
        Said("4", "us", 20, to="3"),
    ]
    kept = records(said)
    assert ANSWERED_SHARE(kept, whole(600)).parts == {"answered": 2}  # ada's is above, bea's is not
    assert OPENINGS(kept, whole(600)).value == 3


def test_in_a_private_conversation_any_later_answer_counts() -> None:
    said = [
        Said("1", "ada", 0, conversation="c"),
        Said("2", "ada", 5, conversation="c"),
        Said("3", "us", 30, conversation="c"),
    ]
    kept = records(said)
    assert OPENINGS(kept, whole(60)).value == 1
    assert P50(kept, whole(60)).value == 30 * 60


def test_answered_within_a_day_counts_those_who_wrote_an_hour_ago_for_an_hour_only() -> None:
    said = [Said(str(k), f"c{k}", 0, names_us=True) for k in range(4)]
    said += [Said(str(10 + k), "us", 60, to=str(k)) for k in range(2)]
    late = [Said("99", "zoe", 3 * 24 * 60, names_us=True)]
    share = ANSWERED_WITHIN_A_DAY(records(said + late), whole(3 * 24 * 60 + 30))
    # Five are at risk until minute 30, when zoe's wait is cut off; two of four are then answered.
    assert share.value == pytest.approx(0.5)
    assert share.n == 5


def test_replies_that_go_round_in_a_circle_do_not_hang() -> None:
    said = [
        Said("1", "ada", 0, to="2", names_us=True),
        Said("2", "us", 5, to="1"),
        Said("3", "bea", 6, to="3", names_us=True),
        Said("4", "us", 9, to="3"),
    ]
    kept = records(said)
    assert OPENINGS(kept, whole(60)).value == 2
    assert first_reply(kept, whole(60), 0.5).value == timedelta(minutes=3).total_seconds()


def test_a_chain_as_long_as_a_quarrel_is_one_thread() -> None:
    said = [Said("0", "ada", 0, names_us=True)] + [
        Said(str(k), "us" if k % 2 else "ada", k, to=str(k - 1)) for k in range(1, 400)
    ]
    kept = records(said)
    assert OPENINGS(kept, whole(600)).value == 1
    assert P50(kept, whole(600)).value == 60
