"""Answers: what the company says back, and how each conversation goes on from there."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from dialogo.simulation.company import Company, Speaker
from dialogo.simulation.ledger import Ledger
from dialogo.simulation.people import Opening
from dialogo.simulation.phrases import Phrases
from dialogo.simulation.rota import Rota

# Complaints are answered first: how often one is missed, against other messages that ask.
_COMPLAINT_MISSED = 0.3
# Share of messages that ask nothing and are answered all the same, against those that ask.
_COURTESY = 0.96
_SPREAD = 0.7  # of the logarithm of the waits

Minutes = dict[tuple[str, date], float]  # of work, by person and day


class Talk:
    """Writes conversations message by message; `minutes` is the work that it took."""

    def __init__(self, company: Company, ledger: Ledger, rota: Rota) -> None:
        self.company = company
        self.ledger = ledger
        self.rota = rota
        self.dice = company.dice("answers")
        self.speaker = Speaker(company, self.dice)
        self.minutes: Minutes = defaultdict(float)
        self._number = 0

    def hold(self, opening: Opening) -> None:
        """One conversation, from its opening to its last word."""
        head = self._of_opening(opening, opening.at, opening.text)
        self._away(opening)
        self._peer(opening, head)
        if not self._answers(opening):
            return
        answered = self._answer(opening, opening.at, head, self._first(opening))
        if answered is None:
            return
        self._go_on(opening, *answered)

    def join(self, at: datetime, network: str, number: int) -> None:
        """Answers somebody who never named the company."""
        phrases = self.company.phrases(self.dice)
        author = self.company.passer_by(number)
        asked = self.speaker.say(phrases, phrases.elsewhere_talk)
        head = self._customer(network, at, author, asked, kind="mention", addressed=False)
        moment = self._when(at)
        if moment is not None:
            text = self.speaker.say(phrases, phrases.joining)
            self._company(network, moment, text, kind="reply", under=head)

    # --- turns -----------------------------------------------------------------------------

    def _go_on(self, opening: Opening, at: datetime, under: str) -> None:
        """Thanks, or second questions until there are no more."""
        for _ in range(4):
            roll = self.dice.roll()
            if not opening.wants or roll > 0.5:
                return
            moment = at + timedelta(seconds=round(self.dice.about(2400, 1.0)))
            if moment > self.company.ends_at:
                return
            phrases = opening.phrases
            asks = roll < 0.2
            bank = phrases.again if asks else phrases.thanks
            head = self._of_opening(opening, moment, self.speaker.say(phrases, bank), under)
            if not asks or self.dice.chance(self.company.knobs.follow_ups_dropped):
                return
            still = self._worded(phrases, phrases.still, "")
            answered = self._answer(opening, moment, head, still)
            if answered is None:
                return
            at, under = answered

    def _answers(self, opening: Opening) -> bool:
        knobs = self.company.knobs
        probability = knobs.answered_share
        if opening.stirred:
            probability *= knobs.promoted_answered
        if opening.act == "complaint":
            probability = 1 - (1 - probability) * _COMPLAINT_MISSED
            probability *= knobs.complaints_answered
        if not opening.wants:
            probability *= _COURTESY
        return self.dice.chance(probability)

    def _first(self, opening: Opening) -> str:
        """The text of a first answer."""
        phrases = opening.phrases
        match opening.act:
            case "complaint":
                bank = phrases.answers[opening.need]
                return self._worded(phrases, bank, self.dice.pick(phrases.sorry))
            case "question":
                return self._worded(phrases, phrases.answers[opening.need], "")
            case "request":
                return self._worded(phrases, phrases.still, "")
            case _:
                return self._worded(phrases, phrases.kind_words, "")

    def _worded(self, phrases: Phrases, bank: tuple[str, ...], before: str) -> str:
        """An answer in one voice or another, or one of the lazy ones."""
        knobs = self.company.knobs
        if self.dice.chance(knobs.copied_answers):
            return self.dice.pick(phrases.stock_answers)
        if self.dice.chance(knobs.sent_elsewhere):
            return self.speaker.say(phrases, phrases.sends_away)
        if knobs.cold_answers and self.dice.chance(knobs.cold_answers):
            return self.dice.pick(phrases.cold_answers)
        parts = (
            self.dice.pick(phrases.greetings), before, self.dice.pick(bank),
            self.dice.pick(phrases.closings),
        )  # fmt: skip
        return self.speaker.fill(phrases, " ".join(part for part in parts if part))

    def _when(self, asked: datetime) -> datetime | None:
        """When an answer to something asked then goes out; None if that is not yet."""
        began = self.rota.next_duty(asked)
        if began is None:
            return None
        hours = self.dice.about(self.company.knobs.reply_hours, _SPREAD)
        moment = self.rota.next_duty(began + timedelta(seconds=round(hours * 3600)))
        return moment if moment is not None and moment <= self.company.ends_at else None

    def _answer(
        self, opening: Opening, asked: datetime, under: str, text: str
    ) -> tuple[datetime, str] | None:
        moment = self._when(asked)
        if moment is None:
            return None
        said = self._company(
            opening.network, moment, text, under=under, conversation=_conversation(opening),
            kind="direct" if opening.private else "reply",
        )  # fmt: skip
        return moment, said

    def _away(self, opening: Opening) -> None:
        """A private message at night gets an automatic notice, which is no answer."""
        if opening.private and not self.rota.on_duty(opening.at):
            self._write(
                network=opening.network, sent_at=opening.at + timedelta(seconds=5),
                text=opening.phrases.away_notice, author=self.company.handle,
                author_kind="company", kind="direct", conversation=_conversation(opening),
                automated=True,
            )  # fmt: skip

    def _peer(self, opening: Opening, head: str) -> None:
        """Somebody else, who knows, answers first."""
        if opening.private or opening.act != "question":
            return
        if not self.dice.chance(self.company.knobs.vouching_share):
            return
        moment = opening.at + timedelta(seconds=round(self.dice.about(1800, 1.0)))
        if moment > self.company.ends_at:
            return
        author = self.company.customer(int(self.dice.between(1, 30)))
        text = self.speaker.say(opening.phrases, opening.phrases.peers)
        self._customer(
            opening.network, moment, author, text, kind="reply", under=head, addressed=False
        )

    # --- rows ------------------------------------------------------------------------------

    def _of_opening(
        self, opening: Opening, at: datetime, text: str, under: str | None = None
    ) -> str:
        """A message of whoever opened the conversation."""
        above = under or (opening.post.post_id if opening.post else None)
        kind = "reply" if under else "comment" if opening.post else "mention"
        return self._customer(
            opening.network, at, opening.author, text, kind="direct" if opening.private else kind,
            under=above, conversation=_conversation(opening), addressed=True,
        )  # fmt: skip

    def _customer(self, network: str, at: datetime, author: str, text: str, **values: Any) -> str:
        return self._write(
            network=network, sent_at=at, author=author, author_kind="customer", text=text,
            automated=False, **values,
        )  # fmt: skip

    def _company(self, network: str, at: datetime, text: str, **values: Any) -> str:
        agent = self._agent(at)
        minutes = self.dice.about(self.company.knobs.minutes_per_answer, 0.3)
        self.minutes[agent, self.company.day_of(at)] += minutes
        return self._write(
            network=network, sent_at=at, author=self.company.handle, author_kind="company",
            text=text, automated=False, agent=agent, **values,
        )  # fmt: skip

    def _agent(self, at: datetime) -> str:
        """Who answers: somebody on shift, unless one person does it all."""
        if self.dice.chance(self.company.knobs.biggest_answerer):
            return self.company.team[0]
        shifts = self.rota.on_duty(at)
        return self.dice.pick(shifts).person if shifts else self.company.team[0]

    def _write(
        self, *, network: str, author: str, under: str | None = None,
        conversation: str | None = None, **values: Any,
    ) -> str:  # fmt: skip
        """Writes a row of `messages`; returns its id."""
        self._number += 1
        message = f"sim-{network}-{self._number:08}"
        self.ledger.add(
            "messages",
            network=network,
            account=self.company.handle,
            message_id=message,
            in_reply_to=None if conversation else under,
            conversation=conversation,
            author=author,
            url=None if conversation else f"https://{network}.example/{author}/{message}",
            **values,
        )
        return message


def talk(company: Company, ledger: Ledger, rota: Rota, openings: list[Opening]) -> Minutes:
    """Writes every message; returns the minutes of work by person and day."""
    talk = Talk(company, ledger, rota)
    for opening in openings:
        talk.hold(opening)
    dice = company.dice("joins")
    passers_by = count()
    for week in range(company.weeks):
        for _ in range(dice.whole(company.knobs.joins_per_week * company.size)):
            day = company.first + timedelta(days=7 * week + int(dice.between(0, 7)))
            at = company.at(day, dice.between(9, 20))
            if at <= company.ends_at:
                talk.join(at, "x", next(passers_by))
    return talk.minutes


def _conversation(opening: Opening) -> str | None:
    """Private messages of a person lie in one conversation for ever."""
    return f"sim-{opening.network}-with-{opening.author}" if opening.private else None
