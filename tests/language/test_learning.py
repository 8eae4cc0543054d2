"""Corrections teach: what resembles them follows, the rest stays, and what does not help is off."""

from __future__ import annotations

from random import Random

from dialogo.language import own
from dialogo.language.label import judge
from dialogo.language.learning import Learnt, learn
from dialogo.language.lesson import Lesson
from dialogo.language.messages import what_a_message_asks
from dialogo.language.posts import what_a_post_does
from dialogo.language.taught import Taught

# A bowls club, where "a lane" is what people ask for without a question mark.
LANES = [
    f"{who} lane {when}"
    for who in ("two of us,", "me and Ada,", "six friends,", "the usual four,")
    for when in ("tomorrow evening", "on Friday at nine", "for the weekend")
]
REQUESTS = [Lesson(text, {"needs_answer": "yes", "act": "request"}) for text in LANES]
OTHERS = [
    "What a wonderful party, thanks to all of you",
    "When does the bar close on Sundays?",
    "My parcel arrived broken and nobody answers the phone",
    "haha so true",
    "Complimenti a tutto lo staff, serata bellissima",
    "Quando aprono le iscrizioni al torneo?",
]


def taught(learnt: Learnt | None) -> Taught:
    """Stored and read again, as the desk keeps it."""
    assert learnt is not None
    return Taught(own.unpacked(own.packed({"messages": learnt.table}), 3))


def test_a_handful_of_corrections_tilts_what_resembles_them_and_nothing_else() -> None:
    learnt = learn("messages", REQUESTS, OTHERS)
    known = taught(learnt)
    unlike = "five of us, lane on Monday evening"
    assert what_a_message_asks(unlike).act != "request"
    assert what_a_message_asks(unlike, known).act == "request"
    before = [what_a_message_asks(text) for text in OTHERS]
    after = [what_a_message_asks(text, known) for text in OTHERS]
    assert [(one.needs_answer, one.act) for one in after] == [
        (one.needs_answer, one.act) for one in before
    ]
    assert learnt is not None
    assert [found.question for found in learnt.tried if found.helps] == ["needs_answer", "act"]
    assert judge(known) == "models 2 + own 3"


def test_nothing_taught_changes_nothing() -> None:
    nothing = Taught(own.Own(1))
    for text in (*OTHERS, *LANES, ""):
        assert what_a_message_asks(text, nothing) == what_a_message_asks(text)
        assert what_a_post_does(text, nothing) == what_a_post_does(text)
    assert learn("messages", [], OTHERS) is None
    assert own.unpacked(b"no table at all", 2) == own.Own(2)


def test_what_is_nearly_a_corrected_text_follows_it_whatever_the_models_say() -> None:
    said = "the staff told me that my order number 55213 left on Monday"
    lesson = Lesson(said, {"needs_answer": "no", "act": "chat"})
    learnt = learn("messages", [Lesson(said, {"act": "praise"}), lesson], OTHERS)
    assert learnt is not None
    assert not any(found.helps for found in learnt.tried)  # nobody can tell from one
    known = taught(learnt)
    follower = "@shop The staff told me my order number 77 left on MONDAY!"
    found = what_a_message_asks(follower, known)
    assert (found.needs_answer, found.act, found.probability) == ("no", "chat", own.FOLLOWS)
    other = "the staff told me that your parcel number 55213 came on Sunday"
    assert what_a_message_asks(other, known) == what_a_message_asks(other)
    unsure = taught(learn("messages", [Lesson(said, {"needs_answer": "unsure"})], []))
    assert what_a_message_asks(said, unsure).needs_answer == "unsure"
    assert what_a_message_asks(said, unsure).act == what_a_message_asks(said).act


def test_from_corrections_at_random_nothing_is_learnt() -> None:
    classes, chance = ("praise", "complaint", "question", "spam"), Random(7)  # noqa: S311  (a dice)
    words = ["lamp", "river", "stone", "paper", "garden", "window", "engine", "button", "carpet"]
    texts = [" ".join(chance.sample(words, 4)) for _ in range(60)]
    lessons = [Lesson(text, {"act": chance.choice(classes)}) for text in texts]
    learnt = learn("messages", lessons, OTHERS)
    assert learnt is not None
    (act,) = learnt.tried
    assert (act.question, act.n, act.helps) == ("act", 60, False)
    assert len(learnt.table.keys) == 0


def test_the_same_lessons_teach_the_same_bytes() -> None:
    one, other = (learn("messages", REQUESTS, OTHERS) for _ in range(2))
    assert one is not None
    assert other is not None
    assert own.packed({"messages": one.table}) == own.packed({"messages": other.table})


def test_posts_are_corrected_too() -> None:
    lessons = [
        Lesson(f"Tombola {when}: {what}", {"does": "conversation"})
        for when in ("tonight", "on Friday", "at the club", "next week")
        for what in ("who brings the cards", "bring your luck")
    ]
    learnt = learn("posts", lessons, OTHERS)
    assert learnt is not None
    known = Taught(own.Own(1, {"posts": learnt.table}))
    assert what_a_post_does("Tombola on Sunday: who brings the cake", known).does == "conversation"
    assert what_a_post_does("Buy now, 20% off all boots", known).does == "promotional"
