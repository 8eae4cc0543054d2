"""Knobs: one for each mistake that the audit knows; left alone, they describe a healthy company."""

from __future__ import annotations

from dataclasses import Field, dataclass, field, fields, replace
from typing import Any

from dialogo.records.errors import BadInput
from dialogo.records.text import Text


def _knob(  # noqa: PLR0917  (read as a table, a row for a knob)
    healthy: float, mistaken: float, span: tuple[float, float], check: str, en: str, it: str
) -> Any:
    """A field: its healthy value, a value that makes the mistake, what it may be, what it trips."""
    about = {"mistaken": mistaken, "span": span, "check": check, "help": Text(en=en, it=it)}
    return field(default=healthy, metadata=about)


@dataclass(frozen=True)
class Knobs:
    """How the imaginary company behaves; shares go from 0 to 1.

    Each field's `metadata` says `check` (the id of the check that it must trip), `mistaken` (a
    value that trips it), `span` (lowest and highest value allowed) and `help` (a `Text`).
    Raises `BadInput` for a value outside its span.
    """

    # --- dialogue
    answered_share: float = _knob(
        0.97,
        0.3,
        (0, 1),
        "dialogue/questions-left-unanswered",
        "Share of those who want an answer who get one",
        "Quota di chi attende risposta e la riceve",
    )
    reply_hours: float = _knob(
        0.5,
        40,
        (0.01, 1000),
        "dialogue/slow-first-reply",
        "Hours until the answer, half of the time",
        "Ore prima della risposta, una volta su due",
    )
    follow_ups_dropped: float = _knob(
        0.03,
        0.97,
        (0, 1),
        "dialogue/customer-has-last-word",
        "Share of second questions that stay without an answer",
        "Quota delle seconde domande che restano senza risposta",
    )
    posts_per_week: float = _knob(
        7,
        500,
        (0, 5000),
        "dialogue/monologue",
        "Posts a week, all networks together",
        "Post alla settimana, su tutte le reti",
    )
    copied_answers: float = _knob(
        0,
        0.9,
        (0, 1),
        "dialogue/copy-paste-voice",
        "Share of answers that are the same stock sentence",
        "Quota delle risposte fatte con la stessa frase pronta",
    )
    cold_answers: float = _knob(
        0,
        0.9,
        (0, 1),
        "dialogue/cold-voice",
        "Share of answers that speak like an office or a reproach",
        "Quota delle risposte che parlano come un ufficio o come un rimprovero",
    )
    joins_per_week: float = _knob(
        4,
        0,
        (0, 500),
        "dialogue/never-joins",
        "Conversations of others joined each week, at size 1",
        "Conversazioni altrui a cui si partecipa ogni settimana, a dimensione 1",
    )
    sent_elsewhere: float = _knob(
        0.02,
        0.9,
        (0, 1),
        "dialogue/sent-elsewhere",
        "Share of answers that only send people to private messages",
        "Quota delle risposte che rimandano soltanto ai messaggi privati",
    )
    complaints_answered: float = _knob(
        1,
        0.2,
        (0, 1),
        "dialogue/complaints-left-lying",
        "Of the usual answers, share that complaints get too",
        "Delle solite risposte, quota che ricevono anche le lamentele",
    )
    promise_minutes: float = _knob(
        240,
        5,
        (1, 100_000),
        "dialogue/promise-broken",
        "Minutes within which the plan promises an answer",
        "Minuti entro cui il piano promette una risposta",
    )
    # --- content
    promotion_share: float = _knob(
        0.14,
        0.8,
        (0, 1),
        "content/advert-barrage",
        "Share of posts that sell",
        "Quota dei post che vendono",
    )
    promotion_run: int = _knob(
        1,
        12,
        (0, 200),
        "content/promotion-runs",
        "Posts in a row that sell, once",
        "Post di fila che vendono, una volta",
    )
    useful_share: float = _knob(
        0.5,
        0.02,
        (0, 1),
        "content/nothing-useful",
        "Share of posts that help somebody",
        "Quota dei post che servono a qualcuno",
    )
    needs_served: float = _knob(
        1,
        0,
        (0, 1),
        "content/needs-without-content",
        "Share of people's needs that useful posts deal with",
        "Quota dei bisogni della gente di cui si occupano i post utili",
    )
    clickbait_share: float = _knob(
        0,
        0.6,
        (0, 1),
        "content/clickbait",
        "Share of posts that shout and say nothing",
        "Quota dei post che gridano e non dicono nulla",
    )
    silent_weeks: int = _knob(
        0,
        5,
        (0, 50),
        "content/irregular-presence",
        "Weeks of silence between two bursts of posts",
        "Settimane di silenzio tra due raffiche di post",
    )
    same_everywhere: float = _knob(
        0,
        1,
        (0, 1),
        "content/same-post-everywhere",
        "Share of posts copied as they are to every network",
        "Quota dei post copiati tali e quali su ogni rete",
    )
    # --- community
    followers_per_person: float = _knob(
        12,
        4000,
        (0, 100_000),
        "community/followers-not-community",
        "Followers for each person who ever writes",
        "Follower per ogni persona che scrive",
    )
    returning_share: float = _knob(
        0.35,
        0,
        (0, 1),
        "community/nobody-comes-back",
        "Share of people who write again in the following weeks",
        "Quota delle persone che riscrivono nelle settimane dopo",
    )
    vouching_share: float = _knob(
        0.16,
        0,
        (0, 1),
        "community/nobody-vouches",
        "Share of messages that praise, and of questions that other people answer",
        "Quota dei messaggi di lode, e delle domande a cui rispondono altre persone",
    )
    follower_growth: float = _knob(
        0.02,
        -0.06,
        (-0.5, 1),
        "community/audience-leaves",
        "Growth of the audience in a month",
        "Crescita del pubblico in un mese",
    )
    bought_followers: float = _knob(
        0,
        1.5,
        (0, 100),
        "community/bought-audience",
        "Followers bought in one night, as a share of those there were",
        "Follower comprati in una notte, in rapporto a quelli che c'erano",
    )
    # --- team
    shift_cover: float = _knob(
        1,
        0.3,
        (0, 1),
        "team/nobody-home",
        "Share of what people write that comes while somebody is on shift",
        "Quota di ciò che si riceve mentre qualcuno è di turno",
    )
    biggest_answerer: float = _knob(
        0,
        1,
        (0, 1),
        "team/one-person-does-it-all",
        "Share of answers given by one person whoever is on shift",
        "Quota delle risposte date da una sola persona, chiunque sia di turno",
    )
    owner_named: bool = _knob(
        True,
        False,
        (0, 1),
        "team/nobody-owns-it",
        "Whether somebody answers for social media",
        "Se c'è chi risponde dei social",
    )
    minutes_per_answer: float = _knob(
        6,
        300,
        (0.1, 1000),
        "team/understaffed",
        "Minutes of work that an answer takes",
        "Minuti di lavoro per una risposta",
    )
    learning_minutes: float = _knob(
        90,
        0,
        (0, 5000),
        "team/out-of-date",
        "Minutes a month in which each person keeps up to date",
        "Minuti al mese in cui ogni persona si aggiorna",
    )
    dedicated_share: float = _knob(
        1,
        0,
        (0, 1),
        "team/no-dedicated-people",
        "Share of the team whose job this is",
        "Quota della squadra per cui questo è il lavoro",
    )
    marketing_share: float = _knob(
        0,
        1,
        (0, 1),
        "team/left-to-marketing",
        "Share of the team who sit in marketing and do it as an extra",
        "Quota della squadra che sta nel marketing e lo fa in più",
    )
    # --- returns
    verdict_weeks: int = _knob(
        104,
        6,
        (0, 1000),
        "returns/verdict-too-early",
        "Weeks from the first post until a return is demanded",
        "Settimane dal primo post al giorno in cui si pretende un ritorno",
    )
    stopped_share: float = _knob(
        0,
        1,
        (0, 1),
        "returns/stopped-too-soon",
        "Share of efforts stopped after three weeks",
        "Quota delle iniziative fermate dopo tre settimane",
    )
    last_click_share: float = _knob(
        0,
        1,
        (0, 1),
        "returns/last-click",
        "Share of sales credited to the last click",
        "Quota delle vendite attribuite all'ultimo clic",
    )
    flattering_goals: float = _knob(
        0,
        1,
        (0, 1),
        "returns/goals-that-flatter",
        "Share of goals that count followers, likes and views",
        "Quota degli obiettivi che contano follower, mi piace e visualizzazioni",
    )
    # --- budget
    budget_set: bool = _knob(
        True,
        False,
        (0, 1),
        "budget/no-budget",
        "Whether there is a budget",
        "Se c'è un budget",
    )
    forgotten_activities: int = _knob(
        0,
        2,
        (0, 4),
        "budget/forgotten-activity",
        "How many of answering, publishing, creating, promoting the budget forgets",
        "Quante attività tra rispondere, pubblicare, creare, promuovere il budget dimentica",
    )
    unpaid_share: float = _knob(
        0,
        0.5,
        (0, 1),
        "budget/unpaid-hours",
        "Share of hours that nobody is paid for",
        "Quota delle ore che nessuno paga",
    )
    pay_to_minimum: float = _knob(
        1.3,
        0.75,
        (0, 10),
        "budget/pay-below-minimum",
        "Pay of an hour, against the minimum for the role",
        "Paga di un'ora, rispetto al minimo del ruolo",
    )
    overspent: float = _knob(
        0,
        0.6,
        (0, 10),
        "budget/overspending",
        "Spent beyond the budget, as a share of it",
        "Speso oltre il budget, in rapporto al budget",
    )
    unspent: float = _knob(
        0.03,
        0.7,
        (0, 1),
        "budget/unspent",
        "Share of the budget that is left unspent",
        "Quota del budget che resta non spesa",
    )
    promoted_answered: float = _knob(
        1, 0, (0, 1), "budget/promotion-without-people",
        "In the week after a promotion, share of the usual answers that are given",
        "Nella settimana dopo una promozione, quota delle solite risposte che si danno",
    )  # fmt: skip

    def __post_init__(self) -> None:
        for knob in fields(self):
            value, (lowest, highest) = getattr(self, knob.name), knob.metadata["span"]
            if not lowest <= value <= highest:
                raise BadInput(
                    Text(
                        en="the knob {knob} cannot be {value}: write a number from {lowest} to "
                        "{highest}.",
                        it="la manopola {knob} non può essere {value}: scrivete un numero da "
                        "{lowest} a {highest}.",
                    ),
                    knob=knob.name, value=str(value), lowest=str(lowest), highest=str(highest),
                )  # fmt: skip


def knob_of(check: str) -> Field[Any]:
    """The knob that trips `check`; raises `KeyError` if there is none."""
    for knob in fields(Knobs):
        if knob.metadata["check"] == check:
            return knob
    raise KeyError(check)


def mistaken(*checks: str) -> Knobs:
    """A company that makes the mistakes of these checks, each by its knob, and no other."""
    knobs = [knob_of(check) for check in checks]
    return replace(Knobs(), **{knob.name: knob.metadata["mistaken"] for knob in knobs})
