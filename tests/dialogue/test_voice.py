"""How much the company talks, joins in, repeats itself and sends people away."""

from hypothesis import given
from hypothesis import strategies as st

from dialogo.dialogue.copy_paste import COPY_PASTE, WORDINGS, repeated, wording
from dialogo.dialogue.joining import JOINED
from dialogo.dialogue.posts_per_reply import POSTS_PER_REPLY, REPLIES
from dialogo.dialogue.promise import PROMISE_KEPT, promised
from dialogo.dialogue.sent_elsewhere import SENT_ELSEWHERE
from tests.dialogue.plain import START, Said, records, whole
from tests.recorded import recorded


def answers(*texts: str) -> list[Said]:
    """Each text as an answer of the company to a question of its own."""
    asked = [Said(f"q{k}", f"c{k}", k, names_us=True) for k in range(len(texts))]
    given = [Said(f"a{k}", "us", 50 + k, f"q{k}", text=text) for k, text in enumerate(texts)]
    return asked + given


def test_posts_per_reply_counts_human_answers_only() -> None:
    said = [*answers("one", "two"), Said("b", "bot", 90, to="q0")]
    kept = records(said, {f"p{k}": k for k in range(6)})
    assert POSTS_PER_REPLY(kept, whole(200)).value == 3
    assert REPLIES(kept, whole(200)).value == 2


def test_without_any_answer_the_posts_are_all_there_is() -> None:
    kept = records([Said("1", "ada", 0)], {f"p{k}": k for k in range(6)})
    assert POSTS_PER_REPLY(kept, whole(200)).value == 6


def test_posts_of_a_network_without_messages_are_not_set_against_answers_elsewhere() -> None:
    question = {"message_id": "1", "sent_at": START}
    answer = {"message_id": "2", "author_kind": "company", "sent_at": START}
    kept = recorded(
        posts=[
            *(
                {"post_id": f"p{k}", "network": "facebook", "published_at": START}
                for k in range(40)
            ),
            *({"post_id": f"p{k}", "published_at": START} for k in range(3)),
        ],
        messages=[question, answer],
    )
    figure = POSTS_PER_REPLY(kept, whole(200))
    assert (figure.value, figure.n, figure.parts) == (3, 4, {"posts": 3, "replies": 1})


def test_the_same_wording_for_other_names_links_and_numbers_is_a_copy() -> None:
    texts = [
        "@ada Ci dispiace molto, mandaci il numero d'ordine 123 ^KC",
        "@bea Ci dispiace molto, mandaci il numero d'ordine 456 ^AB",
        "@carlo Ci dispiace molto, mandaci il numero d'ordine 7 https://t.co/x -Anna",
        "Il pacco parte domani mattina dal magazzino di Lodi",
        "Grazie!",
        "Grazie!",
        "Grazie!",
    ]
    kept = records(answers(*texts))
    figure = COPY_PASTE(kept, whole(200))
    assert (figure.value, figure.n, figure.parts["most"]) == (0.75, 4, 3)
    assert [row["times"] for row in repeated(kept, whole(200))] == [3]


def test_what_a_machine_says_over_and_over_is_no_copy_of_a_persons_words() -> None:
    texts = [f"Gli articoli del giorno {day} sono in negozio da domani" for day in "abc"]
    machine = [
        Said(f"b{k}", "bot", 90 + k, text="Grazie, vi risponderemo il prima possibile")
        for k in range(3)
    ]
    figure = COPY_PASTE(records([*answers(*texts), *machine]), whole(200))
    assert (figure.value, figure.n, figure.parts["most"]) == (0.0, 3, 1)


def test_joining_counts_answers_to_people_who_had_not_called() -> None:
    said = [
        Said("1", "ada", 0),
        Said("2", "us", 5, to="1"),
        Said("3", "bea", 6, names_us=True),
        Said("4", "us", 7, to="3"),
        Said("5", "carlo", 8, to="post"),
        Said("6", "us", 9, to="gone"),
    ]
    figure = JOINED(records(said, {"post": 0}), whole(60))
    assert (figure.value, figure.n) == (0.5, 2)


def test_an_answer_that_also_answers_sends_nobody_elsewhere() -> None:
    long = "The oven needs ten minutes at 220 degrees before the bread goes in. " * 3
    texts = ["Please send us a DM", "Scrivici in privato", "It opens at nine", long + "DM us"]
    figure = SENT_ELSEWHERE(records(answers(*texts)), whole(200))
    assert (figure.value, figure.n) == (0.5, 4)


def test_an_hour_after_noon_is_not_a_private_message() -> None:
    texts = ["We are here until 5 pm", "It opens at 5:30 pm, see you", "Send us a pm", "PM us"]
    figure = SENT_ELSEWHERE(records(answers(*texts)), whole(200))
    assert (figure.value, figure.n) == (0.5, 4)


def test_in_private_nobody_is_sent_into_private() -> None:
    rows = [
        {"sent_at": START, "author_kind": "company", "text": "Send us a DM", "kind": kind}
        for kind in ("reply", "mention", "direct", "email")
    ]
    figure = SENT_ELSEWHERE(recorded(messages=rows), whole(200))
    assert (figure.value, figure.n) == (1.0, 2)


def test_the_promise_is_the_plans_latest() -> None:
    said = [Said(str(k), f"c{k}", 0, names_us=True) for k in range(4)]
    said += [Said(str(10 + k), "us", 30 + 60 * k, to=str(k)) for k in range(4)]
    plan = [
        {
            "company": "us",
            "kind": "promise",
            "subject": "reply-time",
            "value": minutes,
            "from_day": START.date().replace(day=day),
        }
        for day, minutes in ((1, 15.0), (2, 95.0))
    ]
    kept, window = records(said, plan=plan), whole(600)
    promise = promised(kept, window)
    assert promise is not None
    assert promise.total_seconds() == 95 * 60
    assert PROMISE_KEPT(kept, window).value == 0.5


@given(
    st.lists(
        st.text("aBcèÉ ß1²½_\n\t'’@^*-.,!🌸Д中")
        | st.sampled_from(["@ada ", " ^KC", "https://t.co/x "]),
        max_size=12,
    ).map(" ".join)
)
def test_a_text_that_is_not_sent_yet_has_the_wording_the_measure_would_see(text: str) -> None:
    sent = records(answers(text)).rows("SELECT wording FROM wordings", WORDINGS)
    ours = wording(text)
    hashed = records(answers(ours)).rows("SELECT wording FROM wordings", WORDINGS) if ours else []
    assert sent == hashed


def test_what_passes_from_one_person_to_the_next_is_no_part_of_the_wording() -> None:
    assert wording("@ada Ci dispiace, manda il numero 123 https://t.co/x ^KC") == (
        "ci dispiace manda il numero"
    )
    assert wording("Grazie mille!") == ""
