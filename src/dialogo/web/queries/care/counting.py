"""What each person of the team answered in four weeks: how much, when, and how rude it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from dialogo.language.taught import Taught
from dialogo.language.tone import tones
from dialogo.records.business_hours import BusinessHours
from dialogo.records.records import Records
from dialogo.web.queries.care.unsociable import is_unsociable
from dialogo.web.queries.inbox.labels import PERSON

KIND = "care"
DAYS = 28
MOST_TEXTS = 300_000


@dataclass
class Carried:
    """Answers, how many of them went out at unsociable hours, annoyed messages that were answered,
    and messages that were marked as spam."""

    answers: int = 0
    unsociable: int = 0
    annoyed: int = 0
    spam: int = 0


@dataclass(frozen=True)
class Team:
    """How the records may name each colleague: by small letters, to the colleague's number; each
    one's zone, and the number of each account's person."""

    names: Mapping[str, int]
    zones: Mapping[int, ZoneInfo]
    accounts: Mapping[int, int]


def count_care(
    records: Records,
    team: Team,
    closed: BusinessHours | None,
    now: datetime,
    taught: Taught | None = None,
) -> dict[str, dict[str, int]]:
    """By colleague's number, as JSON; whoever is no colleague is left out. `taught` is what the
    workspace knows of its own."""
    since = now - timedelta(days=DAYS)
    found: dict[int, Carried] = {}
    for row in _answers(records, since, now):
        if (who := team.names.get(row["name"].casefold())) is not None:
            carried = found.setdefault(who, Carried())
            carried.answers += row["n"]
            if is_unsociable(row["at"], team.zones[who], closed):
                carried.unsociable += row["n"]
    for name, n in _annoyed(records, since, now, taught).items():
        if (who := team.names.get(name.casefold())) is not None:
            found.setdefault(who, Carried()).annoyed += n
    for row in _spam(records, since, now):
        account = row["model"].removeprefix(PERSON).partition(":")[0]
        who = team.accounts.get(int(account)) if account.isdecimal() else None
        if who is not None:
            found.setdefault(who, Carried()).spam += row["n"]
    return {str(who): asdict(carried) for who, carried in found.items()}


def _answers(records: Records, since: datetime, now: datetime) -> list[dict[str, Any]]:
    """Answers by name and quarter of an hour: zones differ by no less."""
    return records.rows(
        """
        SELECT trim(agent) AS name, time_bucket(INTERVAL 15 MINUTE, sent_at) AS at, count(*) AS n
        FROM messages
        WHERE author_kind = 'company' AND automated IS NOT TRUE AND trim(agent) <> ''
          AND sent_at > $since AND sent_at <= $now
        GROUP BY ALL
        """,
        since=since,
        now=now,
    )


def _annoyed(
    records: Records, since: datetime, now: datetime, taught: Taught | None
) -> dict[str, int]:
    """How many annoyed messages each name answered, where the network says what was answered; what
    somebody of the team said of a tone counts before what the models hear."""
    rows = records.rows(
        f"""
        SELECT DISTINCT trim(said.agent) AS name, above.network, above.message_id, above.text,
            labels.tone
        FROM messages AS said
        JOIN messages AS above
          ON above.network = said.network AND above.message_id = said.in_reply_to
        LEFT JOIN message_labels AS labels
          ON labels.network = above.network AND labels.message_id = above.message_id
        WHERE said.author_kind = 'company' AND said.automated IS NOT TRUE
          AND trim(said.agent) <> '' AND above.author_kind = 'customer' AND above.text <> ''
          AND said.sent_at > $since AND said.sent_at <= $now
        ORDER BY ALL LIMIT {MOST_TEXTS}
        """,
        since=since,
        now=now,
    )
    texts = pa.array([row["text"] for row in rows], pa.string())
    felt = tones(texts, taught).names.to_pylist()
    found: dict[str, int] = {}
    for row, tone in zip(rows, felt, strict=True):
        found[row["name"]] = found.get(row["name"], 0) + ((row["tone"] or tone) == "annoyed")
    return found


def _spam(records: Records, since: datetime, now: datetime) -> list[dict[str, Any]]:
    """Messages of the time that somebody of the team marked as spam."""
    return records.rows(
        """
        SELECT labels.model, count(*) AS n
        FROM message_labels AS labels
        JOIN messages AS said USING (network, message_id)
        WHERE labels.act = 'spam' AND starts_with(labels.model, $person)
          AND said.sent_at > $since AND said.sent_at <= $now
        GROUP BY ALL
        """,
        person=PERSON,
        since=since,
        now=now,
    )
