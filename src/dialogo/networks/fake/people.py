"""People of the practice network: they write to the company, and thank whoever answers them.

What they say comes from whoever sets up a demonstration (the sample company has its own words).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from dialogo.networks.fake.server import HANDLE, Draft, Server


@dataclass(frozen=True)
class Says:
    """Sentences as they are written; `names` are of the people."""

    names: Sequence[str]
    questions: Sequence[str]
    thanks: Sequence[str]


def write(
    server: Server, company: str, says: Says, *, number: int, at: datetime, rng: Random
) -> None:
    """`number` of people write to the account `company` (its handle): half of them in public,
    below its last posts where there are any, a quarter mention it, a quarter write privately."""
    account = server.join(company)
    posts = [row["id"] for row in server.of(account) if row["in_reply_to"] is None][-5:]
    for _ in range(number):
        name = rng.choice(says.names)
        author = server.join(_handle(name), name)
        text = rng.choice(says.questions)
        way = rng.random()
        if way < 0.25:
            draft = Draft(text, audience="direct", to=(account,))
        elif way < 0.75 and posts:
            draft = Draft(text, in_reply_to=rng.choice(posts))
        else:
            draft = Draft(f"@{company} {text}")
        server.write(author, draft, at)


def thank(server: Server, company: str, says: Says, *, at: datetime, rng: Random) -> int:
    """Whoever was answered says thank you, once; how many did."""
    account = server.join(company)
    with server.open() as db:
        answered = db.execute(
            "SELECT answer.id, answer.audience, question.author FROM things answer"
            " JOIN things question ON question.id = answer.in_reply_to"
            " WHERE answer.author = :us AND question.author != :us AND answer.gone_at IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM things later WHERE later.in_reply_to = answer.id)"
            " ORDER BY answer.rowid",
            {"us": account},
        ).fetchall()
    for row in answered:
        draft = Draft(rng.choice(says.thanks), audience=row["audience"], in_reply_to=row["id"])
        server.write(row["author"], draft, at)
    return len(answered)


def _handle(name: str) -> str:
    """`Lia Delle Rose` is lia_delle_rose; who has no Latin letter in their name is a guest."""
    words = "".join(letter if HANDLE.match(letter) else "_" for letter in name.lower())
    return words.strip("_")[:30] or "guest"
